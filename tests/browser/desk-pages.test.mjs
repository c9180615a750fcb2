// Every page at the desk that links lead to, for every role: accessible, no wider than the screen, whole without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, NARROW, open, person, PHONE, picture } from './support/browser.mjs';
import { crawl, nameOf } from './support/crawl.mjs';
import { startDemo } from './support/demo.mjs';
import { isDeskPage, LOGINS, staff } from './support/staff.mjs';

let demo;
const paths = new Map();

before(async () => {
  demo = await startDemo();
  for (const login of LOGINS) {
    const member = await staff(demo.origin, login);
    const found = await crawl(member.page, '/desk', isDeskPage, 1);
    assert.deepEqual(found.filter(({ status }) => status !== 200), [], `${login}: every link leads somewhere`);
    paths.set(login, found.map(({ path }) => path));
    await member.close();
  }
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** Pages that one role after another reaches, each kind looked at once, by the first who can. */
function pages() {
  const seen = new Set();
  const all = [];
  for (const [login, found] of paths) {
    for (const path of found) {
      const kind = path.replace(/\d+/g, '0').replace(/\?.*/, '?');
      if (!seen.has(kind) || path === '/desk') all.push({ login, path });
      seen.add(kind);
    }
  }
  return all;
}

/** One test per page, signed in as the one who reached it. */
async function onEveryPage(t, options, check) {
  for (const login of LOGINS) {
    const mine = pages().filter((page) => page.login === login);
    const member = await staff(demo.origin, login, options);
    for (const { path } of mine) {
      await t.test(`${login} ${path}`, async () => {
        assert.equal(await open(member.page, path), 200);
        await check(member.page, `desk-${login}-${nameOf(path)}`);
      });
    }
    await member.close();
  }
}

test('each role reaches what is theirs and nothing else', () => {
  const reaches = (login, path) => paths.get(login).includes(path);
  for (const login of LOGINS) assert.ok(reaches(login, '/desk/account'), login);
  assert.ok(reaches('bianji', '/desk/documents/new') && reaches('bianji', '/desk/reports/2024/draft'));
  assert.ok(!reaches('bianji', '/desk/people') && !reaches('bianji', '/desk/audit'));
  assert.ok(reaches('qianfa', '/desk/documents') && !reaches('qianfa', '/desk/documents/new'));
  assert.ok(reaches('xitong', '/desk/people') && !reaches('xitong', '/desk/documents'));
  assert.ok(reaches('shenji', '/desk/audit') && !reaches('xitong', '/desk/audit'));
});

test('every page is accessible on a wide screen', async (t) => {
  await onEveryPage(t, { viewport: DESKTOP }, async (page, name) => {
    await picture(page, name);
    await hasNoSidewaysScroll(page);
    await isAccessible(page);
  });
});

test('every page is accessible on a phone', async (t) => {
  await onEveryPage(t, { viewport: PHONE }, async (page, name) => {
    await picture(page, name);
    await hasNoSidewaysScroll(page);
    await isAccessible(page);
  });
});

test('every page fits the narrowest phone and is whole without scripts', async (t) => {
  await onEveryPage(t, { viewport: NARROW, javaScript: false }, async (page) => {
    await hasNoSidewaysScroll(page);
    assert.equal(await page.locator('h1').count(), 1, 'one heading of the first rank');
    assert.ok((await page.locator('main').innerText()).trim().length > 10, 'the page says something');
  });
});

test('the page to sign in is accessible, and so is a refusal', async () => {
  const stranger = await person(demo.origin, { viewport: PHONE, expected: [/403/] });
  await open(stranger.page, '/desk/session');
  await picture(stranger.page, 'desk-sign-in');
  await hasNoSidewaysScroll(stranger.page);
  await isAccessible(stranger.page);
  await stranger.close();
  const editor = await staff(demo.origin, 'bianji', { expected: [/403/] });
  assert.equal(await open(editor.page, '/desk/audit'), 403);
  await picture(editor.page, 'desk-refused');
  await isAccessible(editor.page);
  await editor.close();
});
