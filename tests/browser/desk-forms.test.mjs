// What scripts add to the desk's forms: a refused form is read out, unsaved typing is not left by mistake.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, leadsTo, open } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { openNewDocument, press, staff } from './support/staff.mjs';

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

/** A case that was registered just now. */
async function registered(page) {
  await open(page, '/desk/cases/new');
  const fields = { name: '示例·李四', identity_number: 'X1', phone: '13800001234', request: '滨河路改造工程的招标文件' };
  const choices = { kind: 'natural_person', identity_kind: 'other', form: 'electronic', way: 'online' };
  for (const [name, value] of Object.entries(fields)) await page.locator(`main [name=${name}]`).fill(value);
  for (const [name, value] of Object.entries(choices)) await page.locator(`main [name=${name}]`).selectOption(value);
  await press(page, '登记');
  return page.locator('main a[href^="/desk/cases/"]').first().getAttribute('href');
}

/** Adds a unit that is asked. */
async function unit(page, name) {
  await open(page, '/desk/units');
  await page.locator('#name').fill(name);
  await press(page, '添加');
}

test('unsaved typing asks before the page is left, saved typing does not', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  await openNewDocument(page);
  assert.deepEqual(await asked(page), [], 'nothing typed, nothing asked');
  await openNewDocument(page);
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
  await openNewDocument(page);
  await press(page, '保存为新的一稿');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.error-summary')));
  await editor.close();
});

test('every form that is typed into asks before it is left, a search does not', async () => {
  const clerk = await staff(demo.origin, 'jingban');
  const { page } = clerk;
  const kase = await registered(page);
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
  const kase = await registered(page);
  const outcome = `${kase}/decision/partly_granted`;
  await open(page, outcome);
  await page.locator('#part1').fill('联系人的手机号码');
  const changed = await asked(page, () => leadsTo(page, () => page.getByRole('button', { name: /^更改/ }).first().click()));
  assert.deepEqual(changed, [], 'it goes along');
  await page.getByText('已存为草稿').waitFor();
  await open(page, outcome);
  assert.equal(await page.locator('#part1').inputValue(), '联系人的手机号码');
  await unit(page, '档案室');
  await page.locator('#name').fill('还没有添加的科室');
  await page.locator('main details summary').first().click();
  const other = await asked(page, () => leadsTo(page, () => page.locator('main details[open] form .btn').first().click()));
  assert.deepEqual(other, ['beforeunload']);
  await clerk.close();
});

test('an answer that is being typed stays whatever button is pressed beside it, with scripts and without', async () => {
  for (const javaScript of [true, false]) {
    const clerk = await staff(demo.origin, 'jingban', { javaScript });
    const { page } = clerk;
    const kase = await registered(page);
    await unit(page, `财政股${javaScript}`);
    await open(page, `${kase}/askings`);
    await page.getByLabel(`财政股${javaScript}`).check();
    await press(page, '发出征询');
    await leadsTo(page, () => page.getByRole('link', { name: `财政股${javaScript}` }).click());
    const asking = page.url();
    await press(page, '生成新的链接');
    const link = await page.locator('#made-link').innerText();
    assert.ok(link.startsWith(`${demo.origin}/unit-answer/`), link);
    assert.equal(page.url(), asking, 'led back to the page: a reload sends nothing');
    if (javaScript) {
      await page.getByRole('button', { name: '复制' }).click();
      await page.getByRole('button', { name: '已复制' }).waitFor();
    }
    await page.reload();
    assert.equal(await page.locator('#made-link').count(), 0, 'shown once');
    await page.locator('#holding').fill('2024年预算表');
    await press(page, '生成新的链接');
    assert.ok(await page.locator('#made-link').count());
    assert.equal(await page.locator('#holding').inputValue(), '2024年预算表');
    if (javaScript) assert.deepEqual(await asked(page), ['beforeunload'], 'it is sent nowhere yet');
    await clerk.close();
  }
});
