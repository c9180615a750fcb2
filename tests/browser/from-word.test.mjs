// From Word to a page that three people answered for: what is imported is looked through first, what proofreading finds is put right or
// explained, three people on three accounts agree, and it stands on the page, in the feed and in table two. And the doors beside that
// road: each is shut and says why.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { WORD } from './support/clipboard.mjs';
import { BINARY, gongkai, startDemo } from './support/demo.mjs';
import { fill } from './support/desk.mjs';
import { openNewDocument, press, staff } from './support/staff.mjs';

const NOTICE = fileURLToPath(new URL('../../crates/paper/src/documents/pasted/notice.docx', import.meta.url));
const TITLE = '关于发放就业创业补贴的规定';
const REVIEWED = '经逐项审查，不涉及国家秘密、工作秘密和个人隐私，可以公开。';
let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** Waits until what was brought in has been read, and is told of. */
async function read(page, act) {
  const answer = page.waitForResponse((response) => response.url().endsWith('/desk/documents/reading'));
  await act();
  await answer;
  await page.waitForFunction(() => !document.querySelector('[data-says]').textContent.startsWith('正在整理'));
  return page.locator('[data-says]').innerText();
}

/** Pastes what Word puts on the clipboard, at the end of the text. */
async function pasteAtEnd(page, html) {
  await page.locator('#body').focus();
  await page.keyboard.press('Control+End');
  return read(page, () =>
    page.locator('#body').evaluate((field, words) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', words);
      clipboardData.setData('text/plain', 'x');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, html),
  );
}

/** The fields of the form beside the text. */
async function particulars(page, title) {
  await page.getByLabel('标题', { exact: false }).first().fill(title);
  await page.getByLabel('栏目').selectOption({ index: 2 });
  await page.getByLabel('法定类别（条例第二十条）').selectOption({ index: 1 });
  await page.getByLabel('成文日期').fill('2026-01-05');
}

const mainText = (page) => page.locator('main').innerText();

/** Explains whatever proofreading asks about. */
async function explainAll(page) {
  const asked = page.locator('.questions input[placeholder="为什么是对的"]');
  const count = await asked.count();
  for (let at = 0; at < count; at += 1) await asked.nth(at).fill('与印发的原件一致，已核对');
  if (count) await press(page, '记下说明');
  return count;
}

/** What a plain draft of this person says; its path. */
async function draft(page, title, body = '第一段，讲总体要求。') {
  await openNewDocument(page);
  await particulars(page, title);
  await page.getByLabel('正文', { exact: true }).fill(body);
  await press(page, '保存为新的一稿');
  return new URL(page.url()).pathname;
}

/** The levels that are left agree, up to the last. */
async function passes(path) {
  const reviewer = await staff(demo.origin, 'shenhe');
  await open(reviewer.page, path);
  await reviewer.page.getByLabel('审核和保密审查意见').fill(REVIEWED);
  await press(reviewer.page, '同意');
  await reviewer.close();
  const signer = await staff(demo.origin, 'qianfa');
  await open(signer.page, path);
  await press(signer.page, '同意');
  await signer.close();
}

/** Somebody past the page sends a form of this session to an address; what is said. */
async function sent(page, path, fields) {
  return page.evaluate(
    async ([address, pairs]) => {
      const csrf = document.querySelector('[name=csrf]').value;
      const answer = await fetch(address, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ csrf, ...pairs }) });
      const words = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main')?.textContent ?? '';
      return { status: answer.type === 'opaqueredirect' ? 303 : answer.status, words };
    },
    [path, fields],
  );
}

const version = (page) => page.locator('[name=version]').first().inputValue();

/** Whoever signs finds no way to publish, by the button or past it, and is told why. */
async function isShut(path, told, number) {
  const signer = await staff(demo.origin, 'qianfa', { expected: [/422/] });
  await open(signer.page, path);
  // The page says it, and so does the gate to whoever sends the form past the page.
  assert.equal(await signer.page.getByRole('button', { name: /^发布/ }).count(), 0, path);
  assert.match(await mainText(signer.page), told);
  const tried = await sent(signer.page, `${path}/publication`, { version: number });
  assert.equal(tried.status, 422, tried.words);
  assert.match(tried.words, told);
  await signer.close();
}

test('from Word to the page: looked through, proofread, passed by three, in page, feed and table two', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  await openNewDocument(page);
  const told = await read(page, () => page.getByLabel('从 Word 文件导入').setInputFiles(NOTICE));
  for (const words of ['作者', '批注', '隐藏的文字', '修订中删除的内容', '文本框']) assert.ok(told.includes(words), words);
  await page.locator('[data-says]').getByRole('button', { name: '放入正文' }).click();
  await page.locator('[data-says]').getByText('下面的内容没有放进正文').waitFor();
  await page.locator('#body').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('联系人身份证号11010519491231002X，施行日期为2026年2月30日。');
  const pasted = await pasteAtEnd(page, WORD);
  for (const words of ['删去的话', '隐藏的文字', '有 1 张图片没有带来']) assert.ok(pasted.includes(words), words);
  await particulars(page, TITLE);
  await press(page, '保存为新的一稿');
  const path = new URL(page.url()).pathname;

  // Proofreading: what blocks is named, and there is no way on before it is put right.
  const found = await mainText(page);
  for (const words of [/身份证/, /图片/]) assert.match(found, words);
  assert.equal(await page.getByRole('button', { name: '送审', exact: true }).count(), 0);
  await picture(page, 'from-word-proofread');
  await open(page, `${path}/draft`);
  const figures = page.locator('#body figure');
  // The picture that did not come along has its place; it is taken out, the one that did gets its words.
  const empty = figures.filter({ has: page.getByText('选择图片', { exact: true }) });
  assert.equal(await empty.count(), 1);
  await empty.getByRole('button', { name: '删去图片' }).click();
  await figures.first().getByLabel(/图片说明/).fill('补贴申领流程图');
  const last = page.locator('#body p').filter({ hasText: '联系人身份证号' });
  await last.click({ clickCount: 3 });
  await page.keyboard.insertText('本规定自2026年2月1日起施行。');
  await press(page, '保存为新的一稿');
  assert.doesNotMatch(await mainText(page), /11010519491231002X|缺图片/);

  // It is a 规范性文件 and says why it has no 解读: it counts in table two.
  await open(page, `${path}/life`);
  await fill(page, { norm: 'normative_document', exemption: '内容简明，不需要另作解读' });
  await press(page, '保存为新的一稿');
  await explainAll(page);
  await picture(page, 'from-word-before-submission');
  await isAccessible(page);
  await press(page, '送审');
  await editor.close();

  // Two more people, each on an account of their own.
  const reviewer = await staff(demo.origin, 'shenhe', { expected: [/422/] });
  await open(reviewer.page, path);
  await press(reviewer.page, '同意');
  assert.match(await mainText(reviewer.page), /保密审查/, 'the secrecy review says on what it rests');
  await reviewer.page.getByLabel('审核和保密审查意见').fill(REVIEWED);
  await press(reviewer.page, '同意');
  await reviewer.close();
  const signer = await staff(demo.origin, 'qianfa', { viewport: PHONE });
  await open(signer.page, `${path}/review`);
  await hasNoSidewaysScroll(signer.page);
  await picture(signer.page, 'from-word-to-sign');
  await press(signer.page, '同意并发布');

  await open(signer.page, path);
  const address = await signer.page.getByRole('link', { name: '查看网页' }).getAttribute('href');
  const visitor = await person(demo.origin);
  assert.equal(await open(visitor.page, address), 200);
  const body = visitor.page.locator('.prose').first();
  const words = await body.innerText();
  for (const line of ['本规定自2026年2月1日起施行。', '加强组织领导']) assert.ok(words.includes(line), line);
  assert.doesNotMatch(words, /内部口径|讨论稿|删去的话|隐藏|批注|11010519491231002X/);
  assert.doesNotMatch(await body.innerHTML(), /style=|class="Mso|<script|file:/i);
  assert.equal(await body.locator('img[alt="补贴申领流程图"]').count(), 1);
  assert.ok((await body.locator('td[rowspan="2"]').count()) >= 1, 'merged cells stay merged');
  await picture(visitor.page, 'from-word-page');
  const feed = await (await fetch(`${demo.origin}/feed.xml`)).text();
  assert.ok(feed.includes(TITLE), 'it stands in the feed');
  assert.doesNotMatch(feed, /内部口径|删去的话/);
  await visitor.close();

  await open(signer.page, '/desk/register?year=2026');
  await leadsTo(signer.page, () =>
    signer.page.locator('dl.facts div', { hasText: '行政规范性文件·本年制发件数' }).getByRole('link').click(),
  );
  assert.ok((await mainText(signer.page)).includes(TITLE), 'the number of table two opens into it');
  await signer.close();
});

test('what changes after the last level is judged anew: the text, a file of the same name, the time', async () => {
  const editor = await staff(demo.origin, 'bianji');
  const { page } = editor;
  const upload = async (words) => {
    await page.locator('#file').setInputFiles({ name: '清单.txt', mimeType: 'text/plain', buffer: Buffer.from(words) });
    await press(page, '上传');
  };
  const changes = {
    '改动正文的通知': async (path) => {
      await open(page, `${path}/draft`);
      await page.getByLabel('正文', { exact: true }).fill('三级审核以后改过的正文。');
      await press(page, '保存为新的一稿');
    },
    '换过附件的通知': async (path) => {
      await open(page, path);
      await leadsTo(page, () => page.getByRole('link', { name: '移除清单.txt' }).click());
      await press(page, '移除');
      await upload('换过的清单');
    },
    '改过时间的通知': async (path) => {
      await open(page, path);
      await leadsTo(page, () => page.getByRole('link', { name: /定时/ }).first().click());
      await page.getByLabel('定时发布').fill(`${new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)}T09:00`);
      await press(page, '保存为新的一稿');
    },
  };
  for (const [title, change] of Object.entries(changes)) {
    const path = await draft(page, title, '按照附件清单办理。');
    await upload('原来的清单');
    await explainAll(page);
    await press(page, '送审');
    await passes(path);
    const signer = await staff(demo.origin, 'qianfa');
    await open(signer.page, path);
    assert.equal(await signer.page.getByRole('button', { name: /^发布/ }).count(), 1, `${title}: all levels agreed`);
    await signer.close();
    await change(path);
    await open(page, path);
    await isShut(path, /尚未送审|尚未通过/, await version(page));
  }
  await editor.close();
});

test('a column below another has no hole, and nobody stands at two levels', async () => {
  const editor = await staff(demo.origin, 'bianji', { expected: [/422/, /403/] });
  const { page } = editor;
  await open(page, '/desk/columns/new');
  const parent = await page.getByLabel('上级栏目').locator('option').nth(2).getAttribute('value');
  await fill(page, { name: '下级栏目', slug: 'below-word', parent });
  await leadsTo(page, () => page.locator('main form button.btn-primary').first().click());
  await openNewDocument(page);
  await particulars(page, '下级栏目的通知');
  const child = page.locator('[name=column] option', { hasText: '下级栏目' });
  await page.getByLabel('栏目').selectOption(await child.getAttribute('value'));
  await page.getByLabel('正文', { exact: true }).fill('没有单独设置流程的栏目。');
  await press(page, '保存为新的一稿');
  const path = new URL(page.url()).pathname;
  // Without a chain of its own the one above it holds: it can't go out unreviewed.
  await isShut(path, /尚未送审/, await version(page));
  await press(page, '送审');

  // Whoever took the second level is not let to the third, nor its writer to any later one.
  const reviewer = await staff(demo.origin, 'shenhe', { expected: [/422/, /403/] });
  await open(reviewer.page, path);
  await reviewer.page.getByLabel('审核和保密审查意见').fill(REVIEWED);
  await press(reviewer.page, '同意');
  await open(page, path);
  const verdict = { version: await version(page), verdict: 'agreed', opinion: REVIEWED };
  await open(reviewer.page, path);
  for (const [who, told] of [[reviewer.page, /不在其中|同一人/], [page, /不在其中|同一人|本人编写/]]) {
    const again = await sent(who, `${path}/verdict`, verdict);
    assert.equal(again.status, 403, again.words);
    assert.match(again.words, told);
  }
  await reviewer.close();
  await editor.close();

  // And a chain with one person at the second and the third level is not set.
  const signer = await staff(demo.origin, 'qianfa', { expected: [/422/] });
  await open(signer.page, '/desk/review-chains/organ');
  const levels = signer.page.locator('fieldset.chain-level');
  for (const at of [1, 2]) {
    await levels.nth(at).locator('select').nth(1).selectOption('people');
    await levels.nth(at).locator('details').evaluate((one) => (one.open = true));
    for (const box of await levels.nth(at).locator('.chain-names input').all()) await box.uncheck();
    await levels.nth(at).getByLabel('示例·审核人').check();
  }
  await press(signer.page, '保存');
  assert.match(await mainText(signer.page), /各级不得由同一人办理/);
  await picture(signer.page, 'from-word-chain-refused');
  await signer.close();
});

test('neither the import nor the command line is a door past the review', async () => {
  const editor = await staff(demo.origin, 'bianji');
  await openNewDocument(editor.page);
  const before = await (await fetch(`${demo.origin}/feed.xml`)).text();
  await read(editor.page, () => editor.page.getByLabel('从 Word 文件导入').setInputFiles(NOTICE));
  await particulars(editor.page, '只是导入的通知');
  await press(editor.page, '保存为新的一稿');
  await isShut(new URL(editor.page.url()).pathname, /尚未送审/, await version(editor.page));
  await editor.close();
  assert.equal(await (await fetch(`${demo.origin}/feed.xml`)).text(), before, 'what was imported is not public');

  // The command line reads and judges a file and has no command that publishes one.
  const seen = JSON.parse(gongkai('document', 'read', NOTICE, '--json'));
  const kinds = new Set(seen.health.map(({ kind }) => kind));
  for (const kind of ['hidden_text', 'deletion', 'insertion', 'comment', 'author', 'text_box']) assert.ok(kinds.has(kind), kind);
  assert.match(seen.html, /rowspan="2"/);
  assert.equal(seen.images, 1);
  for (const act of ['publish', 'import', 'create']) {
    assert.throws(() => execFileSync(BINARY, ['document', act, NOTICE], { stdio: 'pipe' }), (error) => {
      assert.notEqual(error.status, 0);
      return true;
    });
  }
});
