// What scripts add to the desk's forms: a refused form is read out, unsaved typing is not left by mistake.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, open } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';

let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** Leaves the page; returns the kinds of questions that were asked. */
async function asked(page) {
  const kinds = [];
  const answer = (dialog) => {
    kinds.push(dialog.type());
    return dialog.accept();
  };
  page.on('dialog', answer);
  await open(page, '/desk');
  page.off('dialog', answer);
  return kinds;
}

test('unsaved typing asks before the page is left, saved typing does not', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  await open(page, '/desk/documents/new');
  assert.deepEqual(await asked(page), [], 'nothing typed, nothing asked');
  await open(page, '/desk/documents/new');
  await page.getByLabel('标题').fill('还没有保存的标题');
  assert.deepEqual(await asked(page), ['beforeunload']);
  await open(page, '/desk/reports/2024/draft');
  await page.locator('#section-5').fill('存在的问题和改进情况。');
  await press(page, '保存草稿');
  assert.deepEqual(await asked(page), [], 'saved');
  await editor.close();
});

test('a refused form is read out first', async () => {
  const editor = await staff(demo.origin, 'bianji', { expected: [/422/] });
  const { page } = editor;
  await open(page, '/desk/documents/new');
  await press(page, '保存为新版本');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.error-summary')));
  await editor.close();
});
