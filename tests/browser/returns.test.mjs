// What becomes of a letter once it is signed: only what its way asks for, what the post brings back and did not, what a clerk
// asks whoever signs to announce; told alike at its page, in the lists and to the applicant.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { fillIn, filledIn, handIn, track } from './support/applicant.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { CONFIRMED, begin, decide, deliver, fill, openCase, record, sign, workingDays } from './support/desk.mjs';
import { press, staff } from './support/staff.mjs';

const POSTED = { how: 'post', tracking_number: 'XA41000000001', proof: '洛阳市孟津区滨河路8号' };
const ASKED = '2025年度技术改造奖补企业名单；2025年度技术改造奖补资金的审批表';

let demo;
let desk;
let applicant;
const story = {};

before(async () => {
  demo = await startDemo({ day: '2026-03-02' });
  desk = workingDays(demo);
  applicant = await person(demo.origin, { viewport: PHONE });
});

after(async () => {
  try {
    await applicant?.close();
    await desk?.leave();
  } finally {
    await closeBrowser();
    await demo?.stop();
  }
});

/** A step of the story, told only where every step before it went well. */
function step(name, act) {
  test(name, async (t) => {
    if (story.isBroken) return t.skip('the story broke off before');
    story.isBroken = true;
    await act(t);
    story.isBroken = false;
  });
}

const clerk = () => desk.at('jingban');
const isRead = (page, words) => page.getByText(words).first().waitFor();
async function isNotRead(page, words) {
  assert.deepEqual(await page.getByText(words).allTextContents(), [], `${words} is not told`);
}
const shown = async (page, name) => page.locator(`main [name="${name}"]`).first().isVisible();

/** The page as it stands at the desk and on a phone, readable by everybody; its pictures are taken. */
async function isRight(page, name) {
  for (const viewport of [{ width: 1280, height: 900 }, PHONE]) {
    await page.setViewportSize(viewport);
    await hasNoSidewaysScroll(page);
    await picture(page, `returns-${name}`);
    await isAccessible(page);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** An application by post, its case opened and found clear. */
async function applies(request) {
  const { page } = applicant;
  await fillIn(page, { ...filledIn({}, request), way: 'post', form: 'paper', address: '洛阳市孟津区滨河路8号' });
  const receipt = await handIn(page);
  const desktop = await clerk();
  const path = await openCase(desktop, receipt.number);
  await record(desktop, path, 'confirmed', CONFIRMED);
  return { ...receipt, path };
}

step('the matters that the check page found stand in the form that divides', async () => {
  Object.assign(story, await applies(ASKED));
  const page = await clerk();
  await open(page, `${story.path}/parts`);
  assert.equal(await page.locator('#part-0').inputValue(), '2025年度技术改造奖补企业名单');
  assert.equal(await page.locator('#part-1').inputValue(), '2025年度技术改造奖补资金的审批表');
  await isRight(page, 'parts');
});

step('an extension shows the old day and the new one before it is written', async () => {
  const page = await clerk();
  await open(page, `${story.path}/letters/new/extension`);
  await isRead(page, '现在的答复期限');
  await isRead(page, '2026年3月30日');
  await isRead(page, '2026年4月28日');
  await isRight(page, 'extension');
});

step('the form of a delivery asks what its way needs, and no more', async () => {
  const page = await clerk();
  story.receipt = await begin(page, story.path, 'registration', {});
  await sign(desk, story.receipt, ['qianfa']);
  await open(page, story.receipt);
  const fields = ['tracking_number', 'place', 'consent', 'received_on', 'despite'];
  const of = { post: ['tracking_number', 'received_on'], in_person: ['place'], email: ['consent'], announced: ['place', 'despite'] };
  for (const [how, wanted] of Object.entries(of)) {
    await page.locator('[name=how]').selectOption(how);
    for (const field of fields) assert.equal(await shown(page, field), wanted.includes(field), `${field} of ${how}`);
    await isRight(page, `deliver-${how}`);
  }
  const plain = await staff(demo.origin, 'jingban', { javaScript: false, viewport: PHONE });
  await open(plain.page, story.receipt);
  for (const field of fields) assert.ok(await shown(plain.page, field), `${field} without scripts`);
  await picture(plain.page, 'returns-deliver-plain');
  await plain.close();
});

step('what was posted waits to be received until that is recorded', async () => {
  const page = await clerk();
  await deliver(page, story.receipt, POSTED);
  await isRead(page.locator('.case-head .tag'), '已交邮，待收到');
  await open(page, story.path);
  await isRead(page.locator('.case-rows .tag'), '已交邮，待收到');
});

step('a letter that nothing hangs on comes back on its page, and did not after all', async () => {
  await desk.morning('2026-03-05');
  const page = await clerk();
  await open(page, story.receipt);
  await page.getByText('没有送到、被退回').click();
  await fill(page, { back_on: '2026-03-01', back_why: '邮局改退批条，查无此人' });
  await press(page, '登记退回');
  await isRead(page, '这份文书是2026年3月2日送出的');
  await fill(page, { back_on: '2026-03-05' });
  await press(page, '登记退回');
  await isRead(page.locator('.case-head .tag'), '3月5日退回，待重新送达');
  await isRight(page, 'receipt-back');
  await open(page, story.path);
  await isRead(page.locator('.course'), '邮局改退批条，查无此人');
  await open(page, story.receipt);
  await page.getByText('其实没有退回').click();
  await fill(page, { back_why: '登记错了文书' });
  await press(page, '撤销退回的登记');
  await isRead(page.locator('.case-head .tag'), '已交邮，待收到');
  await open(page, story.path);
  await page.getByText('更正过的登记').click();
  await isRead(page.locator('.course ~ details dl'), '登记错了文书');
  await isNotRead(page.locator('ol.course'), '邮局改退批条，查无此人');
});

step('a reply comes back by the same form; its day was met, and nothing is overdue', async () => {
  const page = await clerk();
  story.reply = await decide(page, story.path, 'unavailable.not_held', {
    search_systems: '档案室、公文系统',
    search_keywords: '技术改造 奖补',
    search_by: '钱进',
    search_on: '2026-03-05',
    search_result: '没有找到',
  }).catch(async () => { throw new Error(await page.locator('main').innerText()); });
  await sign(desk, story.reply);
  await isRight(await desk.at('qianfa'), 'signed-queue');
  await deliver(page, story.reply, POSTED);
  await isRead(page.locator('.case-head .tag'), '已交邮，待收到');
  await track(applicant.page, story);
  await isRead(applicant.page, '已交邮，待收到');
  await picture(applicant.page, 'returns-posted');
  await desk.morning('2026-05-06');
  const later = await clerk();
  await open(later, `${story.path}/acts/undelivered`);
  await picture(later, 'returns-act');
  await leadsTo(later, () => later.locator('#own').locator('..').locator('..').getByRole('link', { name: /答复/ }).first().click());
  await later.getByText('没有送到、被退回').click();
  await fill(later, { back_on: '2026-04-20', back_why: '邮件退回，迁移新址不明' });
  await press(later, '登记退回');
  await isRead(later.locator('.case-head .tag'), '4月20日退回，待重新送达');
  await isRight(later, 'reply-back');
  await open(later, story.path);
  await isNotRead(later.locator('main'), /逾期/);
  await isRead(later.locator('.course'), '迁移新址不明');
  await isRight(later, 'case-back');
  await open(later, '/desk/cases');
  await isRead(later.locator('.case-table'), '4月20日退回，待重新送达');
  await isNotRead(later.locator('.case-table'), /逾期/);
  await isRight(later, 'list-back');
  await open(later, '/desk');
  await isRead(later, '4月20日退回');
  await isRight(later, 'today-back');
  await track(applicant.page, story);
  await isRead(applicant.page, '没有送到，被退了回来');
  await applicant.page.getByRole('link', { name: /^打电话/ }).first().waitFor();
  await picture(applicant.page, 'returns-came-back');
  await isAccessible(applicant.page);
});

step('a return of a reply that was recorded by mistake is struck in the same place', async () => {
  const page = await clerk();
  await open(page, story.reply);
  await page.getByText('其实没有退回').click();
  await isRight(page, 'reply-strike');
  await fill(page, { back_why: '登记错了件' });
  await press(page, '撤销退回的登记');
  await isRead(page.locator('.case-head .tag'), '已交邮，待收到');
  await open(page, story.path);
  await page.getByText('更正过的登记').click();
  await isRead(page.locator('.course ~ details dl'), '登记错了件');
});

step('a clerk asks whoever signs to announce; it stands in their work, and they declare it or decline', async () => {
  Object.assign(story, { second: await applies('2024年度技术改造奖补资金的拨付文件') });
  const page = await clerk();
  story.letter = await begin(page, story.second.path, 'correction', { items: '请写明哪一批次', respond_by: '2026-05-29' });
  await sign(desk, story.letter, ['qianfa']);
  const signer = await desk.at('qianfa');
  await open(signer, story.letter);
  assert.equal(await signer.locator('main .btn-danger').isVisible(), false, 'nothing red stands under the thumb');
  await isRight(signer, 'after-signing');
  await open(page, story.letter);
  await fill(page, { how: 'announced', place: '本机关网站通知公告栏' });
  await press(page, '提请签发人公告送达');
  await isRead(page, '请写明采用公告送达的理由');
  await isRight(page, 'ask-refused');
  await fill(page, { despite: '登记的地址、电话都查无此人' });
  await press(page, '提请签发人公告送达');
  await isRead(page, '等签发人登记');
  await isRight(page, 'asked');
  await open(signer, '/desk');
  await isRead(signer, /提请公告送达：/);
  await open(signer, '/desk/cases/letters');
  await isRight(signer, 'to-announce');
  await leadsTo(signer, () => signer.locator('#to-announce').locator('..').locator('..').getByRole('link').first().click());
  assert.equal(await signer.locator('[name=place]').inputValue(), '本机关网站通知公告栏');
  await isRight(signer, 'announce');
  await isRead(signer.locator('#announce'), '登记的地址、电话都查无此人');
  await fill(signer, { proof: '通知公告栏第12期' });
  await press(signer, '登记公告送达');
  await isRead(signer, '这些方式都已试过');
  await isRight(signer, 'announce-reachable');
  await signer.locator('#is_out_of_reach').check();
  await press(signer, '登记公告送达');
  await isRead(signer, '都已办完');
  await open(signer, story.letter);
  await isRead(signer.locator('.case-head .tag'), /^公告中/);
  await isRight(signer, 'announced');
  await open(signer, '/desk');
  await isNotRead(signer, /提请公告送达：/);
});
