// What an applicant was asked for they may do on their page until the reply has gone out: a reply signed on their silence is
// then held, taken back, and made anew (条例第三十条、第三十五条).

import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { fillIn, filledIn, handIn, track } from './support/applicant.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { CONFIRMED, begin, decide, deliver, fill, openCase, record, sign, workingDays } from './support/desk.mjs';
import { press } from './support/staff.mjs';

const ONLINE = { how: 'online' };

let demo;
let desk;

before(async () => {
  demo = await startDemo({ day: '2026-03-02' });
  desk = workingDays(demo);
});

after(async () => {
  try {
    await desk?.leave();
  } finally {
    await closeBrowser();
    await demo?.stop();
  }
});

const clerk = () => desk.at('jingban');
const isRead = (page, words) => page.getByText(words).first().waitFor();

/** An application by the public form, confirmed; its codes, and its path at the desk. */
async function applied(request) {
  const applicant = await person(demo.origin, { viewport: PHONE });
  await fillIn(applicant.page, filledIn({}, request));
  const codes = await handIn(applicant.page);
  await applicant.close();
  const page = await clerk();
  const path = await openCase(page, codes.number);
  await record(page, path, 'confirmed', CONFIRMED);
  return { ...codes, path };
}

/** A letter that is signed by the head of the office alone, and goes out online. */
async function asks(path, kind, fields) {
  const letter = await begin(await clerk(), path, kind, fields);
  await sign(desk, letter, ['qianfa']);
  await deliver(await clerk(), letter, ONLINE);
  await isRead(await clerk(), '送达已登记');
}

/** The applicant's own page. */
async function comesBack(codes) {
  const applicant = await person(demo.origin, { viewport: PHONE });
  await track(applicant.page, codes);
  return applicant;
}

/** The page as it stands on a phone: within its width, readable by everybody; its picture is taken. */
async function isRight(page, name) {
  await hasNoSidewaysScroll(page);
  await picture(page, name);
  await isAccessible(page);
}

/** The signed reply does not go out any more; whoever signs takes it back, and the case goes on. */
async function isHeld({ path }, reply) {
  const page = await clerk();
  await page.setViewportSize(DESKTOP);
  await open(page, reply);
  await isRead(page, '不能照此送达');
  await isRead(page, '签发之后本件的经过有了更正或者收到了答复');
  const signer = await desk.at('qianfa');
  await open(signer, reply);
  await fill(signer, { opinion: '申请人在答复送出之前已经提交' });
  await press(signer, '撤回签发');
  await isRead(signer, '已撤回签发，这份答复书作废');
  await open(page, path);
  await isRead(page, /补全处理决定|起草答复/);
}

test('an applicant corrects on their page until the reply has gone out', async () => {
  const story = await applied('滨河路改造的有关材料');
  await asks(story.path, 'correction', { items: '请写明哪一年度', respond_by: '2026-03-20' });
  await desk.morning('2026-03-23');
  const reply = await decide(await clerk(), story.path, 'otherwise.uncorrected', {});
  await sign(desk, reply);
  const { page, close } = await comesBack(story);
  await leadsTo(page, () => page.getByRole('link', { name: '提交补正' }).click());
  await page.locator('main textarea').first().fill('2025年度');
  await isRead(page, '我们收到后不再送出这份答复');
  await isRight(page, 'still-corrects');
  await press(page, '提交补正');
  await isRead(page, '补正已提交');
  await isRight(page, 'still-corrected');
  await close();
  await isHeld(story, reply);
});

test('an applicant gives reasons on their page until the reply has gone out', async () => {
  const story = await applied('2019年以来全部会议的签到表');
  const excess = '一件申请要求提供七年的全部签到表';
  await asks(story.path, 'reasons_asked', { respond_by: '2026-03-27', excess });
  await desk.morning('2026-03-30');
  const reply = await decide(await clerk(), story.path, 'not_processed.excessive', {
    reasons: '半年内就同一事项提出四十余件申请，又没有说明理由',
    excess,
  });
  await sign(desk, reply);
  const { page, close } = await comesBack(story);
  await leadsTo(page, () => page.getByRole('link', { name: '说明理由', exact: true }).click());
  await page.locator('main textarea').first().fill('我在写本县会议制度的研究，需要核对各年的参会单位');
  await isRead(page, '我们收到后不再送出这份答复');
  await isRight(page, 'still-reasons');
  await press(page, '提交理由');
  await isRead(page, '理由已提交');
  await close();
  await isHeld(story, reply);
});
