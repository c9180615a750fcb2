// The desk's one search and its looks, in a real browser: Ctrl K, a page without scripts, a theme that loses nothing typed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, leadsTo, open, PHONE } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { openNewDocument, staff } from './support/staff.mjs';

let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

test('Ctrl K goes to the search, and words lead to what holds them', async () => {
  const member = await staff(demo.origin, 'bianji');
  const { page } = member;
  await open(page, '/desk/documents');
  await page.keyboard.press('Control+k');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'desk-q');
  await page.keyboard.type('惠企政策清单');
  await leadsTo(page, () => page.keyboard.press('Enter'));
  assert.ok((await page.locator('.search-rows a').count()) > 0);
  assert.equal(await page.locator('h1').innerText(), '搜索');
  await member.close();
});

test('without scripts and on a phone the search has a page', async () => {
  const member = await staff(demo.origin, 'bianji', { javaScript: false, viewport: PHONE });
  const { page } = member;
  await leadsTo(page, () => page.getByRole('link', { name: '搜索', exact: true }).click());
  await page.locator('#q').fill('惠企政策清单');
  await leadsTo(page, () => page.locator('main').getByRole('button', { name: '搜索' }).click());
  assert.ok((await page.locator('.search-rows a').count()) > 0);
  await member.close();
});

test('a theme and 长辈版 are switched on the page and lose nothing that was typed', async () => {
  const member = await staff(demo.origin, 'bianji');
  const { page } = member;
  await openNewDocument(page);
  await page.locator('#title').fill('没有保存的标题');
  await page.locator('.desk-side [data-themes] summary').click();
  await page.locator('.desk-side [data-themes]').getByRole('link', { name: '深色' }).click();
  await page.locator('.desk-side a[data-size]').click();
  const root = page.locator('html');
  assert.equal(await root.getAttribute('data-theme'), 'dark');
  assert.equal(await root.getAttribute('class'), 'is-large');
  assert.equal(await page.locator('#title').inputValue(), '没有保存的标题');
  await page.locator('#title').fill('');
  const [paper, ink] = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return [backgroundColor, color];
  });
  assert.deepEqual([paper, ink], ['rgb(22, 25, 29)', 'rgb(230, 230, 227)']);
  await member.close();
});
