// An applicant on a phone, from the form to the receipt, to tracking, to a message answered at the desk, to
// the withdrawal. Every page on the way is accessible, fits the screen and is looked at, on a phone and on a wide screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, NARROW, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { fillIn as fillSteps, fillStep } from './support/applicant.mjs';
import { wordsOf } from './support/paper.mjs';
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
const ALL = { ...CHOSEN, ...TYPED };

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
  await fillSteps(page, ALL);
  await page.waitForTimeout(2500);
  await press(page, '提交申请');
  return { number: await page.locator('.receipt-number').innerText(), code: await page.locator('.receipt-code').innerText() };
}

async function track(page, { number, code }) {
  await open(page, `/track?number=${number}`);
  await page.getByLabel('查询码', { exact: false }).first().fill(code);
  await press(page, '查询');
}

/** Typing words of a title that is published lists it, with a link to it; other words take it away again. */
async function isHintedAt(page) {
  const hint = page.locator('#published');
  const field = page.locator('[name=request]');
  assert.equal(await hint.getByRole('link').count(), 0, 'nothing is like what is asked for');
  await field.fill('');
  await field.pressSequentially('突发事件应急预案', { delay: 20 });
  await hint.getByText('可能已经公开').waitFor();
  const link = hint.getByRole('link', { name: '突发事件应急预案（简明版）' });
  assert.match(await link.getAttribute('href'), /^\/documents\//);
  assert.match(await hint.innerText(), /可以直接查看，不必申请/);
  assert.equal(await field.inputValue(), '突发事件应急预案', 'nothing typed is touched');
  await picture(page, 'apply-published');
  await field.fill(TYPED.request);
  await hint.getByText('可能已经公开').waitFor({ state: 'detached' });
}

/** Identity and telephone numbers are not broken over two lines, nor do they leave their column. */
async function hasWholeNumbers(page) {
  const look = () =>
    page.locator('.preview .is-number').evaluateAll((all) =>
      all.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        const right = range.getBoundingClientRect().right;
        return { words: one.textContent.trim(), lines: lines.size, isInside: right <= document.documentElement.clientWidth };
      }),
    );
  for (const size of ['normal', 'large']) {
    if (size === 'large') await page.evaluate(() => document.documentElement.classList.add('is-large'));
    for (const viewport of [NARROW, PHONE]) {
      await page.setViewportSize(viewport);
      const numbers = await look();
      assert.deepEqual(numbers.map((one) => one.words), [TYPED.identity_number, TYPED.phone]);
      for (const one of numbers) assert.ok(one.lines === 1 && one.isInside, `${size} ${viewport.width}: ${JSON.stringify(one)}`);
      await hasNoSidewaysScroll(page);
    }
  }
  await picture(page, 'apply-check-large');
  await page.evaluate(() => document.documentElement.classList.remove('is-large'));
}

/** Number and query code go where they can be kept: onto the clipboard, and as a picture. */
async function areKept(page) {
  const [number, code] = await page.locator('.receipt-codes dd').allInnerTexts();
  await page.getByRole('button', { name: '复制' }).click();
  await page.getByText('编号和查询码已复制').waitFor({ state: 'attached' });
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, `申请编号：${number}\n查询码：${code}`);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '保存图片' }).click()]);
  assert.equal(saved.suggestedFilename(), `申请回执${number}.png`);
  const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载回执 PDF' }).click()]);
  const words = wordsOf(await paper.path());
  for (const told of [number, code, TYPED.name]) assert.ok(words.includes(told), `${told} is on paper`);
}

test('from the home page to the receipt, on a phone', async (t) => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const { page, close } = await person(demo.origin, { viewport: PHONE, permissions, ...REFUSED });
  await open(page, '/');
  await leadsTo(page, () => page.getByRole('link', { name: '我要申请公开' }).click());
  await t.test('the empty form', () => isRight(page, 'form'));
  await press(page, '下一步：需要什么信息');
  assert.equal(await page.locator('.field-fault').count(), 3, 'every missing field says so');
  assert.match(await page.title(), /^错误：/);
  assert.ok(await page.locator('.form-problems').evaluate((box) => box === document.activeElement), 'the summary is read first');
  await t.test('what is missing', () => isRight(page, 'form-refused'));
  await fillStep(page, 'who', ALL);
  assert.equal(await page.getByLabel('联系人').isVisible(), false, 'a person is not asked for a contact person');
  await press(page, '下一步：需要什么信息');
  await fillStep(page, 'what', ALL);
  assert.match(await page.locator('.counter').innerText(), new RegExp(`已写 ${[...TYPED.request].length} 字`));
  await t.test('what is asked for', () => isRight(page, 'what'));
  await t.test('what may be published already is told while one types', () => isHintedAt(page));
  await press(page, '下一步：怎样提供');
  assert.equal(await page.getByLabel('通信地址').isVisible(), false, 'no address where none is needed');
  await fillStep(page, 'how', { ...ALL, way: 'post' });
  assert.ok(await page.getByLabel('通信地址').isVisible());
  await fillStep(page, 'how', ALL);
  await t.test('how it is to arrive', () => isRight(page, 'how'));
  await press(page, '下一步：核对');
  await t.test('everything looked over', () => isRight(page, 'check'));
  await t.test('a number is read in one line, in large type as well', () => hasWholeNumbers(page));
  await leadsTo(page, () => page.getByRole('link', { name: /更改\s*所需政府信息/ }).click());
  assert.equal(await page.locator('[name=request]').inputValue(), TYPED.request);
  await press(page, '保存，返回核对');
  await page.waitForTimeout(1500);
  await press(page, '提交申请');
  assert.match(page.url(), /\/apply\/receipt$/);
  const code = await page.locator('.receipt-code').innerText();
  assert.match(await page.locator('.receipt-number').innerText(), /-\d{4}-\d{4}$/);
  assert.equal(await page.locator('.receipt-applicant').innerText(), TYPED.name);
  await t.test('number and code are copied and saved, and stand with the name on paper', () => areKept(page));
  await page.reload();
  assert.equal(await page.locator('.receipt-code').innerText(), code, 'a reload shows it again');
  await page.goBack();
  assert.equal(await page.locator('.receipt-code').innerText(), code, 'so does going back');
  assert.equal(await page.getByText('扫码查询进度').isVisible(), false, 'a phone does not scan itself');
  await page.getByRole('link', { name: '长辈版' }).click();
  assert.equal(await page.locator('.receipt-code').innerText(), code, 'nor does another look lose it');
  await t.test('the receipt', () => isRight(page, 'receipt'));
  await close();
});

test('an organisation is asked for what is its own', async (t) => {
  const { page, close } = await person(demo.origin, { viewport: PHONE, ...REFUSED });
  await open(page, '/apply');
  await page.getByText('法人或者其他组织').click();
  assert.equal(await page.getByText('姓名', { exact: true }).isVisible(), false);
  const unit = { name: '示例装备有限公司', unit_kind: 'business', identity_number: '91410300MA40XXXXX1', contact_person: '李四', phone: '13800001234' };
  await fillStep(page, 'who', unit);
  await t.test('its fields', () => isRight(page, 'unit'));
  await press(page, '下一步：需要什么信息');
  assert.match(await page.locator('#identity_number-fault').innerText(), /末位校验不符/);
  await fillStep(page, 'who', { identity_number: '91350100M000100Y43' });
  await press(page, '下一步：需要什么信息');
  assert.match(page.url(), /\/apply\/what$/);
  await close();
});

test('a draft is left on one device and taken up on another', async (t) => {
  const one = await person(demo.origin, { viewport: PHONE });
  await open(one.page, '/apply');
  await fillStep(one.page, 'who', ALL);
  await press(one.page, '保存草稿');
  const code = await one.page.locator('.receipt-codes dd').innerText();
  await t.test('the return code', () => isRight(one.page, 'draft'));
  await one.close();
  const other = await person(demo.origin, {  });
  await open(other.page, '/apply/drafts');
  await t.test('asking for it', () => isRight(other.page, 'draft-open'));
  await other.page.getByLabel('取回码').fill(code.toLowerCase());
  await press(other.page, '打开草稿');
  assert.match(other.page.url(), /\/apply\/what$/, 'on the step that is still to be filled in');
  await press(other.page, '上一步');
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
  await open(page, '/apply');
  // Large type and back, in the midst of typing: nothing is lost, and the wish is kept with the step.
  await page.locator('[name=name]').fill('李明');
  await page.getByLabel('长辈版').check();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '20px');
  await fillStep(page, 'who', ALL);
  await press(page, '下一步：需要什么信息');
  assert.ok(await page.locator('html.is-large').count());
  await fillStep(page, 'what', ALL);
  await page.getByLabel('普通版').check();
  assert.equal(await page.locator('[name=request]').inputValue(), TYPED.request);
  await press(page, '下一步：怎样提供');
  assert.equal(await page.locator('html.is-large').count(), 0);
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
