// Cases at the desk as one looks at them: rows of 36, the act second on a phone, letters signed and sent back one after the other
// on a phone, and the board and the register on paper.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { pause, submit, visitor } from './support/applicant.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, open, PHONE, picture } from './support/browser.mjs';
import { scratch, startDemo } from './support/demo.mjs';
import { CONFIRMED, begin, openCase, record, workingDays } from './support/desk.mjs';
import { wordsOf } from './support/paper.mjs';
import { press, staff } from './support/staff.mjs';

const QUEUE = '/desk/cases/letters';
const REQUESTS = ['孟津区2025年度政府信息公开工作要点全文', '滨河路改造工程招标文件', '园区危险化学品企业应急预案全文'];

let demo;
let desk;
let folder;
const cases = [];

before(async () => {
  folder = scratch();
  demo = await startDemo({ day: '2026-03-02' });
  desk = workingDays(demo);
  const clerk = await desk.at('jingban');
  for (const request of REQUESTS) {
    const form = await visitor(demo.origin);
    // Nobody fills in a form in less than two seconds, and the program knows.
    await pause(2500);
    const { number } = await submit(demo.origin, form, request);
    const path = await openCase(clerk, number);
    await record(clerk, path, 'confirmed', CONFIRMED);
    cases.push({ number, path, request });
  }
});

after(async () => {
  await desk?.leave();
  await closeBrowser();
  await demo?.stop();
  folder?.remove();
});

test('a row of one line is 36 pixels high', async (t) => {
  const page = await desk.at('jingban');
  await page.setViewportSize(DESKTOP);
  for (const path of ['/desk/cases', '/desk/cases/ledger']) {
    await t.test(path, async () => {
      await open(page, path);
      const heights = await page
        .locator('main table.table tbody tr')
        .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
      // One line, or one with a second line under it; nothing in between.
      const isRow = (height) => Math.abs(height - 36) <= 0.5 || height >= 50;
      assert.ok(heights.some((height) => height < 50) && heights.every(isRow), `${heights} px`);
    });
  }
});

test('on a phone what is to be done stands right under the request', async () => {
  const page = await desk.at('jingban');
  await page.setViewportSize(PHONE);
  await open(page, cases[0].path);
  const tops = {};
  for (const [name, part] of Object.entries({ title: 'h1', act: '.case-now .btn-primary', request: '#request', course: '.course', others: '#others' })) {
    tops[name] = await page.locator(part).first().evaluate((box) => box.getBoundingClientRect().top + scrollY);
  }
  const order = Object.keys(tops).sort((left, right) => tops[left] - tops[right]);
  assert.deepEqual(order, ['title', 'act', 'request', 'course', 'others'], JSON.stringify(tops));
  assert.ok(tops.act < PHONE.height, 'without scrolling');
  await page.setViewportSize(DESKTOP);
});

/** What is pressed with a thumb is tall enough, and lies within the screen's width. */
async function isPressable(button) {
  const box = await button.boundingBox();
  assert.ok(box.height >= 44 && box.x >= 0 && box.x + box.width <= PHONE.width, JSON.stringify(box));
}

test('a signer on a phone opens the queue, reads, agrees, goes on and sends back', async (t) => {
  const clerk = await desk.at('jingban');
  const reasons = ['需要向多个部门逐一核实', '需要检索的档案较多'];
  const letters = [];
  for (const [place, reason] of reasons.entries()) {
    letters.push(await begin(clerk, cases[place].path, 'extension', { days: '20', reasons: reason }));
  }
  letters.push(await begin(clerk, cases[2].path, 'correction', { items: '请写明哪一家企业', respond_by: '2026-03-20' }));
  for (const letter of letters) {
    await open(clerk, letter);
    await press(clerk, '送审');
  }
  const { page, close } = await staff(demo.origin, 'qianfa', { viewport: PHONE, expected: [/422/] });
  await open(page, '/desk');
  await open(page, QUEUE);
  const card = page.locator('.queue-card');
  const of = (left) => page.getByText(`第 1 份，共 ${left} 份`).waitFor();
  await of(3);
  await t.test('the card tells request, old and new day, reason', async () => {
    const words = (await card.innerText()).replace(/\s/g, '');
    for (const told of [REQUESTS[0], '原期限2026年3月30日', '新期限2026年4月28日', '延长20个工作日', reasons[0]]) {
      assert.ok(words.includes(told.replace(/\s/g, '')), `${told}: ${words}`);
    }
    await hasNoSidewaysScroll(page);
    await isAccessible(page);
    await picture(page, 'queue-phone');
    for (const name of [/：同意$/, '退回']) await isPressable(card.getByRole('button', { name }));
  });
  await t.test('the whole letter is a tap away, and so is the way back', async () => {
    await leadsTo(page, () => card.getByRole('link', { name: '看全文' }).click());
    assert.equal(new URL(page.url()).pathname, letters[0]);
    await hasNoSidewaysScroll(page);
    assert.match((await page.locator('main').innerText()).replace(/\s/g, ''), /延期答复告知书/);
    await leadsTo(page, () => page.goBack());
    await of(3);
  });
  await t.test('the next one may be looked at first', async () => {
    await leadsTo(page, () => card.getByRole('link', { name: '先看下一份' }).click());
    assert.match(await card.innerText(), new RegExp(REQUESTS[1]));
    await open(page, QUEUE);
  });
  await t.test('agreed to, the next one follows', async () => {
    await leadsTo(page, () => card.getByRole('button', { name: /：同意$/ }).click());
    await page.locator('.desk-flash').waitFor();
    await of(2);
    assert.match(await card.innerText(), new RegExp(REQUESTS[1]));
  });
  await t.test('sent back without a word it asks for one, and keeps the card', async () => {
    await leadsTo(page, () => card.getByRole('button', { name: '退回' }).click());
    await card.getByText('请写明退回的原因').first().waitFor();
    assert.match(await card.innerText(), new RegExp(REQUESTS[1]));
    const opinion = card.locator('[name=opinion]');
    assert.ok(await opinion.isVisible(), 'the field is unfolded');
    await hasNoSidewaysScroll(page);
    await picture(page, 'queue-phone-refused');
    await opinion.fill('理由要写明检索哪些档案');
    await leadsTo(page, () => card.getByRole('button', { name: '退回' }).click());
    await of(1);
  });
  await t.test('the last one leaves the queue empty', async () => {
    assert.match(await card.innerText(), /请写明哪一家企业/);
    await leadsTo(page, () => card.getByRole('button', { name: /：同意$/ }).click());
    await page.getByText('没有等您审查或者签发的文书').waitFor();
    await picture(page, 'queue-phone-empty');
  });
  await close();
  await open(clerk, letters[1]);
  await clerk.getByText('理由要写明检索哪些档案').first().waitFor();
  await open(clerk, letters[0]);
  await clerk.getByText('登记送达').first().waitFor();
});

/** The page as its reader prints it: where its sheets lie, and what stands on them. */
async function printed(page, path, name) {
  await page.setViewportSize(DESKTOP);
  await open(page, path);
  const file = join(folder.folder, `${name}.pdf`);
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  const shots = process.env.GONGKAI_SCREENSHOTS;
  if (shots) execFileSync('pdftoppm', ['-r', '60', '-png', file, join(shots, `print-${name}`)]);
  const told = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  const [, width, height] = told.match(/Page size:\s+([\d.]+) x ([\d.]+)/).map(Number);
  return { width, height, pages: Number(told.match(/Pages:\s+(\d+)/)[1]), words: wordsOf(file) };
}

test('register and board are printed on A4 turned, with every column and nothing of the frame', async (t) => {
  const page = await desk.at('jingban');
  const columns = {
    register: ['/desk/cases/register?year=2026', ['序号', '编号', '收到申请之日', '申请人', '类别', '申请内容', '经办人', '状态', '处理结果', '发文字号', '答复、期限']],
    board: ['/desk/cases', ['编号', '申请内容', '申请人', '状态', '经办', '期限']],
  };
  for (const [name, [path, heads]] of Object.entries(columns)) {
    await t.test(name, async () => {
      const { width, height, words, pages } = await printed(page, path, name);
      assert.ok(Math.abs(width - 842) < 2 && Math.abs(height - 595) < 2, `${width} x ${height}`);
      assert.equal(pages, 1, 'three cases stand on one sheet');
      for (const told of [...heads, ...cases.map((one) => one.number), ...cases.map((one) => one.request)]) {
        assert.ok(words.includes(told), `${told}: ${words}`);
      }
      for (const gone of ['退出', '换年度', '打印登记表', '保存当前条件', '登记申请']) {
        assert.ok(!words.includes(gone), `${gone} is no matter of paper`);
      }
    });
  }
  await t.test('case', async () => {
    const { width, height, words } = await printed(page, cases[0].path, 'case');
    assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} x ${height}`);
    assert.ok(words.includes(cases[0].number) && words.includes(cases[0].request));
    assert.ok(!words.includes('退出'));
  });
});
