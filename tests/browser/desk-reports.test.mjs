// The report workbench in a real browser: cells checked as one types, moved through with the keyboard, pasted in blocks;
// a correction published and compared.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { SEED, startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';

let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

const cell = (page, name) => page.locator(`[id="cell-${name}"]`);
const focused = (page) => page.evaluate(() => document.activeElement.id);

test('a broken sum shows at its cells while one types, and goes when it is mended', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  await open(page, '/desk/reports/2024/draft');
  assert.match(await page.locator('#findings-count').innerText(), /没有发现问题/);
  await cell(page, 'table3.new.natural_person').fill('3');
  await page.locator('#findings-count', { hasText: /错误 \d+ 处/ }).waitFor();
  const says = page.locator('[id="says-table3.new.natural_person"]');
  assert.ok(await says.isVisible(), 'the message stands at the cell one is in');
  assert.match(await says.innerText(), /3/);
  assert.equal(await cell(page, 'table3.new.total').getAttribute('aria-invalid'), 'true');
  await picture(page, 'desk-workbench-error');
  await isAccessible(page);
  await page.locator('.bench .findings a').first().click();
  assert.match(await focused(page), /^cell-/, 'a finding leads to its cell');
  await cell(page, 'table3.new.natural_person').fill('0');
  await page.locator('#findings-count', { hasText: '没有发现问题' }).waitFor();
  assert.equal(await cell(page, 'table3.new.total').getAttribute('aria-invalid'), null);
  await editor.close();
});

test('on a phone a row of table three opens into its fields, without scripts as well, and the whole table is one tap away', async () => {
  for (const javaScript of [true, false]) {
    const editor = await staff(demo.origin, 'bianji', { viewport: PHONE, javaScript });
    const { page } = editor;
    await open(page, '/desk/reports/2024/draft');
    const kind = cell(page, 'table3.new.business');
    assert.ok(await cell(page, 'table3.new.total').isVisible(), 'the total stands beside the name');
    assert.equal(await kind.isVisible(), false, 'the kinds are folded');
    await page.getByText('一、本年新收政府信息公开申请数量').first().click();
    assert.ok(await kind.isVisible());
    await hasNoSidewaysScroll(page);
    // What looks at a page needs its timers, which a page without scripts has not.
    if (javaScript) await isAccessible(page);
    await picture(page, 'desk-workbench-row');
    await page.locator('label[for="sheet-3-whole"]').click();
    assert.ok(await cell(page, 'table3.carried_forward.other').isVisible(), 'the whole table');
    await hasNoSidewaysScroll(page);
    await editor.close();
  }
});

test('what the text says otherwise than the tables stands at its section with a field for the reason, and no word typed is lost', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  await open(page, '/desk/reports/2024/draft');
  const text = page.locator('#section-1');
  const before = await text.inputValue();
  const standing = page.locator('[data-standing="1"]');
  await text.fill('2024年共收到政府信息公开申请12件。');
  await page.getByText('文表不一致 1 处').waitFor();
  const reason = page.locator('[data-findings="1"] textarea');
  await reason.fill('含代区政府办理的12件。');
  await page.waitForFunction(() => document.querySelector('[data-standing="1"]').textContent !== '文表不一致 1 处');
  await picture(page, 'desk-workbench-contradiction');
  await isAccessible(page);
  await text.fill(before);
  await page.waitForFunction(() => !document.querySelector('[data-findings="1"] textarea'));
  await text.fill('2024年共收到政府信息公开申请12件。');
  await reason.waitFor();
  assert.equal(await reason.inputValue(), '含代区政府办理的12件。', 'the reason comes back with its contradiction');
  await text.fill(before);
  await page.waitForFunction(() => !document.querySelector('[data-findings="1"] textarea'));
  assert.doesNotMatch(await standing.innerText(), /不一致/);
  await editor.close();
});

test('the arrow keys move from cell to cell and a block from a spreadsheet fills its cells', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  await open(page, '/desk/reports/2024/draft');
  await cell(page, 'table3.new.natural_person').focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), 'cell-table3.brought_forward.natural_person');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'cell-table3.brought_forward.business');
  await cell(page, 'table3.new.natural_person').focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '1\t2\r\n3\t4\r\n');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  const value = (name) => cell(page, name).inputValue();
  assert.deepEqual(
    [await value('table3.new.natural_person'), await value('table3.new.business')],
    ['1', '2'],
  );
  assert.equal(await value('table3.brought_forward.business'), '4');
  await page.locator('#findings-count', { hasText: /错误 \d+ 处/ }).waitFor();
  await editor.close();
});

test('two people write at one draft: what one left alone is the other\'s, and only what both changed is asked', async () => {
  const first = await staff(demo.origin, 'bianji');
  const second = await staff(demo.origin, 'shenhe', { expected: [/422/] });
  for (const { page } of [first, second]) await open(page, '/desk/reports/2024/draft');
  const text = (page, number) => page.locator(`#section-${number}`);
  const before = { 1: await text(first.page, 1).inputValue(), 5: await text(first.page, 5).inputValue() };
  await text(first.page, 1).fill(`${before[1]}\n编辑补写的一段。`);
  await text(first.page, 5).fill('编辑改写的问题和改进。');
  await press(first.page, '保存草稿');
  await text(second.page, 5).fill('审核人改写的问题和改进。');
  await press(second.page, '保存草稿');
  assert.equal(await second.page.locator('.both-sides').count(), 1, 'one item was changed by both');
  await picture(second.page, 'desk-workbench-both');
  await isAccessible(second.page);
  await second.page.getByLabel('用我填写的').check();
  await press(second.page, '保存草稿');
  assert.match(await text(second.page, 1).inputValue(), /编辑补写的一段。$/);
  assert.equal(await text(second.page, 5).inputValue(), '审核人改写的问题和改进。');
  for (const number of [1, 5]) await text(second.page, number).fill(before[number]);
  await press(second.page, '保存草稿');
  await first.close();
  await second.close();
});

test('a correction is written, published by the signer and compared', async () => {
  const editor = await staff(demo.origin, 'bianji', { viewport: PHONE });
  await open(editor.page, '/desk/reports/2024/draft');
  await picture(editor.page, 'desk-workbench-phone');
  await hasNoSidewaysScroll(editor.page);
  const other = editor.page.locator('#section-6');
  await other.fill(`${await other.inputValue()}\n另外补充一句。`);
  await press(editor.page, '保存草稿');
  await editor.close();

  const signer = await staff(demo.origin, 'qianfa');
  await open(signer.page, '/desk/reports/2024/publication');
  await signer.page.getByLabel('更正说明').fill('补充第六部分漏写的内容。');
  await picture(signer.page, 'desk-report-publication');
  await isAccessible(signer.page);
  await press(signer.page, '定稿并公布第 2 版');
  await picture(signer.page, 'desk-report-published');
  await open(signer.page, '/desk/reports/comparison?left=2024.1&right=2024.2');
  assert.match(await signer.page.locator('.diff ins').first().innerText(), /另外补充一句/);
  await picture(signer.page, 'desk-report-comparison');
  await signer.close();

  const visitor = await person(demo.origin);
  await open(visitor.page, '/reports/2024');
  assert.ok(await visitor.page.getByText('更正说明：补充第六部分漏写的内容。').isVisible());
  await visitor.close();
});

test('a file of last year is shown before it is taken, and the years have their chart', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  const text = readFileSync(SEED, 'utf8').replace(/2024/g, '2023');
  await open(page, '/desk/reports/import');
  await page.getByLabel('报告文件').setInputFiles({ name: '2023年度报告.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await press(page, '读取文件');
  await picture(page, 'desk-report-import');
  await isAccessible(page);
  await press(page, '导入为 2023 年度草稿');
  assert.match(page.url(), /\/desk\/reports\/2023\/draft$/);
  await leadsTo(page, () => page.getByRole('link', { name: '年度报告', exact: true }).first().click());
  await page.locator('.chart svg').waitFor();
  await picture(page, 'desk-reports-chart');
  await isAccessible(page);
  await open(page, '/desk/reports/2024/draft');
  assert.match(await page.locator('#repeated-1').innerText(), /与上年相同 \d+%/);
  await editor.close();
});

test('a file that cannot be read is refused at its field', async () => {
  const editor = await staff(demo.origin, 'bianji', { expected: [/422/] });
  await open(editor.page, '/desk/reports/import');
  const buffer = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 131) % 251));
  await editor.page.getByLabel('报告文件').setInputFiles({ name: '报告.pdf', mimeType: 'application/pdf', buffer });
  await press(editor.page, '读取文件');
  assert.ok(await editor.page.locator('#file-error').isVisible());
  await picture(editor.page, 'desk-report-unreadable');
  await editor.close();
});

test('a draft with an address that has no place to break and an empty field is printed within its sheet', async () => {
  const LONG = `https://www.example.gov.cn/${'x'.repeat(300)}`;
  // The width of A4 without the margins of print.css, at 96 points an inch.
  const SHEET = { width: 672, height: 1000 };
  const editor = await staff(demo.origin, 'bianji', { viewport: SHEET });
  const { page } = editor;
  await open(page, '/desk/reports/2024/draft');
  await page.locator('#section-5').fill(`公开目录见${LONG}。`);
  await cell(page, 'table3.new.total').fill('');
  await press(page, '保存草稿');
  for (const path of ['/desk/reports/2024/draft', '/desk/reports/2024']) {
    await open(page, path);
    await page.emulateMedia({ media: 'print' });
    const beyond = await page.evaluate((width) => [...document.querySelectorAll('main *')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
      .map((one) => `${one.tagName}.${one.className}`), SHEET.width);
    assert.deepEqual(beyond, [], path);
    await picture(page, `print-${path.split('/').at(-1)}`);
    await page.emulateMedia({ media: 'screen' });
  }
  await editor.close();
});
