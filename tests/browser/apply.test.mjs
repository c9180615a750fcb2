// An applicant on a phone, from the form to the receipt, to tracking, to a message answered at the desk, to
// the withdrawal. Every page on the way is accessible, fits the screen and is looked at, on a phone and on a wide screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, NARROW, open, person, PHONE, picture } from './support/browser.mjs';
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

const REFUSED = { expected: [/422/] };
const TYPED = {
  name: '李明',
  identity_number: '11010519491231002X',
  phone: '13800001234',
  request: '2024 年度园区环境影响评价批复文件及其附件',
};
const CHOSEN = { kind: 'natural_person', identity_kind: 'identity_card', form: 'electronic', way: 'online' };

async function fillIn(page, typed = TYPED) {
  for (const [name, value] of Object.entries(CHOSEN)) await page.locator(`[name=${name}]`).selectOption(value);
  for (const [name, value] of Object.entries(typed)) await page.locator(`[name=${name}]`).fill(value);
}

/** Pictures and checks of the page as it stands, at the sizes people have. */
async function isRight(page, name) {
  for (const viewport of [DESKTOP, NARROW, PHONE]) {
    await page.setViewportSize(viewport);
    await hasNoSidewaysScroll(page);
    if (viewport !== NARROW) await picture(page, `apply-${name}`);
  }
  await isAccessible(page);
}

/** An application sent; its number and query code. */
async function applied(page) {
  await open(page, '/apply');
  await fillIn(page);
  await page.waitForTimeout(2500);
  await press(page, '下一步：预览');
  await press(page, '提交申请');
  return { number: await page.locator('.receipt-number').innerText(), code: await page.locator('.receipt-code').innerText() };
}

async function track(page, { number, code }) {
  await open(page, `/track?number=${number}`);
  await page.getByLabel('查询码', { exact: false }).first().fill(code);
  await press(page, '查询');
}

test('from the home page to the receipt, on a phone', async (t) => {
  const { page, close } = await person(demo.origin, { viewport: PHONE, ...REFUSED });
  await open(page, '/');
  await leadsTo(page, () => page.getByRole('link', { name: '我要申请公开' }).click());
  await t.test('the empty form', () => isRight(page, 'form'));
  await press(page, '下一步：预览');
  assert.equal(await page.locator('.field-fault').count(), 8, 'every missing field says so');
  await t.test('what is missing', () => isRight(page, 'form-refused'));
  await fillIn(page);
  assert.equal(await page.getByLabel('联系人').isVisible(), false, 'a person is not asked for a contact person');
  await press(page, '下一步：预览');
  await t.test('the preview', () => isRight(page, 'preview'));
  await press(page, '返回修改');
  assert.equal(await page.locator('[name=request]').inputValue(), TYPED.request);
  await page.waitForTimeout(2500);
  await press(page, '下一步：预览');
  await press(page, '提交申请');
  assert.match(await page.locator('.receipt-number').innerText(), /-\d{4}-\d{4}$/);
  assert.ok(await page.locator('.receipt svg').isVisible(), 'the QR code');
  await t.test('the receipt', () => isRight(page, 'receipt'));
  await close();
});

test('a draft is left on one device and taken up on another', async (t) => {
  const one = await person(demo.origin, { viewport: PHONE });
  await open(one.page, '/apply');
  await fillIn(one.page);
  await press(one.page, '保存草稿');
  const code = await one.page.locator('.receipt-codes dd').innerText();
  await t.test('the return code', () => isRight(one.page, 'draft'));
  await one.close();
  const other = await person(demo.origin, {  });
  await open(other.page, '/apply/drafts');
  await t.test('asking for it', () => isRight(other.page, 'draft-open'));
  await other.page.getByLabel('取回码').fill(code.toLowerCase());
  await press(other.page, '打开草稿');
  assert.equal(await other.page.locator('[name=name]').inputValue(), TYPED.name);
  await other.close();
});

test('tracked, complained about, answered at the desk, withdrawn', async (t) => {
  const { page, close } = await person(demo.origin, { viewport: PHONE, ...REFUSED });
  const codes = await applied(page);
  await open(page, `/track?number=${codes.number}`);
  await page.locator('[name=code]').fill('AAAA-AAAA-AAAA');
  await press(page, '查询');
  await t.test('a wrong code', () => isRight(page, 'track-refused'));
  await track(page, codes);
  assert.match(page.url(), /\/track\/case$/);
  assert.ok(!page.url().includes(codes.code));
  await t.test('the application', () => isRight(page, 'track'));
  await leadsTo(page, () => page.getByRole('link', { name: '投诉' }).click());
  await t.test('a complaint', () => isRight(page, 'complaint'));
  await page.locator('[name=content]').fill('留了电话，两天没有人联系我。');
  await press(page, '提交');
  const desk = await staff(demo.origin, 'jingban', REFUSED);
  await open(desk.page, '/desk/cases/messages');
  await t.test('the desk\'s list of messages', () => isRight(desk.page, 'desk-messages'));
  await leadsTo(desk.page, () => desk.page.getByRole('link', { name: /^去答复/ }).first().click());
  await t.test('a message at the desk', () => isRight(desk.page, 'desk-message'));
  await desk.page.getByLabel('答复').fill('已经联系您确认，给您添麻烦了。');
  await press(desk.page, '答复');
  await desk.close();
  await open(page, '/track/case');
  assert.ok(await page.getByText('给您添麻烦了').isVisible());
  await leadsTo(page, () => page.getByRole('link', { name: '撤回申请' }).click());
  await t.test('being asked before the withdrawal', () => isRight(page, 'withdrawal'));
  await press(page, '确认撤回');
  assert.ok(await page.getByText('申请已撤回，本件办结').isVisible());
  await t.test('the end', () => isRight(page, 'track-end'));
  await press(page, '退出查询');
  await open(page, '/track/case');
  assert.match(page.url(), /\/track\?ended=1$/);
  await close();
});

test('the whole way needs no script', async () => {
  const { page, close } = await person(demo.origin, { viewport: PHONE, javaScript: false });
  await track(page, await applied(page));
  await leadsTo(page, () => page.getByRole('link', { name: '撤回申请' }).click());
  await press(page, '确认撤回');
  assert.ok(await page.getByText('申请已撤回，本件办结').isVisible());
  await close();
});

test('the fee is reckoned', async (t) => {
  const { page, close } = await person(demo.origin, { viewport: PHONE, ...REFUSED });
  await open(page, '/fees');
  await page.getByLabel('提供的页数').fill('68');
  await press(page, '按量测算');
  assert.ok(await page.getByText('380.00 元').first().isVisible());
  await t.test('the result', () => isRight(page, 'fees'));
  await close();
});

test('the ways in and the help are found', async (t) => {
  const { page, close } = await person(demo.origin, { viewport: PHONE });
  for (const [path, name] of [['/', 'home'], ['/guide', 'guide'], ['/apply/help', 'help'], ['/track', 'track-enter']]) {
    await open(page, path);
    await t.test(path, () => isRight(page, name));
  }
  await close();
});
