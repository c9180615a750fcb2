// One firm's matter to its end, asked on a phone: a wrong office gives it back, one extension, an answer that is sent back and let
// out, not satisfied, made anew, shown to the public redacted. State, owner and due day at each step (services.md §8).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { track } from './support/applicant.mjs';
import { workbook } from './support/archive.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { fill, workingDays } from './support/desk.mjs';
import { press } from './support/staff.mjs';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TITLE = '标准厂房二期何时交付';
const WORDS = '我公司租了二期厂房，我叫王建国，电话13800138000。合同写明去年底交付，请答复何时交付。';
const FIRST = '二期厂房四月一日起交付，请凭合同到园区服务大厅二号窗口办理交接手续。';
const ANEW = '四月一日起交付；逾期的违约金按合同第九条计算，三月底前转入贵公司账户。';

let demo;
let desk;
let firm;
/** What is known as the story goes: number and query code, and the matter's path at the desk. */
const story = {};

before(async () => {
  demo = await startDemo({ day: '2026-03-02' });
  desk = workingDays(demo);
  firm = await person(demo.origin, { viewport: PHONE });
});

after(async () => {
  try {
    await firm?.close();
    await desk?.leave();
  } finally {
    await closeBrowser();
    await demo?.stop();
  }
});

/** A step of the story, told only where every step before it went well. */
let isBroken = false;
function step(name, act) {
  test(name, async (context) => {
    if (isBroken) return context.skip('a step before it failed');
    try {
      await act();
    } catch (error) {
      isBroken = true;
      throw error;
    }
  });
}

/** What the page of the matter says: its state, who has it, the next day. */
async function holds(state, owner, due) {
  const page = await desk.at('jingban');
  await open(page, story.path);
  const head = await page.locator('.case-head').innerText();
  assert.ok(head.includes(state), `${state} in ${head}`);
  if (owner) assert.ok(head.includes(owner), `${owner} in ${head}`);
  if (due) assert.ok(head.includes(due), `${due} in ${head}`);
  assert.equal(await page.locator('#asked + *, .case-request-words').first().innerText(), WORDS);
}

/** Does an act of the menu on a page of its own. */
async function act(login, name, fields = {}) {
  const page = await desk.at(login);
  await open(page, `${story.path}/acts/${name}`);
  await fill(page, fields);
  await leadsTo(page, () => page.locator('main form button.btn-primary').click());
  return page;
}

async function answer(words) {
  const page = await desk.at('jingban');
  await open(page, `${story.path}/answer`);
  await fill(page, { words });
  await press(page, '送审');
}

async function fromPhone(act) {
  await track(firm.page, story.codes);
  await act(firm.page);
  await hasNoSidewaysScroll(firm.page);
}

step('a firm asks on a phone, without an account', async () => {
  const { page } = firm;
  await open(page, '/ask');
  await hasNoSidewaysScroll(page);
  await isAccessible(page);
  await picture(page, 'ask');
  await page.getByLabel('企业诉求').check();
  await fill(page, { title: TITLE, text: WORDS, name: '王建国', unit: '洛阳示例电子有限公司', phone: '13800138000' });
  await page.getByLabel('可以公开', { exact: false }).check();
  await press(page, '下一步：核对');
  await isAccessible(page);
  await picture(page, 'ask-check');
  await page.waitForTimeout(2_200);
  await press(page, '提交');
  await picture(page, 'ask-receipt');
  story.codes = {
    number: await page.locator('.receipt-number').innerText(),
    code: await page.locator('.receipt-code').innerText(),
  };
  assert.match(await page.locator('main').innerText(), /2026年3月9日前/);
  const clerk = await desk.at('jingban');
  await open(clerk, '/desk/matters');
  await picture(clerk, 'desk-matters-new');
  await leadsTo(clerk, () => clerk.getByRole('link', { name: TITLE }).first().click());
  story.path = new URL(clerk.url()).pathname;
  await holds('待受理', '受理岗', '2026-03-03');
});

step('a wrong office gives it back, and it stays with who had it', async () => {
  const clerk = await desk.at('jingban');
  await open(clerk, '/desk/units');
  await fill(clerk, { name: '招商科', person: '李四' });
  await leadsTo(clerk, () => clerk.locator('main form button.btn-primary').first().click());
  await act('jingban', 'assignment', { to: { label: '招商科' } });
  await holds('已交办，待签收', '受理岗', '2026-03-03');
  await desk.morning('2026-03-03');
  await act('jingban', 'handing-back', { reason: '不属于招商科职责，属于规划建设科' });
  await holds('已退回', '受理岗', '2026-03-09');
});

step('it is taken, and extended once by another', async () => {
  const people = await desk.at('jingban');
  await open(people, `${story.path}/acts/assignment`);
  const name = await people.locator('#to option').last().innerText();
  await act('jingban', 'assignment', { to: { label: name } });
  await act('jingban', 'taking');
  await holds('办理中', name, '2026-03-09');
  await desk.morning('2026-03-05');
  await act('jingban', 'extension', { days: '5', reason: '需要施工单位核对竣工资料' });
  await holds('办理中', name, '2026-03-09');
  await act('qianfa', 'extension-approval');
  await holds('办理中', name, '2026-03-16');
});

step('an answer that says nothing is sent back, a better one let out', async () => {
  await desk.morning('2026-03-12');
  await answer('已收悉，感谢您的关注。');
  const checker = await desk.at('shenhe');
  await open(checker, `${story.path}/answer`);
  assert.match(await checker.locator('main').innerText(), /没有答复所问/);
  await picture(checker, 'desk-matter-answer');
  await fill(checker, { opinion: '没有答复所问，请写明交付时间' });
  await press(checker, '退回');
  await desk.morning('2026-03-13');
  await answer(FIRST);
  const signer = await desk.at('qianfa');
  await open(signer, `${story.path}/answer`);
  await press(signer, '同意，发出答复');
  await holds('已答复，待评价', '', '2026-04-03');
  await fromPhone(async (page) => {
    assert.match(await page.locator('main').innerText(), new RegExp(FIRST));
    await isAccessible(page);
    await picture(page, 'track-matter');
  });
});

step('not satisfied: it is made anew, and nobody sees the second score in its window', async () => {
  await desk.morning('2026-03-16');
  await fromPhone(async (page) => {
    await leadsTo(page, () => page.getByRole('link', { name: '评价答复' }).first().click());
    await isAccessible(page);
    await picture(page, 'track-matter-rating');
    await page.getByLabel('非常不满意').check();
    await press(page, '提交评价');
    assert.match(await page.locator('main').innerText(), /重新办理/);
  });
  await holds('评价不满意，重办中', '', '2026-04-07');
  await desk.morning('2026-03-18');
  await answer(ANEW);
  const signer = await desk.at('qianfa');
  await open(signer, `${story.path}/answer`);
  await press(signer, '同意，发出答复');
  await desk.morning('2026-03-19');
  await fromPhone(async (page) => {
    await leadsTo(page, () => page.getByRole('link', { name: '评价答复' }).first().click());
    await page.getByLabel('非常满意').check();
    await press(page, '提交评价');
  });
  const clerk = await desk.at('jingban');
  await open(clerk, story.path);
  assert.doesNotMatch(await clerk.locator('main').innerText(), /5 分/);
  await picture(clerk, 'desk-matter');
});

step('what the public is shown names nobody', async () => {
  const clerk = await desk.at('jingban');
  await open(clerk, `${story.path}/copy`);
  await picture(clerk, 'desk-matter-copy');
  await isAccessible(clerk);
  await press(clerk, '送审');
  const signer = await desk.at('qianfa');
  await open(signer, `${story.path}/copy`);
  await press(signer, '同意，公开');
  const { page } = firm;
  await open(page, '/questions');
  await isAccessible(page);
  await picture(page, 'questions');
  await leadsTo(page, () => page.getByRole('link', { name: TITLE }).click());
  const shown = await page.locator('main').innerText();
  assert.ok(shown.includes('＊＊＊') && shown.includes(ANEW) && /用时 \d+ 个工作日|当日答复/.test(shown), shown);
  assert.doesNotMatch(shown, /王建国|13800138000/);
  await isAccessible(page);
  await picture(page, 'question');
  await press(page, '有用');
  await open(clerk, '/desk/matters');
  await isAccessible(clerk);
  await picture(clerk, 'desk-matters');
  await act('jingban', 'closing');
  await holds('已办结', '', '');
});

step('work orders of 12345 are taken in once, and bad lines are named', async () => {
  const lamp = '科创路东段路灯已有三盏不亮，请修复。';
  const rows = [
    ['工单编号', '诉求内容', '派单时间', '办结时限'],
    ['LY01', lamp, '2026-03-18 10:20', '2026-03-25 18:00'],
    ['', lamp, '2026-03-18', ''],
    ['LY03', '', '', ''],
    ['LY04', lamp, '昨天', ''],
  ];
  const file = { name: '转办单.xlsx', mimeType: SHEET, buffer: workbook([{ name: '工单', rows }]) };
  const clerk = await desk.at('jingban');
  const handsIn = async () => {
    await open(clerk, '/desk/matters/import');
    await clerk.locator('input[type=file]').setInputFiles(file);
    await press(clerk, '导入');
    return clerk.locator('main').innerText();
  };
  const told = await handsIn();
  assert.ok(/已登记 1 件/.test(told) && ['第 3 行', '第 4 行', '第 5 行'].every((line) => told.includes(line)), told);
  await isAccessible(clerk);
  const again = await handsIn();
  assert.ok(!/已登记 \d+ 件/.test(again) && again.includes('没有登记'), again);
  await open(clerk, '/desk/matters');
  await leadsTo(clerk, () => clerk.getByRole('link', { name: '科创路东段路灯' }).first().click());
  const shown = await clerk.locator('main').innerText();
  assert.ok(shown.includes('LY01') && shown.includes('2026-03-25 18:00') && shown.includes('12345'), shown);
});
