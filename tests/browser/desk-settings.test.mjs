// Holidays, people and the audit log at work: a notice taken in, a colleague let in, the log narrowed while one types.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { press, signIn, staff } from './support/staff.mjs';

// Made up: no notice for that year is known to the demo.
const NOTICE = `国务院办公厅关于2031年部分节假日安排的通知
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月22日（农历除夕、周三）至29日（周三）放假调休，共8天。1月19日（周日）、2月1日（周六）上班。`;

let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

test('a notice is pasted, put right, looked at and taken in on a phone', async () => {
  const clerk = await staff(demo.origin, 'jingban', { viewport: PHONE, expected: [/422/] });
  const { page } = clerk;
  await open(page, '/desk/holidays/new?year=2031');
  await page.getByLabel('依据').fill('国办发明电〔2030〕某号');
  await page.getByLabel('放假和调休').fill(NOTICE.replace('1月1日（周三）', '1月1日（周四）'));
  await press(page, '下一步：核对');
  assert.match(await page.locator('#days-error').innerText(), /实际是星期三/);
  await isAccessible(page);
  await page.getByLabel('放假和调休').fill(NOTICE);
  await press(page, '下一步：核对');
  await picture(page, 'desk-holidays-preview');
  await isAccessible(page);
  await press(page, '确认导入');
  assert.match(await page.locator('.desk-flash').innerText(), /2031 年放假安排已导入/);
  assert.equal(await page.locator('.month td.is-off').count(), 9);
  assert.equal(await page.locator('.month td.is-make-up').count(), 2);
  await clerk.close();
});

test('a colleague is let in: opened by one, trusted by another, at work with a password of their own', async () => {
  const system = await staff(demo.origin, 'xitong');
  await open(system.page, '/desk/people/new');
  await system.page.getByLabel('姓名').fill('示例·新同事');
  await system.page.getByLabel('登录名').fill('xintongshi');
  await press(system.page, '开通');
  await picture(system.page, 'desk-people-password');
  await isAccessible(system.page);
  const password = await system.page.locator('.secret').last().innerText();
  await system.close();

  const security = await staff(demo.origin, 'anquan');
  await open(security.page, '/desk/people');
  await Promise.all([security.page.waitForNavigation(), security.page.getByRole('link', { name: '示例·新同事' }).click()]);
  await security.page.getByLabel('编辑').first().check();
  await press(security.page, '保存角色');
  await security.close();

  const colleague = await person(demo.origin);
  const { page } = colleague;
  await signIn(page, 'xintongshi', password);
  await page.getByLabel('原密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill('Kaishi-Gongzuo-1');
  await page.getByLabel('再次输入新密码').fill('Kaishi-Gongzuo-1');
  await press(page, '修改密码');
  assert.equal(await open(page, '/desk/documents/new'), 200);
  await colleague.close();
});

test('the log is narrowed while one types, and the chain holds', async () => {
  const auditor = await staff(demo.origin, 'shenji');
  const { page } = auditor;
  await open(page, '/desk/audit');
  const results = page.locator('#results tbody tr');
  const all = await results.count();
  await page.getByLabel('人员、编号、发文字号、内容').pressSequentially('annual-report-2024');
  await page.waitForURL(/q=annual-report-2024/);
  assert.ok((await results.count()) < all);
  assert.match(await results.first().innerText(), /导入年度报告/);
  await page.getByLabel('操作').selectOption({ label: '登录失败' });
  await page.getByText('没有符合条件的记录').waitFor();
  await press(page, '核验审计链');
  assert.match(await page.locator('main').innerText(), /审计链完整/);
  await picture(page, 'desk-audit-verification');
  await isAccessible(page);
  await auditor.close();
});
