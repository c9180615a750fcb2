// Every public page that links lead to: right for every visitor, at a desk, on a phone, and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, open, person, picture } from './support/browser.mjs';
import { crawl, isPublicPage } from './support/crawl.mjs';
import { startDemo } from './support/demo.mjs';
import { everyPageIsRight } from './support/everywhere.mjs';

let demo;
let paths;

before(async () => {
  demo = await startDemo();
  const visitor = await person(demo.origin);
  const found = await crawl(visitor.page, '/', isPublicPage);
  assert.deepEqual(found.filter(({ status }) => status !== 200), [], 'every link leads somewhere');
  paths = found.map(({ path }) => path);
  await visitor.close();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** One test per page, in one browser window. */
async function onEveryPage(t, options, check) {
  const visitor = await person(demo.origin, options);
  for (const path of paths) {
    await t.test(path, async () => {
      assert.equal(await open(visitor.page, path), 200);
      await check(visitor.page, path);
    });
  }
  await visitor.close();
}

test('links lead from the home page to every kind of page', () => {
  for (const path of ['/', '/guide', '/reports', '/reports/2024', '/sitemap']) {
    assert.ok(paths.includes(path), `${path} is reached by links`);
  }
  assert.ok(paths.some((path) => path.startsWith('/columns/')), 'a column');
  assert.ok(paths.some((path) => path.startsWith('/documents/')), 'a document');
});

everyPageIsRight(onEveryPage);

test('a path that leads nowhere gets a page with a way on', async () => {
  const visitor = await person(demo.origin, { expected: [/404/] });
  assert.equal(await open(visitor.page, '/no/such/page'), 404);
  await picture(visitor.page, 'missing');
  await isAccessible(visitor.page);
  assert.ok((await visitor.page.locator('main a[href="/"]').count()) > 0, 'a link home');
  await visitor.close();
});
