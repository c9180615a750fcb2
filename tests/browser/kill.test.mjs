// The server is killed a hundred times while applications stream in: every receipt that was handed out opens its case
// afterwards, on both engines.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { test } from 'node:test';
import { opens, pause, ready, submit, visitor } from './support/applicant.mjs';
import { BINARY, freePort, scratch } from './support/demo.mjs';

const KILLS = Number(process.env.GONGKAI_TEST_KILLS ?? 100);
const CLIENTS = 4;

function start(folder, port, database) {
  const args = ['demo', '--without-cases', '--data', folder, '--listen', `127.0.0.1:${port}`, '--hourly-applications', '1000000'];
  if (database) args.push('--database', database);
  const child = spawn(BINARY, args, { stdio: 'ignore' });
  child.gone = new Promise((done) => child.on('exit', done));
  return child;
}

async function survives(database) {
  const { folder, remove } = scratch();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let server = start(folder, port, database);
  const receipts = [];
  let sent = 0;
  try {
    await ready(origin);
    const forms = [];
    for (let count = 0; count < KILLS * CLIENTS * 5; count += 1) forms.push(await visitor(origin));
    await pause(2_100);
    for (let kill = 0; kill < KILLS; kill += 1) {
      let alive = true;
      const stream = async () => {
        while (alive && forms.length > 0) {
          const form = forms.pop();
          sent += 1;
          const receipt = await submit(origin, form, `第 ${sent} 件`).catch((error) => {
            // A connection that breaks off is what this is about; any other answer is not.
            if (error.cause || error.name === 'TypeError') return undefined;
            throw error;
          });
          if (receipt) receipts.push(receipt);
        }
      };
      const clients = Array.from({ length: CLIENTS }, stream);
      // In the midst of it: once the stream flows, at a moment of chance.
      const before = receipts.length;
      for (let tries = 0; tries < 200 && receipts.length === before; tries += 1) await pause(10);
      await pause(Math.random() * 150);
      server.kill('SIGKILL');
      alive = false;
      await Promise.all(clients);
      await server.gone;
      server = start(folder, port, database);
      await ready(origin);
    }
    const form = await visitor(origin);
    const lost = [];
    for (const receipt of receipts) if (!(await opens(origin, form, receipt))) lost.push(receipt.number);
    console.log(`${KILLS} kills, ${sent} applications sent, ${receipts.length} receipts handed out, ${lost.length} lost`);
    assert.deepEqual(lost, []);
    assert.equal(new Set(receipts.map(({ number }) => number)).size, receipts.length, 'no number was given twice');
    assert.ok(receipts.length >= KILLS, 'the stream was a stream');
  } finally {
    server.kill('SIGTERM');
    await server.gone;
    remove();
  }
}

test('no receipt is lost on SQLite', () => survives());

test('no receipt is lost on PostgreSQL', { skip: !process.env.GONGKAI_TEST_POSTGRES && 'no PostgreSQL' }, async () => {
  const server = new URL(process.env.GONGKAI_TEST_POSTGRES);
  const name = `gongkai_kill_${process.pid}`;
  const psql = (sql) => execFileSync('psql', [server.href, '-qc', sql]);
  psql(`CREATE DATABASE ${name}`);
  try {
    const database = new URL(server);
    database.pathname = `/${name}`;
    await survives(database.href);
  } finally {
    psql(`DROP DATABASE ${name} WITH (FORCE)`);
  }
});
