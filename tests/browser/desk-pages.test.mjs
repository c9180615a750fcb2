// Every page of the desk that links lead to, for every role: right at a desk, on a phone, and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, open } from './support/browser.mjs';
import { crawl } from './support/crawl.mjs';
import { startDemo } from './support/demo.mjs';
import { everyPageIsRight } from './support/everywhere.mjs';
import { isDeskPage, LOGINS, staff } from './support/staff.mjs';

let demo;
/** The paths each role finds, by login. */
const paths = new Map();
/** Of each path the first role that finds it: one look at it is enough. */
const firsts = [];

before(async () => {
  demo = await startDemo();
  const seen = new Set();
  for (const login of LOGINS) {
    const member = await staff(demo.origin, login);
    const found = await crawl(member.page, '/desk', isDeskPage, 2);
    assert.deepEqual(found.filter(({ status }) => status !== 200), [], `every link of ${login} leads somewhere`);
    paths.set(login, found.map(({ path }) => path));
    firsts.push({ login, paths: paths.get(login).filter((path) => !seen.has(path) && seen.add(path)) });
    await member.close();
  }
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** One test per page, each role in a window of its own. */
async function onEveryPage(t, options, check) {
  for (const { login, paths } of firsts) {
    const member = await staff(demo.origin, login, options);
    for (const path of paths) {
      await t.test(`${login} ${path}`, async () => {
        assert.equal(await open(member.page, path), 200);
        await check(member.page, path);
      });
    }
    await member.close();
  }
}

test('links lead each role to its own sections and to no other', () => {
  const reaches = (login, path) => paths.get(login).some((one) => one.split('?')[0] === path);
  const wanted = {
    '/desk/documents/new': ['bianji'],
    '/desk/reports/import': ['bianji', 'shenhe', 'jingban'],
    '/desk/holidays': LOGINS,
    '/desk/holidays/new': ['jingban', 'xitong'],
    '/desk/people': ['xitong', 'anquan', 'shenji'],
    '/desk/people/new': ['xitong'],
    '/desk/people/permissions': ['xitong', 'anquan', 'shenji'],
    '/desk/jobs': ['xitong'],
    '/desk/audit': ['shenji'],
  };
  for (const [path, logins] of Object.entries(wanted)) {
    assert.deepEqual(LOGINS.filter((login) => reaches(login, path)), logins, path);
  }
});

everyPageIsRight(onEveryPage);
