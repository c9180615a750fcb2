// Ten cases from the public form to the counted cell, over seven weeks of the program's own clock: granted; partly; refused
// under each of Arts 14, 15 (a third party asked) and 16; not held; repeated; not corrected; not paid; extended, then
// reconsidered and sued.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';
import { fillIn, filledIn, handIn, track } from './support/applicant.mjs';
import { CONFIRMED, fill } from './support/desk.mjs';

const LETTERS = new URL('../../target/screenshots/letters', import.meta.url).pathname;
const RECEIVED = '2026-03-02';

let demo;
/** Who is at the desk today; everybody signs in anew when the day changes. */
let desk = {};

async function morning(day) {
  for (const member of Object.values(desk)) await member.close();
  await demo.turn(day);
  desk = {};
  for (const login of ['jingban', 'hefa', 'shenhe', 'qianfa']) {
    desk[login] = await staff(demo.origin, login, { expected: [/422/] });
  }
}

const clerk = () => desk.jingban.page;

/** An application by the public form, on a phone without scripts; its number and query code. */
async function apply(request) {
  const applicant = await person(demo.origin, { viewport: PHONE, javaScript: false });
  const { page } = applicant;
  await fillIn(page, filledIn({}, request));
  const codes = await handIn(page);
  await applicant.close();
  return codes;
}

/** The clerk opens the case of a number. */
async function openCase({ number }) {
  await open(clerk(), `/desk/cases/ledger?q=${encodeURIComponent(number)}`);
  await clerk().locator('#results a.case-request').first().click();
  await clerk().waitForURL(/\/desk\/cases\/\d+(\?|$)/);
  return new URL(clerk().url()).pathname;
}

/** Records an act that needs no letter. */
async function record(kase, act, fields = {}) {
  await open(clerk(), `${kase}/acts/${act}`);
  await fill(clerk(), fields);
  await clerk().locator('main form button.btn-primary').click();
  await clerk().waitForURL(new RegExp(`${kase}(\\?|$)`));
}

/** The decision, its outcome found by way of the five steps. */
async function decide(kase, outcome, step, fields = {}) {
  await open(clerk(), `${kase}/decision?step=${step}`);
  await clerk().locator(`a[href="${kase}/decision/${outcome}"]`).first().click();
  await clerk().waitForURL(new RegExp(`${outcome}(\\?|$)`));
  await fill(clerk(), fields);
  await clerk().getByRole('button', { name: '保存处理决定' }).click();
  await clerk().getByText('所需的依据和记录已经齐全').waitFor();
  await clerk().getByRole('button', { name: /^拟写/ }).click();
  await clerk().waitForURL(/\/letters\/\d+(\?|$)/);
  return new URL(clerk().url()).pathname;
}

/** A file that goes out with the reply to a case. */
async function enclose(kase, name, file, text) {
  await open(clerk(), `${kase}/enclosures`);
  await fill(clerk(), { name });
  await clerk().locator('#files').setInputFiles({ name: file, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await press(clerk(), '添加');
  await clerk().getByText('检查没有发现问题').first().waitFor();
}

/** A letter of procedure. */
async function begin(kase, kind, fields) {
  await open(clerk(), `${kase}/letters/new/${kind}`);
  await fill(clerk(), fields);
  await clerk().getByRole('button', { name: '生成文书' }).click();
  await clerk().waitForURL(/\/letters\/\d+(\?|$)/);
  return new URL(clerk().url()).pathname;
}

/** Through sign-off by other people, out to the applicant; the letter is looked at. */
async function send(letter, name, delivery, signers = ['hefa', 'shenhe', 'qianfa']) {
  await open(clerk(), letter);
  await press(clerk(), '送审');
  for (const login of signers) {
    const { page } = desk[login];
    // The extension is signed from its card in the queue, the others on their own pages.
    if (name === 'extension') await isRight(page, 'letters-queue', '/desk/cases/letters');
    await open(page, '/desk/cases/letters');
    if (name !== 'extension') await page.locator(`a[href^="${letter}"]`).first().click();
    for (const item of await page.locator('[name=looked]').all()) await item.check();
    await page.getByRole('button', { name: /：同意$/ }).click();
    await page.locator('.desk-flash').waitFor();
  }
  await open(clerk(), letter);
  const number = (await clerk().locator('.letter-number').innerText()).trim();
  await fill(clerk(), delivery);
  await press(clerk(), '登记送达');
  await clerk().getByText('送达已登记').waitFor();
  await picture(clerk(), `letter-${name}`);
  const [download] = await Promise.all([
    clerk().waitForEvent('download'),
    clerk().getByRole('link', { name: 'PDF' }).click(),
  ]);
  mkdirSync(LETTERS, { recursive: true });
  const file = join(LETTERS, `${name}.pdf`);
  await download.saveAs(file);
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  assert.ok(text.replace(/\s/g, '').includes(number), `${name}: the number is on paper`);
  execFileSync('pdftoppm', ['-r', '50', '-png', file, join(LETTERS, name)]);
  return { number, text: text.replace(/\s/g, '') };
}

const ONLINE = { how: 'online' };
const POST = (on) => ({ how: 'post', tracking_number: 'XA41000000001', proof: '洛阳市孟津区滨河路8号', on, received_on: on });
const GETTING = { 'getting.form': '电子文档', is_enclosed: true };

const cases = {};

before(async () => {
  demo = await startDemo({ day: RECEIVED });
  await morning(RECEIVED);
  const requests = {
    granted: '孟津区2025年度政府信息公开工作要点全文',
    partly: '滨河路改造工程招标文件和评标记录',
    forbidden: '某企业2025年度统计报表原始数据',
    third: '某企业申报先进制造业专项资金的全部材料',
    internal: '管委会机关值班安排表',
    missing: '1998年园区规划论证会会议录像',
    repeated: '孟津区2025年度政府信息公开工作要点',
    uncorrected: '有关土地的文件',
    unpaid: '2019年以来全部征地批复和附图',
    extended: '园区危险化学品企业应急预案全文',
  };
  for (const [name, request] of Object.entries(requests)) cases[name] = await apply(request);
  for (const name of Object.keys(cases)) {
    cases[name].path = await openCase(cases[name]);
    await record(cases[name].path, 'confirmed', CONFIRMED);
  }
});

after(async () => {
  for (const member of Object.values(desk)) await member.close();
  await closeBrowser();
  await demo?.stop();
});

test('granted, and downloaded by the applicant', async () => {
  const { path } = cases.granted;
  const letter = await decide(path, 'granted.provided', 'given', GETTING);
  await enclose(path, '2025年度政府信息公开工作要点', '工作要点.txt', '一、主动公开。');
  const { number, text } = await send(letter, 'granted', ONLINE);
  assert.match(number, /答〔2026〕1号$/);
  assert.ok(text.includes('第三十六条第（二）项'));
  const applicant = await person(demo.origin, { viewport: PHONE, javaScript: false });
  await track(applicant.page, cases.granted);
  await applicant.page.getByText('政府信息公开申请答复书').first().waitFor();
  await picture(applicant.page, 'track-granted');
  const [download] = await Promise.all([
    applicant.page.waitForEvent('download'),
    applicant.page.getByRole('link', { name: /^政府信息公开申请答复书/ }).click(),
  ]);
  assert.match(download.suggestedFilename(), /答〔2026〕1号\.pdf$/);
  await applicant.close();
});

test('partly granted, each withheld part with its own ground', async () => {
  const letter = await decide(cases.partly.path, 'partly_granted', 'given', {
    ...GETTING,
    given: '招标公告和招标文件',
    part: '评标记录',
    part_outcome: 'refused.process_information',
    part_reasons: '属于行政机关履行职能过程中形成的讨论记录',
    part_kind: 'discussion',
    part_no_duty: 'yes',
  });
  await enclose(cases.partly.path, '招标公告和招标文件', '招标文件.txt', '招标公告');
  const { text } = await send(letter, 'partly', ONLINE);
  assert.ok(text.includes('第三十七条') && text.includes('应当自收到本答复之日起60日内先向'));
});

test('refused under Art. 14: a law forbids it', async () => {
  const letter = await decide(cases.forbidden.path, 'refused.forbidden_by_law', 'given', {
    reasons: '能够识别或者推断单个统计调查对象身份的资料，任何单位和个人不得对外提供',
    'law.name': '《中华人民共和国统计法》',
    'law.article': '第二十八条',
  });
  const { text } = await send(letter, 'forbidden', ONLINE);
  assert.ok(text.includes('第十四条') && text.includes('统计法'));
});

test('refused under Art. 16: internal affairs', async () => {
  const letter = await decide(cases.internal.path, 'refused.internal_affairs', 'given', {
    reasons: '值班安排属于机关后勤管理信息',
    internal_affair: 'logistics',
  });
  const { text } = await send(letter, 'internal', ONLINE);
  assert.ok(text.includes('第十六条第一款'));
});

test('not held, after a search that is on record', async () => {
  const letter = await decide(cases.missing.path, 'unavailable.not_held', 'held', {
    search_systems: '档案室全宗、电子公文系统',
    search_keywords: '规划论证 录像',
    search_by: '王五',
    search_on: RECEIVED,
    search_result: '未检索到',
  });
  const { text } = await send(letter, 'missing', ONLINE);
  assert.ok(text.includes('第三十六条第（四）项') && text.includes('6个月内'));
});

test('repeated: the earlier reply is named', async () => {
  const letter = await decide(cases.repeated.path, 'not_processed.repeated', 'ours', {
    'earlier.number': '孟公开复〔2019〕5号',
    'earlier.on': '2019-05-20',
    'earlier.is_before_system': true,
  });
  const { text } = await send(letter, 'repeated', ONLINE);
  assert.ok(text.includes('第三十六条第（六）项'));
});

test('letters of procedure go out: correction, third party, fee', async () => {
  const correction = await begin(cases.uncorrected.path, 'correction', {
    items: '请写明哪一宗土地\n请写明文件的年度或者文号',
    respond_by: '2026-03-20',
  });
  await send(correction, 'correction', ONLINE, ['qianfa']);
  const party = await begin(cases.third.path, 'third_party', {
    name: '洛阳某某机械有限公司',
    content: '专项资金申报材料中的技术方案和财务数据',
  });
  await send(party, 'third-party', POST(RECEIVED), ['qianfa']);
  const fee = await begin(cases.unpaid.path, 'fee', {
    tariff: 'pages',
    quantity: '68',
    way_to_pay: '凭缴款书到代收银行缴纳',
  });
  const { text } = await send(fee, 'fee', POST(RECEIVED), ['qianfa']);
  assert.ok(text.includes('380.00元') && text.includes('叁佰捌拾元整'));
});

test('refused under Art. 15, once the third party has refused', async () => {
  await morning('2026-03-10');
  const { path } = cases.third;
  await open(clerk(), `${path}/decision?step=given`);
  await clerk().getByText('第三方的意见还没有收到').first().waitFor();
  await record(path, 'consultation_answered', { consents: 'no', note: '涉及商业秘密' });
  const letter = await decide(path, 'refused.third_party', 'given', {
    interest: 'trade_secret',
    objection: '技术方案和财务数据是商业秘密',
    reasons: '第三方以涉及商业秘密为由不同意公开，公开会对第三方合法权益造成损害',
  });
  const { text } = await send(letter, 'third', ONLINE);
  assert.ok(text.includes('第十五条') && text.includes('第三方不同意公开，理由是：技术方案'));
  assert.ok(!text.includes('洛阳某某机械有限公司'), 'the applicant is not told who it is');
});

test('extended, with the agreement of the head of the office', async () => {
  const { path } = cases.extended;
  const letter = await begin(path, 'extension', { days: '20', reasons: '需要向多个部门核实' });
  await isRight(clerk(), 'letter-sheet', letter);
  await clerk().locator('.sheet-part.is-written > summary').first().click();
  const part = clerk().locator('.sheet-part.is-written textarea').first();
  await part.fill((await part.inputValue()).replace('部门核实', '部门逐一核实'));
  await press(clerk(), '保存');
  assert.match(await clerk().locator('.sheet-part.is-written textarea').first().inputValue(), /部门逐一核实/);
  const { text } = await send(letter, 'extension', ONLINE, ['qianfa']);
  assert.ok(text.includes('经本机关政府信息公开工作机构负责人同意'));
  await open(clerk(), path);
  await clerk().getByText('2026-04-28').first().waitFor();
});

test('the pages of cases are accessible and fit both screens', async (t) => {
  const { path } = cases.extended;
  const paths = {
    'cases-board': '/desk/cases',
    case: path,
    'case-closed': cases.third.path,
    'decision-steps': `${path}/decision?step=given`,
    'decision-partly': `${path}/decision/partly_granted`,
    'decision-search': `${path}/decision/unavailable.not_held`,
    'letter-fee-new': `${path}/letters/new/fee`,
    'letters-waiting': '/desk/cases/letters',
    'case-parts': `${cases.granted.path}/parts`,
    'case-mend': `${path}/events/1`,
    'case-archive': `${cases.granted.path}/archive`,
    'cases-import': '/desk/cases/import',
    fees: '/desk/cases/fees?year=2026',
  };
  for (const [name, address] of Object.entries(paths)) {
    await t.test(address, async () => {
      await isRight(clerk(), name, address);
    });
  }
  await t.test('the settings', () => isRight(desk.qianfa.page, 'cases-settings', '/desk/cases/settings'));
});

/** Pictures and checks of a page at the sizes people have. */
async function isRight(page, name, address) {
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await open(page, address);
    await hasNoSidewaysScroll(page);
    await picture(page, name);
    await isAccessible(page);
  }
}

test('not corrected in time: no longer processed', async () => {
  await morning('2026-03-23');
  const letter = await decide(cases.uncorrected.path, 'otherwise.uncorrected', 'clear');
  const { text } = await send(letter, 'uncorrected', ONLINE);
  assert.ok(text.includes('第三十条'));
});

test('not paid in time: no longer processed', async () => {
  await morning('2026-04-10');
  const letter = await decide(cases.unpaid.path, 'otherwise.unpaid', 'proper');
  const { text } = await send(letter, 'unpaid', ONLINE);
  assert.ok(text.includes('第四十二条'));
});

test('answered within the extension, then reconsidered and sued', async () => {
  await morning('2026-04-20');
  const letter = await decide(cases.extended.path, 'refused.safety', 'given', {
    reasons: '预案载明重大危险源位置和安防部署，公开会危及公共安全',
    safety: 'public',
    'assessment.by': '应急管理股',
    'assessment.on': '2026-04-17',
  });
  const { text } = await send(letter, 'extended', ONLINE);
  assert.ok(text.includes('应当自收到本答复之日起60日内先向'));
});

/** Registers a dispute on the page that is open; its address. */
async function dispute(from, fields) {
  const page = clerk();
  await open(page, from);
  await fill(page, fields);
  await leadsTo(page, () => page.locator('main form button.btn-primary').first().click());
  return new URL(page.url()).pathname;
}

test('reconsidered and sued: both stand in table four', async () => {
  await morning('2026-05-06');
  const page = clerk();
  const told = { claimant: '李明', subject: '不服不予公开的答复' };
  const first = await dispute(`/desk/disputes/new?case=${cases.extended.number}`, {
    ...told,
    number: '洛府复〔2026〕8号',
    authority: '洛阳市人民政府',
  });
  await picture(page, 'dispute');
  await leadsTo(page, () => page.locator(`form[action="${first}/answer"] button`).click());
  await morning('2026-06-15');
  await open(clerk(), first);
  await clerk().locator(`form[action="${first}/ending"] [name=ending]`).selectOption('upheld');
  await leadsTo(clerk(), () => clerk().locator(`form[action="${first}/ending"] button`).click());
  const suit = await dispute(`/desk/disputes/new?after=${first.split('/').pop()}`, {
    ...told,
    number: '（2026）豫71行初2号',
    authority: '洛阳铁路运输法院',
  });
  assert.notEqual(suit, first);
  for (const [cell, number] of [
    ['route=reconsideration&verdict=upheld', '洛府复〔2026〕8号'],
    ['route=litigation_after_reconsideration&verdict=pending', '（2026）豫71行初2号'],
  ]) {
    await open(clerk(), `/desk/disputes/counted?year=2026&${cell}`);
    await clerk().getByText(number).first().waitFor();
  }
});

test('every case stands in one cell of table three, and opens from it', async () => {
  const rows = {
    granted: 'granted',
    partly: 'partly_granted',
    forbidden: 'refused.forbidden_by_law',
    third: 'refused.third_party',
    internal: 'refused.internal_affairs',
    missing: 'unavailable.not_held',
    repeated: 'not_processed.repeated',
    uncorrected: 'otherwise.uncorrected',
    unpaid: 'otherwise.unpaid',
    extended: 'refused.safety',
  };
  for (const [name, row] of Object.entries(rows)) {
    await open(clerk(), `/desk/cases/counted?year=2026&row=${row}&kind=natural_person`);
    const numbers = await clerk().locator('#results td.col-number').allInnerTexts();
    assert.ok(numbers.some((text) => text.includes(cases[name].number)), `${name} stands in ${row}`);
    assert.equal(await clerk().locator('#results a.case-request').count(), 1, row);
  }
});
