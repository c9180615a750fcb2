// The period applicants' data is kept, settled with an explicit word; and cases alike on the page of a case.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, open, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';

const HERE = '/desk/cases/retention';
const BUDGET = '孟津先进制造业开发区2024年度部门预算及三公经费明细表';

let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** Looked at on a wide screen and on a phone. */
async function isRight(page, name) {
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await picture(page, name);
    await hasNoSidewaysScroll(page);
    await isAccessible(page);
  }
}

test('it is turned on with an explicit word and turned off again', async () => {
  const signer = await staff(demo.origin, 'qianfa', { expected: [/422/] });
  const { page } = signer;
  await open(page, '/desk/cases/settings');
  await page.getByRole('link', { name: '申请人信息的保存期限' }).click();
  await page.waitForURL(`**${HERE}`);
  await isRight(page, 'desk-cases-retention');
  await page.getByLabel('办结后保存（年）').fill('3');
  await page.getByLabel('过期后匿名处理').check();
  await press(page, '保存');
  assert.match(await page.locator('#years-error').innerText(), /行政诉讼法第四十六条/);
  assert.equal(await page.getByLabel('办结后保存（年）').inputValue(), '3');
  await page.getByLabel('办结后保存（年）').fill('8');
  await press(page, '保存');
  assert.match(await page.locator('#is_confirmed-error').innerText(), /不能恢复/);
  await isRight(page, 'desk-cases-retention-unconfirmed');
  await page.getByLabel('我已看过上面的件数').check();
  await press(page, '保存');
  assert.match(await page.locator('.desk-flash').innerText(), /已开启/);
  await isRight(page, 'desk-cases-retention-on');
  await page.getByLabel('过期后匿名处理').uncheck();
  await press(page, '保存');
  assert.match(await page.locator('.page-note').first().innerText(), /未开启/);
  await signer.close();
});

async function registered(page, name, identity, request) {
  await open(page, '/desk/cases/new');
  await page.locator('[name=kind]').selectOption('natural_person');
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=identity_kind]').selectOption('other');
  await page.locator('[name=identity_number]').fill(identity);
  await page.locator('[name=phone]').fill('13800001234');
  await page.locator('[name=request]').fill(request);
  await page.locator('[name=form]').selectOption('electronic');
  await page.locator('[name=way]').selectOption('online');
  await press(page, '登记');
  return page.locator('main a[href^="/desk/cases/"]').first().getAttribute('href');
}

test('cases alike are shown with who asked and what follows', async () => {
  const clerk = await staff(demo.origin, 'jingban');
  const { page } = clerk;
  await registered(page, '示例·李四', 'X1', `申请公开${BUDGET}`);
  await registered(page, '示例·王五', 'X2', `申请公开：${BUDGET}（含下属单位）`);
  await registered(page, '示例·张三', 'X3', BUDGET);
  const again = await registered(page, '示例·张三', 'X3', `请求公开${BUDGET}。谢谢`);
  await open(page, again);
  const section = page.locator('#similar');
  assert.match(await section.innerText(), /同一申请人的相同申请正在办理/);
  assert.match(await section.innerText(), /第四十四条第一款/);
  assert.equal(await section.locator('tbody tr').count(), 3);
  await isRight(page, 'desk-cases-similar');
  await clerk.close();
});
