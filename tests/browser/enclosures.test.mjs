// What is granted is handed over: an applicant on a phone, in large type and without scripts, receives two files, one of them
// cleaned of a hidden sheet, and reads why one page is withheld.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { workbook } from './support/archive.mjs';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';
import { fillIn, filledIn, handIn, track } from './support/applicant.mjs';
import { CONFIRMED, fill } from './support/desk.mjs';

const NUMBER = '11010519491231002X';
const LEDGER = workbook([
  { name: '名单', rows: [['企业', '金额'], ['甲公司', '10'], ['乙公司', '20']] },
  { name: '底稿', hidden: true, rows: [['法定代表人', `张三 ${NUMBER}`]] },
]);
const WHY = '第3页是评审专家的讨论记录，属于过程性信息';

let demo;
let applicant;
let clerk;
const kase = {};

before(async () => {
  demo = await startDemo({ day: '2026-03-02' });
  applicant = await person(demo.origin, { viewport: PHONE, javaScript: false });
  clerk = await staff(demo.origin, 'jingban', { expected: [/422/] });
});

after(async () => {
  await applicant?.close();
  await clerk?.close();
  await closeBrowser();
  await demo?.stop();
});

const text = (name, words) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });

test('an applicant on a phone in large type asks for a list and a form', async () => {
  const { page } = applicant;
  await open(page, '/');
  await leadsTo(page, () => page.getByRole('link', { name: '长辈版' }).click());
  await fillIn(page, { ...filledIn({}, '2025年度技术改造奖补企业名单和审批表'), identity_number: NUMBER });
  Object.assign(kase, await handIn(page));
});

test('the clerk decides, and a reply without its files is not handed over', async () => {
  const { page } = clerk;
  await open(page, `/desk/cases/ledger?q=${encodeURIComponent(kase.number)}`);
  await page.locator('#results a.case-request').first().click();
  await page.waitForURL(/\/desk\/cases\/\d+(\?|$)/);
  kase.path = new URL(page.url()).pathname;
  await open(page, `${kase.path}/acts/confirmed`);
  await fill(page, CONFIRMED);
  await page.locator('main form button.btn-primary').click();
  await page.waitForURL(new RegExp(`${kase.path}(\\?|$)`));
  await open(page, `${kase.path}/decision/partly_granted`);
  await fill(page, {
    given: '企业名单和审批表第1、2页',
    'getting.form': '电子文档',
    is_enclosed: true,
    part: '审批表第3页',
    part_outcome: 'refused.process_information',
    part_reasons: WHY,
    part_kind: 'discussion',
    part_no_duty: 'yes',
  });
  await press(page, '保存处理决定');
  await leadsTo(page, () => page.getByRole('button', { name: /^拟写/ }).click());
  kase.letter = new URL(page.url()).pathname;
  await page.getByText('请上传要提供的文件').first().waitFor();
});

test('what is hidden in a file is told with its place, and a cleaned copy takes its place', async () => {
  const { page } = clerk;
  await open(page, `${kase.path}/enclosures`);
  await fill(page, { name: '2025年度技术改造奖补企业名单' });
  await page.locator('#files').setInputFiles({
    name: '名单.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: LEDGER,
  });
  await press(page, '添加');
  await page.getByText('工作表“底稿”第1行B列：身份证号码').first().waitFor();
  await page.getByText('工作表“底稿”：隐藏的工作表').first().waitFor();
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await hasNoSidewaysScroll(page);
    await picture(page, 'enclosures-found');
  }
  await isAccessible(page);
  await leadsTo(page, () => page.getByRole('button', { name: /用清理后的副本/ }).click());
  await page.getByText('检查没有发现问题').waitFor();
  await page.getByText('加密封存的完整原件').first().waitFor();
});

test('of what is given in part the whole is sealed beside the version given', async () => {
  const { page } = clerk;
  await page.getByText('部分提供或者不予提供的').click();
  await page.locator('form.wide-form [name=name]').fill('审批表');
  await page.locator('form.wide-form [name=given]').selectOption('in_part');
  await page.locator('form.wide-form [name=ground]').selectOption('refused.process_information');
  await page.locator('form.wide-form [name=reason]').fill(WHY);
  await page.locator('#files').setInputFiles(text('审批表.txt', '第1、2页'));
  await page.locator('#originals').setInputFiles(text('审批表全本.txt', '第1、2、3页'));
  await press(page, '添加');
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await hasNoSidewaysScroll(page);
    await picture(page, 'enclosures');
  }
  await isAccessible(page);
});

test('the letter lists them, and is reviewed item by item before it is signed', async () => {
  const { page } = clerk;
  await open(page, kase.letter);
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await hasNoSidewaysScroll(page);
    await picture(page, 'letter-enclosed');
  }
  await press(page, '送审');
  for (const login of ['hefa', 'shenhe', 'qianfa']) {
    const signer = await staff(demo.origin, login, { expected: [/422/] });
    await open(signer.page, kase.letter);
    const items = await signer.page.locator('[name=looked]').all();
    if (items.length > 0) {
      await items[0].check();
      await signer.page.getByRole('button', { name: /：同意$/ }).click();
      await signer.page.getByText('还没有勾选：审批表').first().waitFor();
      await picture(signer.page, 'letter-looked');
      for (const item of await signer.page.locator('[name=looked]').all()) await item.check();
    }
    await signer.page.getByRole('button', { name: /：同意$/ }).click();
    await signer.page.locator('.desk-flash').waitFor();
    await signer.close();
  }
  await open(page, kase.letter);
  await fill(page, { how: 'online' });
  await press(page, '登记送达');
  await page.getByText('送达已登记').waitFor();
});

test('the applicant receives two files, and reads why one page is withheld', async () => {
  const { page } = applicant;
  await track(page, kase);
  await page.getByText(WHY).waitFor();
  await page.getByText('条例第十六条第二款').first().waitFor();
  await hasNoSidewaysScroll(page);
  await picture(page, 'track-enclosed-large');
  // What looks for barriers is a script: it looks through the eyes of somebody who has them.
  const reader = await person(demo.origin, { viewport: PHONE });
  await reader.context.addCookies(await applicant.context.cookies());
  await open(reader.page, '/track/case');
  await isAccessible(reader.page);
  await reader.close();
  const fetched = async (name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const list = await fetched(/^附件1/);
  assert.equal(list.name, '名单.xlsx');
  assert.ok(!list.bytes.includes('底稿') && !list.bytes.includes(NUMBER));
  const form = await fetched(/^附件2/);
  assert.equal(form.bytes.toString(), '第1、2页');
  const all = await fetched('全部下载');
  assert.match(all.name, /\.zip$/);
  assert.ok(all.bytes.includes(Buffer.from('名单.xlsx')) && all.bytes.includes(Buffer.from('审批表.txt')));
  assert.ok(!all.bytes.includes(Buffer.from('第1、2、3页')), 'what is sealed stays here');
  await page.setViewportSize(DESKTOP);
  await open(page, '/display?size=normal&back=/track/case');
  assert.ok(await page.getByRole('heading', { name: /技术改造奖补企业名单/ }).isVisible(), 'back at the application, in its ordinary size');
  await picture(page, 'track-enclosed');
  await page.setViewportSize(PHONE);
  await picture(page, 'track-enclosed');
});

test('each fetch is on the record of the case', async () => {
  const { page } = clerk;
  await open(page, kase.letter);
  await page.getByText('申请人下载：名单.xlsx、审批表.txt').waitFor();
  await page.getByText(/申请人下载：名单\.xlsx$/).waitFor();
  await picture(page, 'letter-fetched');
});
