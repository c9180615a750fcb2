// The server is killed a hundred times while applications stream in: every receipt that was handed out opens its case
// afterwards, on both engines.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { test } from 'node:test';
import { BINARY, freePort, scratch } from './support/demo.mjs';
import { answered } from './support/sum.mjs';

const KILLS = Number(process.env.GONGKAI_TEST_KILLS ?? 100);
const CLIENTS = 4;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function ready(origin) {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(20);
  }
  throw new Error('the server did not come back');
}

function start(folder, port, database) {
  const args = ['demo', '--data', folder, '--listen', `127.0.0.1:${port}`];
  if (database) args.push('--database', database);
  const child = spawn(BINARY, args, { stdio: 'ignore' });
  child.gone = new Promise((done) => child.on('exit', done));
  return child;
}

const hidden = (page, name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';

/** A visitor with a form in hand, taken from the page as a browser would. */
async function visitor(origin) {
  const answer = await fetch(`${origin}/apply`);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  const page = await answer.text();
  return { cookies, csrf: hidden(page, 'csrf'), ticket: hidden(page, 'ticket') };
}

function post(origin, path, { cookies }, fields) {
  return fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies, 'content-type': 'application/x-www-form-urlencoded', origin },
    body: new URLSearchParams(fields),
  });
}

/** Sends one application, answering the question where one is asked; the receipt, or nothing when the server went away. */
async function submit(origin, form, request) {
  const fields = {
    csrf: form.csrf,
    ticket: form.ticket,
    kind: 'natural_person',
    name: '李明',
    identity_kind: 'identity_card',
    identity_number: '11010519491231002X',
    phone: '13800001234',
    request,
    form: 'electronic',
    way: 'online',
  };
  for (let tries = 0; tries < 3; tries += 1) {
    const answer = await post(origin, '/apply', form, fields);
    const page = await answer.text();
    const number = page.match(/class="receipt-number">([^<]+)</)?.[1];
    if (number) return { number, code: page.match(/class="receipt-code">([^<]+)</)[1] };
    if (!page.includes('等于几')) throw new Error(`no receipt and no question (${answer.status}):\n${page}`);
    Object.assign(fields, { seal: hidden(page, 'seal'), answer: answered(page) });
  }
  throw new Error('the answer was not taken');
}

/** Whether number and code open the case. */
async function opens(origin, form, { number, code }) {
  const answer = await post(origin, '/track', form, { csrf: form.csrf, number, code });
  await answer.text();
  return answer.status === 303;
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
