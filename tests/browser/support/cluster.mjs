// A PostgreSQL of one's own, to be stopped and started: a new cluster in a temporary folder, on a free loopback port.

import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './demo.mjs';

const VERSIONS = '/usr/lib/postgresql';
export const IS_ROOT = process.getuid?.() === 0;

/** The folder of the server's programs, of the newest version; nothing where none is installed. */
export function programs() {
  try {
    const newest = readdirSync(VERSIONS).sort((one, other) => Number(one) - Number(other)).at(-1);
    return newest && join(VERSIONS, newest, 'bin');
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package made for it. */
function run(program, ...args) {
  const command = [join(programs(), program), ...args];
  if (IS_ROOT) command.unshift('runuser', '-u', 'postgres', '--');
  return execFileSync(command[0], command.slice(1), { cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });
}

export async function cluster() {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-cluster-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const password = `p${process.pid}x${port}`;
  const secret = join(folder, 'password');
  writeFileSync(secret, password);
  chmodSync(folder, 0o755);
  if (IS_ROOT) {
    const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    for (const path of [folder, secret]) chownSync(path, id('-u'), id('-g'));
  }
  run('initdb', '-D', data, '-U', 'gongkai', `--pwfile=${secret}`, '--auth=scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync');
  const url = `postgres://gongkai:${password}@127.0.0.1:${port}/postgres`;
  const start = () => run(
    'pg_ctl', '-D', data, '-l', join(data, 'server.log'), '-w', '-t', '60',
    '-o', `-p ${port} -h 127.0.0.1 -k '' -c fsync=off`, 'start',
  );
  const stop = () => run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
  const sql = (text) => execFileSync('psql', [url, '-qAtc', text], { encoding: 'utf8' });
  /** Its processes: the first and those it began. */
  const processes = () => {
    const first = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0];
    const begun = execFileSync('ps', ['--ppid', first, '-o', 'pid='], { encoding: 'utf8' });
    return [first, ...begun.trim().split(/\s+/)].map(Number);
  };
  /** Signals each of them; one of the begun may have ended since they were listed. */
  const signal = (name) => processes().forEach((id) => {
    try {
      process.kill(id, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  });
  /** Lets it answer no more, and again. */
  const hang = () => signal('SIGSTOP');
  const wake = () => signal('SIGCONT');
  const remove = () => {
    try {
      wake();
      stop();
    } catch {
      // It was stopped already.
    }
    rmSync(folder, { recursive: true, force: true });
  };
  start();
  return { url, start, stop, hang, wake, sql, remove };
}
