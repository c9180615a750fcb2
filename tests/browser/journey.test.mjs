// One application to its very end, on a phone in large type: corrected item by item, a third party overridden, answered with
// two files and a page withheld, revoked by a reconsideration, answered anew, and its file (案卷) taken out.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { fillIn, filledIn, handIn, track } from './support/applicant.mjs';
import { unpacked, workbook } from './support/archive.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { CONFIRMED, begin, decide, deliver, fetched, fill, openCase, record, sign, workingDays } from './support/desk.mjs';
import { pagesOf, wordsOf } from './support/paper.mjs';
import { press, staff } from './support/staff.mjs';

const NUMBER = '11010519491231002X';
const LEDGER = workbook([
  { name: '名单', rows: [['企业', '金额'], ['甲公司', '10'], ['乙公司', '20']] },
  { name: '底稿', hidden: true, rows: [['法定代表人', `张三 ${NUMBER}`]] },
]);
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const THIRD = '洛阳某某机械有限公司';
const ITEMS = ['请写明是哪一年度的哪一项资金', '请写明需要哪些文件'];
const CORRECTED = ['2025年度技术改造奖补资金', '奖补企业名单和审批表全部三页'];
const WHY = '第3页是评审专家的讨论记录，属于过程性信息';
const INTEREST = {
  'public_interest.content': '2025年度技术改造奖补企业名单，包括企业名称和奖补金额',
  'public_interest.reasons': '奖补资金出自财政，不公开会使公众无法监督财政资金的分配',
};
const AUTHORITY = '洛阳市孟津区人民政府';
const ORDER = '孟府复决〔2026〕8号';
const GETTING = { 'getting.form': '电子文档', is_enclosed: true };

let demo;
let desk;
let applicant;
/** What is known of the application as the story goes: its codes, its path at the desk, the numbers of its letters. */
const story = { letters: [] };

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
const text = (name, words) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });

/** Presses 长辈版, which stands there, and waits until the wish is kept: whoever leaves the page at once loses it. */
async function turnsLarge(page, there) {
  const kept = page.waitForResponse(/\/display\?size=large/);
  await there.getByRole('link', { name: '长辈版' }).click();
  await kept;
}

/** The page as it stands: in large type, within the phone, readable by everybody; its picture is taken. */
async function isRight(page, name) {
  const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  assert.ok(size >= 18, `${name} is in large type`);
  await hasNoSidewaysScroll(page);
  await picture(page, `journey-${name}`);
  await isAccessible(page);
}

/** The applicant comes back with number and query code. */
async function comesBack() {
  await track(applicant.page, story);
  assert.match(applicant.page.url(), /\/track\/case$/);
  return applicant.page;
}

const isRead = (page, words) => page.getByText(words).first().waitFor();
async function isNotRead(page, words) {
  assert.deepEqual(await page.getByText(words).allTextContents(), [], `${words} is not told`);
}

/** Draws every page of a PDF beside the pictures of pages, for a person to look at. */
function drawn(path, name) {
  const folder = process.env.GONGKAI_SCREENSHOTS;
  if (folder) execFileSync('pdftoppm', ['-r', '60', '-png', path, join(folder, `journey-${name}`)]);
}

/** The paper of the letter on the clerk's page; what stands on it, and its number among those of the case. */
async function paperOf(page) {
  const number = (await page.locator('.letter-number').innerText()).trim();
  const { path } = await fetched(page, () => page.getByRole('link', { name: 'PDF' }).click());
  const words = wordsOf(path);
  assert.ok(words.includes(number), `${number} is on paper`);
  story.letters.push(number);
  drawn(path, `letter-${story.letters.length}`);
  return { number, words };
}

/** A letter signed by these people, delivered, and read on paper. */
async function goesOut(letter, delivery, signers) {
  await sign(desk, letter, signers);
  const page = await clerk();
  await deliver(page, letter, delivery);
  await isRead(page, '送达已登记');
  return paperOf(page);
}

const ONLINE = { how: 'online' };
const posted = (on) => ({ how: 'post', tracking_number: 'XA41000000001', proof: '洛阳市孟津区滨河路8号', on });

step('an applicant on a phone turns to large type, and applies', async () => {
  const { page } = applicant;
  await open(page, '/');
  await turnsLarge(page, page);
  await isRight(page, 'home');
  await fillIn(page, { ...filledIn({}, '技术改造资金的有关材料'), identity_number: NUMBER });
  await isRight(page, 'check');
  Object.assign(story, await handIn(page));
  await isRight(page, 'receipt');
});

step('asked for a correction, the applicant corrects item by item online', async () => {
  const desktop = await clerk();
  story.path = await openCase(desktop, story.number);
  await record(desktop, story.path, 'confirmed', CONFIRMED);
  const letter = await begin(desktop, story.path, 'correction', { items: ITEMS.join('\n'), respond_by: '2026-03-20' });
  await goesOut(letter, ONLINE, ['qianfa']);
  await desk.morning('2026-03-05');
  const page = await comesBack();
  await isRead(page, '等您补正');
  await isRight(page, 'correction-asked');
  await leadsTo(page, () => page.getByRole('link', { name: '提交补正' }).click());
  for (const [place, item] of ITEMS.entries()) await page.getByLabel(`${place + 1}．${item}`).fill(CORRECTED[place]);
  await isRight(page, 'correction');
  await press(page, '提交补正');
  await isRead(page, '补正已提交');
  await isRead(page, CORRECTED[1]);
  await isRead(page, '2026-04-02');
  await isRight(page, 'corrected');
});

step('the unit that has the papers is asked, and sends them by a link without an account', async () => {
  const page = await clerk();
  await open(page, '/desk/units');
  await fill(page, { name: '产业发展股' });
  await press(page, '添加');
  await open(page, `${story.path}/askings`);
  await page.getByLabel('产业发展股').check();
  await press(page, '发出征询');
  await leadsTo(page, () => page.getByRole('link', { name: '产业发展股' }).click());
  await press(page, '生成新的链接');
  const [link] = (await page.locator('main').innerText()).match(/\/unit-answer\/\S+/);
  const unit = await person(demo.origin);
  await open(unit.page, link);
  await isNotRead(unit.page, '李明');
  await unit.page.locator('#files').setInputFiles(text('审批表.txt', '第1、2、3页'));
  await press(unit.page, '先上传文件');
  await unit.page.locator('[name=says]').selectOption('given');
  await unit.page.locator('[name=by]').fill('钱进');
  await unit.page.locator('[name=holding]').fill('奖补企业名单、审批表三页');
  await press(unit.page, '提交答复');
  await isRead(unit.page, '已经答复');
  await unit.close();
});

step('a third party is consulted and objects; the applicant reads that, and not who it is', async (t) => {
  await desk.morning('2026-03-06');
  const letter = await begin(await clerk(), story.path, 'third_party', {
    name: THIRD,
    content: '技术改造奖补企业名单中你单位的名称和奖补金额',
  });
  await goesOut(letter, { ...posted('2026-03-06'), received_on: '2026-03-06' }, ['qianfa']);
  await desk.morning('2026-03-13');
  await record(await clerk(), story.path, 'consultation_answered', {
    consents: 'no',
    note: '奖补金额是商业秘密',
  });
  const page = await comesBack();
  await isRead(page.locator('.timeline'), '收到第三方的意见');
  await isNotRead(page.locator('.timeline'), THIRD);
  await t.test('nor in how the days were worked out', () =>
    isNotRead(page.locator('.reasoning'), THIRD));
  await isRight(page, 'consulted');
});

step('the clerk decides over the objection; what is hidden in a workbook goes no further', async () => {
  const page = await clerk();
  story.reply = await decide(page, story.path, 'partly_granted', {
    ...GETTING,
    ...INTEREST,
    given: '奖补企业名单和审批表第1、2页',
    left_out: '“2025年度技术改造奖补资金”说明是哪一笔资金，不是另一份信息',
    part: '审批表第3页',
    part_outcome: 'refused.process_information',
    part_reasons: WHY,
    part_kind: 'discussion',
    part_no_duty: 'yes',
  });
  await isRead(page, '还没有把决定公开的内容和理由书面告知不同意公开的第三方');
  await open(page, `${story.path}/enclosures`);
  await fill(page, { name: '2025年度技术改造奖补企业名单' });
  await page.locator('#files').setInputFiles({ name: '名单.xlsx', mimeType: SHEET, buffer: LEDGER });
  await press(page, '添加');
  await isRead(page, '工作表“底稿”：隐藏的工作表');
  await leadsTo(page, () => page.getByRole('button', { name: /用清理后的副本/ }).click());
  await isRead(page, '检查没有发现问题');
});

step('of the form that is given in part the whole lies under seal', async () => {
  const page = await clerk();
  const form = page.locator('form.wide-form');
  await page.getByText('部分提供或者不予提供的').click();
  await form.locator('[name=name]').fill('审批表');
  await form.locator('[name=given]').selectOption('in_part');
  await form.locator('[name=ground]').selectOption('refused.process_information');
  await form.locator('[name=reason]').fill(WHY);
  await page.locator('#files').setInputFiles(text('审批表.txt', '第1、2页'));
  await page.locator('#originals').setInputFiles(text('审批表全本.txt', '第1、2、3页'));
  await press(page, '添加');
  await isRead(page, '审批表全本.txt');
});

step('the third party is told first, with remedies: until then nothing is signed, until its day nothing leaves', async () => {
  const page = await clerk();
  await open(page, story.reply);
  await press(page, '送审');
  await isRead(page.locator('[role=alert]'), '书面告知不同意公开的第三方');
  const notice = await begin(page, story.path, 'override_notice', {
    name: THIRD,
    objection: '奖补金额是商业秘密',
    not_before: '2026-03-23',
  });
  const { words } = await goesOut(notice, posted('2026-03-13'));
  const facts = [THIRD, `决定公开下列信息：${INTEREST['public_interest.content']}`, '2026年3月23日前（不含当日）不向申请人提供'];
  for (const told of [...facts, '申请行政复议', '提起行政诉讼']) {
    assert.ok(words.includes(told), `the third party reads ${told}`);
  }
  await sign(desk, story.reply);
  await deliver(page, story.reply, ONLINE);
  await isRead(page, '2026年3月23日前（不含当日）不提供其不同意公开的信息');
  const other = await comesBack();
  await isNotRead(other, /^附件1/);
  await isRight(other, 'held');
});

step('the applicant reads the reply and why one page is withheld, and downloads both files', async () => {
  await desk.morning('2026-03-23');
  const desktop = await clerk();
  await deliver(desktop, story.reply, ONLINE);
  await isRead(desktop, '送达已登记');
  const { words } = await paperOf(desktop);
  assert.ok(!words.includes(THIRD), 'the applicant is not told who objected');
  const page = await comesBack();
  await isRead(page.locator('.answer-box'), '部分公开');
  const withheld = page.locator('.answer-withheld li');
  await isRead(withheld, '审批表');
  await isRead(withheld, WHY);
  await isRead(withheld, '条例第十六条第二款');
  await isRight(page, 'answered');
  const list = await fetched(page, () => page.getByRole('link', { name: /^附件1/ }).click());
  assert.equal(list.name, '名单.xlsx');
  const sheets = [...unpacked(await readFile(list.path)).values()].join('\n');
  assert.ok(sheets.includes('甲公司') && !sheets.includes('底稿') && !sheets.includes(NUMBER));
  const form = await fetched(page, () => page.getByRole('link', { name: /^附件2/ }).click());
  assert.equal(await readFile(form.path, 'utf8'), '第1、2页');
});

step('a reconsideration revokes the reply and orders another one', async () => {
  await desk.morning('2026-03-30');
  const page = await clerk();
  await open(page, `/desk/disputes/new?case=${story.number}`);
  await fill(page, {
    number: '孟府复〔2026〕8号',
    authority: AUTHORITY,
    claimant: '李明',
    subject: '不服部分公开的答复，要求公开审批表第3页',
  });
  await leadsTo(page, () => page.locator('main form button.btn-primary').first().click());
  const dispute = new URL(page.url()).pathname;
  await press(page, '登记答复');
  await desk.morning('2026-05-20');
  const other = await clerk();
  await open(other, dispute);
  await fill(other, {
    ending: 'revoked',
    ended_on: '2026-05-18',
    ordered: 'yes',
    order_number: ORDER,
    order_received_on: '2026-05-20',
    order_days: '15',
  });
  await press(other, '登记结果');
  await isRead(other, '责令作出答复');
  await open(other, story.path);
  await isRead(other, '至 2026-06-10 届满');
});

step('the applicant reads that a new reply is under way, by when, and still has the first one', async () => {
  const page = await comesBack();
  await isRead(page, '2026-06-10');
  await isRight(page, 'revoked');
  await page.getByText('政府信息部分公开').first().click();
  await page.getByRole('link', { name: /^附件2/ }).waitFor();
  await isRight(page, 'revoked-first');
});

step('the second reply has its own clock and letter, and goes through everybody who signs', async () => {
  await desk.morning('2026-05-25');
  const page = await clerk();
  const letter = await decide(page, story.path, 'granted.provided', {
    ...GETTING,
    ...INTEREST,
    'public_interest.rest': '审批表由本机关制作，不涉及第三方的商业秘密',
    given: '奖补企业名单\n审批表全部三页',
  });
  await open(page, `${story.path}/enclosures`);
  const whole = { 奖补企业名单: text('名单.txt', '甲公司'), 审批表全部三页: text('审批表全本.txt', '第1、2、3页') };
  for (const [name, file] of Object.entries(whole)) {
    await page.locator('form.wide-form [name=name]').fill(name);
    await page.locator('#files').setInputFiles(file);
    await press(page, '添加');
  }
  await isRead(page, '检查没有发现问题');
  const { number, words } = await goesOut(letter, ONLINE);
  for (const told of [`${AUTHORITY}于2026年5月18日作出`, ORDER, '撤销本机关于2026年3月13日作出的答复', '重新答复']) {
    assert.ok(words.includes(told), `the second reply says ${told}`);
  }
  assert.notEqual(number, story.letters.at(-2), 'it has a number of its own');
  await open(page, story.path);
  await isRead(page, '2026-05-25 已经答复');
});

step('the applicant reads the second reply, and downloads what the first one withheld', async () => {
  const page = await comesBack();
  await isRead(page.locator('.answer-box'), '予以公开');
  await isRead(page, '此前的答复');
  await isRight(page, 'answered-anew');
  const letter = await fetched(page, () => page.getByRole('link', { name: '打开答复书' }).click());
  assert.ok(wordsOf(letter.path).includes(ORDER));
  const form = await fetched(page, () => page.getByRole('link', { name: /^附件.*审批表全部三页/ }).click());
  assert.equal(await readFile(form.path, 'utf8'), '第1、2、3页');
});

/** The clerk with a phone, in large type. */
async function clerkOnPhone() {
  const member = await staff(demo.origin, 'jingban', { viewport: PHONE });
  const bar = member.page.locator('.desk-bar');
  await bar.getByText('更多').click();
  await turnsLarge(member.page, bar);
  await open(member.page, story.path);
  return member;
}

/** A case's file as one PDF: a catalogue, then every piece in its order, every page numbered through. */
function isBound(path) {
  const pages = pagesOf(path);
  const first = pages.findIndex((page) => /^1 \/ \d+$/m.test(page));
  for (const [place, page] of pages.slice(first).entries()) {
    assert.ok(page.split('\n').includes(`${place + 1} / ${pages.length - first}`), `page ${place + 1} has its number`);
  }
  const [catalogue, words] = [pages.slice(0, first), pages.slice(first)].map((some) => some.join('').replace(/\s/g, ''));
  const pieces = ['申请登记表', '审查呈批单', '内部征询', '产业发展股：审批表', '送达记录', '提供情况', '期限怎样算出', '审计记录摘录'];
  for (const piece of [...story.letters, ...pieces]) {
    assert.ok(catalogue.includes(piece), `${piece} is in the catalogue`);
    assert.ok(words.includes(piece), `${piece} is in the file`);
  }
  for (const said of [...CORRECTED, THIRD, WHY, ORDER, '钱进', '申请人下载']) {
    assert.ok(words.includes(said), `${said} is in the file`);
  }
  assert.ok(!words.includes('底稿'), 'what was cleaned away stays away');
  return words;
}

/** The same as an archive: the bound file, every piece, and sums that are right. */
function isPacked(files) {
  const names = [...files.keys()];
  for (const wanted of [/^案卷 .*\.pdf$/, /^\d+ .*名单 .*\.xlsx$/, /^\d+ 附件2 审批表 .*\.txt$/, /^\d+ 附件2 审批表全部三页 .*\.txt$/]) {
    assert.ok(names.some((name) => wanted.test(name)), `${wanted} among ${names.join('、')}`);
  }
  assert.ok(!names.some((name) => name.includes('原件')), 'what is sealed goes out only where that is asked for');
  const sums = files.get('SM3.txt').toString().trim().split('\n').map((line) => line.split('  '));
  assert.deepEqual(sums.map(([, name]) => name), names.filter((name) => name !== 'SM3.txt'));
  for (const [sum, name] of sums) assert.equal(createHash('sm3').update(files.get(name)).digest('hex'), sum, name);
}

step('the file of the case is taken out on a phone, as PDF and as ZIP', async (t) => {
  await desk.morning('2026-05-26');
  const { page, close } = await clerkOnPhone();
  await isRight(page, 'case');
  const bound = await fetched(page, () => page.getByRole('button', { name: '导出案卷（PDF）' }).click());
  assert.equal(bound.name, `案卷 ${story.number}.pdf`);
  drawn(bound.path, 'case-file');
  const words = isBound(bound.path);
  await t.test('nothing in it waits to be filled in', () =>
    assert.ok(!words.includes('待填')));
  const packed = await fetched(page, () => page.getByRole('button', { name: '导出案卷（压缩包）' }).click());
  assert.equal(packed.name, `案卷 ${story.number}.zip`);
  isPacked(unpacked(await readFile(packed.path)));
  await close();
});
