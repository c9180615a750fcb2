// What holds of every page, public or at the desk: right on a wide screen, on a phone, on the narrowest, without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAccessible } from './accessible.mjs';
import { DESKTOP, hasNoSidewaysScroll, NARROW, PHONE, picture } from './browser.mjs';
import { nameOf } from './crawl.mjs';
import { isOfTheSystem } from './system.mjs';

async function isRight(page, path) {
  await picture(page, nameOf(path));
  await hasNoSidewaysScroll(page);
  await isAccessible(page);
  await isOfTheSystem(page);
}

async function isWhole(page) {
  assert.equal(await page.locator('h1').count(), 1, 'one heading of the first rank');
  assert.ok(await page.locator('main').isVisible());
  assert.ok((await page.locator('main').innerText()).trim().length > 10, 'the page says something');
}

/** One visit: at a desk, on a phone and on the narrowest of them. */
async function isRightAtEveryWidth(page, path) {
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await isRight(page, path);
  }
  await page.setViewportSize(NARROW);
  await hasNoSidewaysScroll(page);
  await page.setViewportSize(DESKTOP);
}

/** The tests; `onEveryPage(t, options, check)` opens each page as a person with these options and checks it. */
export function everyPageIsRight(onEveryPage) {
  test('every page is accessible and fits every width', (t) => onEveryPage(t, { viewport: DESKTOP }, isRightAtEveryWidth));
  test('every page is whole without scripts', (t) => onEveryPage(t, { javaScript: false }, isWhole));
}
