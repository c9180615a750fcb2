// A document's way through the office in a real browser: written, passed, published, withdrawn; and two who write at once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { openNewDocument, press, signIn, staff } from './support/staff.mjs';

let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** The editor writes a document through the form; gives its path. */
async function write(page, title, body) {
  await openNewDocument(page);
  await page.getByLabel('标题').fill(title);
  await page.getByLabel('正文', { exact: true }).fill(body);
  await page.getByLabel('栏目').selectOption({ index: 2 });
  await page.getByLabel('法定类别（条例第二十条）').selectOption({ index: 1 });
  await page.getByLabel('成文日期').fill('2026-01-05');
  await press(page, '保存为新的一稿');
  return new URL(page.url()).pathname;
}

test('written, handed over, passed level by level, published on a phone, withdrawn: 410 with the reason', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const path = await write(editor.page, '关于浏览器检验的通知', '第一段，讲总体要求。');
  await picture(editor.page, 'desk-document-draft');
  await press(editor.page, '送审');
  await editor.close();

  const reviewer = await staff(demo.origin, 'shenhe');
  await open(reviewer.page, '/desk/documents/review');
  await picture(reviewer.page, 'desk-review-queue');
  await isAccessible(reviewer.page);
  await leadsTo(reviewer.page, () => reviewer.page.getByRole('link', { name: '关于浏览器检验的通知' }).click());
  await picture(reviewer.page, 'desk-review');
  await isAccessible(reviewer.page);
  await reviewer.page.getByLabel('审核和保密审查意见').fill('经逐项审查，不涉及国家秘密、工作秘密和个人隐私，可以公开。');
  await press(reviewer.page, '同意');
  await reviewer.close();

  const signer = await staff(demo.origin, 'qianfa', { viewport: PHONE });
  await open(signer.page, `${path}/review`);
  await picture(signer.page, 'desk-review-to-publish');
  await hasNoSidewaysScroll(signer.page);
  await press(signer.page, '同意并发布');
  await open(signer.page, path);
  const address = await signer.page.getByRole('link', { name: '查看网页' }).getAttribute('href');
  const visitor = await person(demo.origin, { expected: [/410/] });
  assert.equal(await open(visitor.page, address), 200);
  assert.ok(await visitor.page.getByText('第一段，讲总体要求。').isVisible());

  await leadsTo(signer.page, () => signer.page.getByRole('link', { name: '撤回已发布的版本' }).click());
  await signer.page.getByLabel('内容有误，更正后重新发布').check();
  await signer.page.getByLabel('撤回原因').fill('内容有误，正在核实。');
  await picture(signer.page, 'desk-withdrawal');
  await press(signer.page, '撤回');
  await signer.close();
  assert.equal(await open(visitor.page, address), 410);
  assert.ok(await visitor.page.getByText('内容有误，正在核实。').isVisible());
  await visitor.close();
});

test('a form sent half empty says what is missing at each field and keeps the rest', async () => {
  const editor = await staff(demo.origin, 'bianji', { viewport: PHONE, expected: [/422/] });
  await openNewDocument(editor.page);
  await editor.page.getByLabel('正文', { exact: true }).fill('写好的正文。');
  await press(editor.page, '保存为新的一稿');
  await picture(editor.page, 'desk-document-errors');
  await hasNoSidewaysScroll(editor.page);
  await isAccessible(editor.page);
  assert.equal(await editor.page.getByLabel('正文', { exact: true }).innerText(), '写好的正文。');
  const link = editor.page.locator('.error-summary a[href="#title"]');
  await link.click();
  assert.equal(await editor.page.evaluate(() => document.activeElement.id), 'title', 'the summary leads to the field');
  await editor.close();
});

test('of two who write at once the second sees what the first saved, and nothing is lost', async () => {
  const first = await staff(demo.origin, 'bianji');
  const path = await write(first.page, '两个人写的通知', '原来的正文。');
  const second = await staff(demo.origin, 'bianji', { expected: [/422/] });
  await open(second.page, `${path}/draft`);
  await open(first.page, `${path}/draft`);
  await first.page.getByLabel('正文', { exact: true }).fill('第一个人的正文。');
  await press(first.page, '保存为新的一稿');
  await second.page.getByLabel('正文', { exact: true }).fill('第二个人的正文。');
  await press(second.page, '保存为新的一稿');
  await picture(second.page, 'desk-document-meanwhile');
  await isAccessible(second.page);
  assert.equal(await second.page.getByLabel('正文', { exact: true }).innerText(), '第二个人的正文。');
  assert.ok((await second.page.locator('.diff').innerText()).includes('一'));
  await press(second.page, '保存为新的一稿');
  assert.match(await second.page.locator('main').innerText(), /第 3 稿/);
  await first.close();
  await second.close();
});

test('five wrong passwords lock the door and the page says for how long', async () => {
  const stranger = await person(demo.origin, { expected: [/422/, /429/] });
  for (let tries = 0; tries < 5; tries += 1) await signIn(stranger.page, 'jingban', 'Not-The-2026-one');
  await signIn(stranger.page, 'jingban');
  assert.match(await stranger.page.getByRole('alert').innerText(), /分钟后/);
  await picture(stranger.page, 'desk-locked');
  await isAccessible(stranger.page);
  await stranger.close();
});
