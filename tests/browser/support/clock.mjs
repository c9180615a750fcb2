// A clock the test turns: the program runs under libfaketime, which reads the time from a file.

import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function library() {
  const found = readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join('/usr/lib', entry.name, 'faketime', 'libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
  if (!found) throw new Error('libfaketime is not installed: apt-get install faketime');
  return found;
}

/** A clock in `folder` that stands at nine in the morning of a day, by the clock in China. */
export function turnableClock(folder, day) {
  const file = join(folder, 'clock');
  const turn = (to) => writeFileSync(file, `@${to} 09:00:00\n`);
  turn(day);
  const env = {
    LD_PRELOAD: library(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
    TZ: 'Asia/Shanghai',
  };
  return { env, turn };
}
