// What scripts add to the desk's forms: a refused form is read out, unsaved typing is not left by mistake.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, leadsTo, open } from './support/browser.mjs';
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

/** Leaves the page, or does something else; returns the kinds of questions that were asked. */
async function asked(page, leave = () => open(page, '/desk')) {
  const kinds = [];
  const answer = (dialog) => {
    kinds.push(dialog.type());
    return dialog.accept();
  };
  page.on('dialog', answer);
  await leave();
  page.off('dialog', answer);
  return kinds;
}

/** An open case that is not decided yet. */
async function openCase(page) {
  await open(page, '/desk/cases');
  const hrefs = await page.locator('main a[href^="/desk/cases/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const href of new Set(hrefs.filter((href) => /^\/desk\/cases\/\d+$/.test(href)))) {
    await open(page, `${href}/decision`);
    if (await page.locator('.decision-asked').count()) return href;
  }
  throw new Error('no case is open');
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

test('every form that is typed into asks before it is left, a search does not', async () => {
  const clerk = await staff(demo.origin, 'jingban');
  const { page } = clerk;
  const kase = await openCase(page);
  for (const path of ['/desk/cases/new', '/desk/units', `${kase}/askings`, `${kase}/enclosures`, `${kase}/decision/partly_granted`]) {
    await open(page, path);
    assert.deepEqual(await asked(page), [], `${path}: nothing typed`);
    await open(page, path);
    await page.locator('main form[method=post]').locator('textarea, input:not([type])').or(page.locator('main form[method=post] input[type=text]')).locator('visible=true').first().fill('还没有提交的文字');
    assert.deepEqual(await asked(page, () => page.reload()), ['beforeunload'], path);
  }
  await open(page, '/desk/cases/ledger');
  await page.locator('main [type=search], main #q').first().fill('招标');
  assert.deepEqual(await asked(page), [], 'a search is no work');
  await clerk.close();
});

test('a button of another form asks, those of the same form keep what is typed', async () => {
  const clerk = await staff(demo.origin, 'jingban');
  const { page } = clerk;
  const kase = await openCase(page);
  const outcome = `${kase}/decision/partly_granted`;
  await open(page, outcome);
  await page.locator('#part1').fill('联系人的手机号码');
  const changed = await asked(page, () => leadsTo(page, () => page.getByRole('button', { name: /^更改/ }).first().click()));
  assert.deepEqual(changed, [], 'it goes along');
  await page.getByText('已存为草稿').waitFor();
  await open(page, outcome);
  assert.equal(await page.locator('#part1').inputValue(), '联系人的手机号码');
  await open(page, '/desk/units');
  await page.locator('#name').fill('还没有添加的科室');
  await page.locator('main details summary').first().click();
  const other = await asked(page, () => leadsTo(page, () => page.locator('main details[open] form .btn').first().click()));
  assert.deepEqual(other, ['beforeunload']);
  await clerk.close();
});
