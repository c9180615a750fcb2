// The disk fills up and the database goes away under the running server, on both engines: a clear page, nothing half-done,
// nothing typed is lost, no receipt for what is not stored; and all goes on without a new start.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { fillIn as fillSteps, filledIn, opens, pause, ready, receiptOn, send, submit, visitor } from './support/applicant.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, open, person, PHONE, picture } from './support/browser.mjs';
import { cluster, IS_ROOT, programs } from './support/cluster.mjs';
import { BINARY, freePort, gongkai, scratch } from './support/demo.mjs';
import { PASSWORD, press, staff } from './support/staff.mjs';

/** Nobody waits longer for a page that says that the database is away, in milliseconds. */
const A_FEW_SECONDS = 8_000;
const REQUEST = '2024年度"部门预算" <含附表> & 说明';

after(closeBrowser);

/** The demo, which a limit on the size of its files does not kill: a write beyond it fails as on a full disk. */
async function start(database) {
  const { folder, remove } = scratch();
  const port = await freePort();
  const args = ['demo', '--without-cases', '--data', folder, '--listen', `127.0.0.1:${port}`];
  if (database) args.push('--database', database);
  const child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$0" "$@"', BINARY, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  const gone = new Promise((done) => child.on('exit', done));
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    remove();
  };
  await ready(origin).catch(async (error) => {
    await stop();
    throw new Error(`${error.message}\n${said}`);
  });
  /** How large a file may become from now on. */
  const limit = (bytes) => execFileSync('prlimit', [`--pid=${child.pid}`, `--fsize=${bytes}:unlimited`]);
  return { folder, origin, limit, said: () => said, stop };
}

const forms = (origin, count) => Promise.all(Array.from({ length: count }, () => visitor(origin)));

/** Status of a page, and how long it took. */
async function asked(origin, path) {
  const started = Date.now();
  const answer = await fetch(`${origin}${path}`, { redirect: 'manual' });
  await answer.text();
  return { status: answer.status, took: Date.now() - started, retryAfter: answer.headers.get('retry-after') };
}

/** The fields of the form that a page offers to send again. */
function carried(page) {
  const unescaped = (text) =>
    text.replaceAll('&#34;', '"').replaceAll('&#60;', '<').replaceAll('&#62;', '>').replaceAll('&#39;', "'").replaceAll('&#38;', '&');
  const form = page.match(/<form [^>]*class="send-again"[^]*?<\/form>/)?.[0] ?? '';
  const fields = form.matchAll(/name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name, unescaped(value)]));
}

async function fillIn(page) {
  await fillSteps(page, filledIn({}, REQUEST));
  await pause(2_100);
}

/** The page of a fault as people see it. */
async function isClear(page, name, heading) {
  await page.getByRole('heading', { name: heading }).waitFor();
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await hasNoSidewaysScroll(page);
    await picture(page, `fault-${name}`);
  }
  await isAccessible(page);
}

/** Every receipt opens its case, and no number was given twice. */
async function nothingLost(origin, receipts) {
  const form = await visitor(origin);
  for (const receipt of receipts) assert.ok(await opens(origin, form, receipt), `${receipt.number} opens`);
  assert.equal(new Set(receipts.map(({ number }) => number)).size, receipts.length);
}

const FAILS = { expected: [/50[37]/] };

test('a full disk under SQLite: the page says so and sends what was typed again', async () => {
  const server = await start();
  const { origin } = server;
  try {
    const applicant = await person(origin, FAILS);
    const editor = await staff(origin, 'bianji', FAILS);
    const others = await forms(origin, 6);
    await fillIn(applicant.page);
    await newColumn(editor.page);

    server.limit(4096);
    await press(applicant.page, '提交申请');
    await isClear(applicant.page, 'full-disk', '暂时不能保存');
    await editor.page.locator('main form button.btn-primary').click();
    await isClear(editor.page, 'full-disk-desk', '暂时不能保存');
    // One after the other on every connection, and all at once: none is left in the way of the next.
    for (const form of others) {
      const { status, receipt } = await send(origin, form, filledIn(form, REQUEST));
      assert.deepEqual([status, receipt], [503, undefined]);
    }
    await Promise.all(others.map((form) => send(origin, form, filledIn(form, REQUEST))));
    for (const path of ['/', '/columns', '/apply', '/track', '/reports/2024', '/readyz']) assert.equal((await asked(origin, path)).status, 200, path);
    assert.equal((await editor.context.request.get(`${origin}/desk/documents`)).status(), 200, 'the desk is read');
    await press(applicant.page, '再次提交');
    await applicant.page.getByRole('heading', { name: '暂时不能保存' }).waitFor();

    server.limit('unlimited');
    await press(applicant.page, '再次提交');
    const receipts = [receiptOn(await applicant.page.content())];
    assert.ok(receipts[0], 'the receipt');
    assert.ok((await applicant.page.content()).includes('部门预算'));
    for (const form of others) receipts.push(await submit(origin, form, REQUEST));
    await nothingLost(origin, receipts);
    await press(editor.page, '再次提交');
    await editor.page.getByText('办事<指南>').first().waitFor();
    await mailComes(editor.page, server.folder);
    assert.match(gongkai('audit', 'verify', '--data', server.folder), /./);
    await applicant.close();
    await editor.close();
  } finally {
    await server.stop();
  }
});

/** What somebody types at the desk. */
async function newColumn(page) {
  await open(page, '/desk/columns/new');
  await page.locator('[name=name]').fill('办事<指南>');
  await page.locator('[name=slug]').fill('banshi');
}

/** The worker carries out what an act asks for: a mail to an address that was entered. */
async function mailComes(page, folder) {
  const mails = () => readdirSync(join(folder, 'mail'), { recursive: true }).filter((name) => statSync(join(folder, 'mail', name)).isFile()).length;
  const before = mails();
  await open(page, '/desk/account');
  await page.locator('[name=mail]').fill('editor@example.gov.cn');
  await page.locator('[name=mail_password]').fill(PASSWORD);
  await page.locator('form[action="/desk/account/mail"] button').click();
  for (let tries = 0; tries < 100; tries += 1) {
    if (mails() > before) return;
    await pause(100);
  }
  throw new Error('no mail was written');
}

/** Waits until the server has said it. */
async function isSaid(server, what) {
  for (let tries = 0; tries < 300 && !what.test(server.said()); tries += 1) await pause(100);
  assert.match(server.said(), what);
}

test('the file of SQLite is moved away: nothing is taken until it is back', async () => {
  const server = await start();
  const { origin, folder } = server;
  try {
    const [first, second] = await forms(origin, 2);
    await pause(2_100);
    const receipts = [await submit(origin, first, REQUEST)];
    renameSync(join(folder, 'gongkai.db'), join(folder, 'away.db'));
    const refused = await send(origin, second, filledIn(second, REQUEST));
    assert.deepEqual([refused.status, refused.receipt], [503, undefined]);
    await pause(1_500);
    for (const path of ['/apply', '/desk', '/readyz']) assert.equal((await asked(origin, path)).status, 503, path);
    assert.equal((await asked(origin, '/healthz')).status, 200);
    renameSync(join(folder, 'away.db'), join(folder, 'gongkai.db'));
    await ready(origin);
    receipts.push((await send(origin, second, carried(refused.page))).receipt);
    await nothingLost(origin, receipts);
  } finally {
    await server.stop();
  }
});

const noCluster = !programs() && 'no PostgreSQL';

test('PostgreSQL is stopped and started: within seconds a clear page, then everything again', { skip: noCluster }, async () => {
  const postgres = await cluster();
  let server;
  try {
    server = await start(postgres.url);
    const { origin } = server;
    const applicant = await person(origin, FAILS);
    const editor = await staff(origin, 'bianji', FAILS);
    const [first, second, third] = await forms(origin, 3);
    await fillIn(applicant.page);
    const receipts = [await submit(origin, first, REQUEST)];
    await newColumn(editor.page);

    postgres.stop();
    const started = Date.now();
    const refused = await Promise.all([second, third].map((form) => send(origin, form, filledIn(form, REQUEST))));
    assert.ok(Date.now() - started < A_FEW_SECONDS, `${Date.now() - started} ms`);
    for (const { status, receipt, page } of refused) {
      assert.deepEqual([status, receipt], [503, undefined]);
      assert.equal(carried(page).request, REQUEST);
    }
    for (const path of ['/apply', '/track', '/columns', '/desk', '/desk/session', '/readyz']) {
      const { status, took, retryAfter } = await asked(origin, path);
      assert.equal(status, 503, path);
      assert.ok(took < 1_000, `${path} took ${took} ms`);
      assert.ok(path === '/readyz' || Number(retryAfter) > 0, path);
    }
    assert.equal((await asked(origin, '/healthz')).status, 200);
    await press(applicant.page, '提交申请');
    await isClear(applicant.page, 'no-database', '服务暂时中断');
    await editor.page.locator('main form button.btn-primary').click();
    await isClear(editor.page, 'no-database-desk', '服务暂时中断');
    const reader = await person(origin, FAILS);
    assert.equal(await open(reader.page, '/track'), 503);
    await isClear(reader.page, 'no-database-page', '服务暂时中断');
    await reader.close();

    // The worker looks every so often: a database that is back before it looked was never missed.
    await isSaid(server, /jobs can't be carried out/);
    postgres.start();
    await ready(origin);
    await press(applicant.page, '再次提交');
    receipts.push(receiptOn(await applicant.page.content()));
    for (const [index, form] of [second, third].entries()) receipts.push((await send(origin, form, carried(refused[index].page))).receipt);
    await nothingLost(origin, receipts);
    assert.equal(postgres.sql('SELECT count(*) FROM submission').trim(), String(receipts.length), 'no more is stored than was receipted');
    await press(editor.page, '再次提交');
    await editor.page.getByText('办事<指南>').first().waitFor();
    await mailComes(editor.page, server.folder);
    await isSaid(server, /jobs can't be carried out[^]*jobs are carried out again/);
    await applicant.close();
    await editor.close();
  } finally {
    await server?.stop();
    postgres.remove();
  }
});

test('PostgreSQL hangs: nobody waits for long, and what was not known to be stored is stored once', { skip: noCluster }, async () => {
  const postgres = await cluster();
  let server;
  try {
    server = await start(postgres.url);
    const { origin } = server;
    const [first, second, third] = await forms(origin, 3);
    await pause(2_100);
    const receipts = [await submit(origin, first, REQUEST)];
    postgres.hang();
    const started = Date.now();
    const [page, refused] = await Promise.all([asked(origin, '/track'), send(origin, second, filledIn(second, REQUEST))]);
    assert.equal(page.status, 503);
    assert.ok(page.took < A_FEW_SECONDS, `the page took ${page.took} ms`);
    assert.deepEqual([refused.status, refused.receipt], [503, undefined]);
    assert.ok(Date.now() - started < 2 * A_FEW_SECONDS, `the form took ${Date.now() - started} ms`);
    assert.ok(refused.page.includes('不能确定') || refused.page.includes('没有保存'), refused.page);
    assert.ok((await asked(origin, '/apply')).took < 1_000);
    postgres.wake();
    await ready(origin);
    const carriedFields = carried(refused.page);
    for (let times = 0; times < 2; times += 1) receipts[1] = (await send(origin, second, carriedFields)).receipt;
    receipts.push(await submit(origin, third, REQUEST));
    await nothingLost(origin, receipts);
    assert.equal(postgres.sql('SELECT count(*) FROM submission').trim(), String(receipts.length), 'stored once');
  } finally {
    postgres.wake();
    await server?.stop();
    postgres.remove();
  }
});

const noMount = noCluster || (!IS_ROOT && 'mounting a small disk takes root');

test('a full disk under PostgreSQL: refused clearly, read meanwhile, taken when there is room', { skip: noMount }, async () => {
  const disk = mkdtempSync(join(tmpdir(), 'gongkai-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=755', 'tmpfs', disk]);
  const postgres = await cluster();
  let server;
  try {
    server = await start(postgres.url);
    const { origin } = server;
    const { uid, gid } = owner();
    chownSync(disk, uid, gid);
    postgres.sql(`CREATE TABLESPACE tight LOCATION '${disk}'`);
    postgres.sql('ALTER TABLE application SET TABLESPACE tight');
    const waiting = await forms(origin, 30);
    await pause(2_100);
    const receipts = [await submit(origin, waiting.pop(), REQUEST)];
    fillUp(disk);
    let refused;
    let form;
    while (!refused) {
      form = waiting.pop();
      assert.ok(form, 'the disk was full in time');
      const { status, receipt, page } = await send(origin, form, filledIn(form, REQUEST));
      if (receipt) receipts.push(receipt);
      else {
        assert.equal(status, 503, page);
        refused = page;
      }
    }
    assert.ok(refused.includes('暂时不能保存'), refused);
    for (const path of ['/', '/columns', '/apply', '/track', '/readyz']) assert.equal((await asked(origin, path)).status, 200, path);
    rmSync(join(disk, 'filler'));
    receipts.push((await send(origin, form, carried(refused))).receipt);
    receipts.push(await submit(origin, waiting.pop(), REQUEST));
    await nothingLost(origin, receipts);
    assert.equal(postgres.sql('SELECT count(*) FROM submission').trim(), String(receipts.length));
  } finally {
    await server?.stop();
    postgres.remove();
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  }
});

/** Who PostgreSQL runs as. */
function owner() {
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Leaves no room on a disk. */
function fillUp(disk) {
  const piece = Buffer.alloc(4096, 1);
  for (;;) {
    try {
      writeFileSync(join(disk, 'filler'), piece, { flag: 'a' });
    } catch (error) {
      assert.equal(error.code, 'ENOSPC');
      return;
    }
  }
}
