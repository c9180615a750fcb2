// The editor of a document: its tools by mouse and by keyboard, and what Word, Excel, a web page, plain text and a Word file
// become when they are taken in, up to the HTML that the public is shown.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, NARROW, open, PHONE, picture } from './support/browser.mjs';
import { EXCEL, PLAIN, WEB, WORD } from './support/clipboard.mjs';
import { startDemo } from './support/demo.mjs';
import { openNewDocument, press, staff } from './support/staff.mjs';

const NOTICE = fileURLToPath(new URL('../../crates/paper/src/documents/pasted/notice.docx', import.meta.url));
let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** The editor at a new document. */
async function editing(options = {}) {
  const editor = await staff(demo.origin, 'bianji', options);
  await openNewDocument(editor.page);
  return { ...editor, text: editor.page.locator('#body') };
}

/** What is written, as the form would send it. */
const written = (page) => page.locator('[name=body_html]').inputValue();

/** Types lines, each a paragraph, and selects all of it. */
async function type(page, text, lines) {
  await text.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  for (const [index, line] of lines.entries()) {
    if (index) await page.keyboard.press('Enter');
    await page.keyboard.insertText(line);
  }
  await page.keyboard.press('Control+a');
}

/** Pastes what a clipboard would hold, and waits until it has been read. */
async function paste(page, text, html, plain = 'x') {
  const read = page.waitForResponse((response) => response.url().endsWith('/desk/documents/reading'));
  await text.evaluate(
    (field, flavours) => {
      const clipboardData = new DataTransfer();
      for (const [type, value] of flavours) clipboardData.setData(type, value);
      field.focus();
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [
      ['text/html', html],
      ['text/plain', plain],
    ],
  );
  await read;
  await page.waitForFunction(() => !document.querySelector('[data-says]').textContent.startsWith('正在整理'));
}

/** Saves the document and gives the text as its page shows it. */
async function save(page, title) {
  // A tool gives the text its focus back with the next frame: what is filled in before that goes into the text.
  await page.waitForTimeout(100);
  await page.getByLabel('标题', { exact: false }).first().fill(title);
  await page.getByLabel('栏目').selectOption({ index: 2 });
  await page.getByLabel('法定类别（条例第二十条）').selectOption({ index: 1 });
  await page.getByLabel('成文日期').fill('2026-01-05');
  await press(page, '保存为新的一稿');
  const saved = page.locator('.document-body:not([contenteditable])').first();
  // What reads all of a kind does not wait for the page that answers.
  await saved.waitFor();
  return saved;
}

const texts = (place, selector) => place.locator(selector).allInnerTexts();

/** The cells of a rendered table, row by row. */
const cells = (place) =>
  place.locator('tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));

async function isClean(place) {
  const markup = await place.innerHTML();
  assert.doesNotMatch(markup, /style=|class="(?:Mso|xl)|<o:p|<span|<script|onclick|<img[^>]+src="(?!\/(?:desk\/)?pictures\/)|javascript:/i);
}

const tools = (page) => page.getByRole('toolbar', { name: '正文排版' });
const tool = (page, name) => tools(page).getByRole('button', { name, exact: true });

test('without scripts there are no tools, and plain paragraphs are written all the same', async () => {
  const { page, text, close } = await editing({ javaScript: false });
  assert.equal(await page.locator('[data-tools]').isVisible(), false);
  await text.fill('第一段 <b>\n\n第二段');
  const saved = await save(page, '没有脚本');
  assert.deepEqual(await texts(saved, ':scope > p'), ['第一段 <b>', '第二段']);
  await close();
});

test('each tool gives the text its form and takes it away again', async () => {
  // The editor's library says so when all of several paragraphs is deleted; nothing is lost by it.
  const { page, text, close } = await editing({ expected: [/TextSelection endpoint/] });
  const rounds = [
    ['一、标题', ['甲'], '<h2>甲</h2>'],
    ['（一）标题', ['甲'], '<h3>甲</h3>'],
    ['1. 标题', ['甲'], '<h4>甲</h4>'],
    ['加粗', ['甲'], '<p><strong>甲</strong></p>'],
    ['列表', ['甲', '乙'], '<ul><li><p>甲</p></li><li><p>乙</p></li></ul>'],
    ['编号', ['甲', '乙'], '<ol><li><p>甲</p></li><li><p>乙</p></li></ol>'],
    ['引文', ['甲', '乙'], '<blockquote><p>甲</p><p>乙</p></blockquote>'],
    ['右对齐', ['甲'], '<p class="right">甲</p>'],
  ];
  for (const [name, lines, html] of rounds) {
    await type(page, text, lines);
    assert.equal(await tool(page, name).getAttribute('aria-pressed'), 'false', name);
    await tool(page, name).click();
    assert.equal(await written(page), html, name);
    assert.equal(await tool(page, name).getAttribute('aria-pressed'), 'true', name);
    await tool(page, name).click();
    assert.equal(await written(page), lines.map((line) => `<p>${line}</p>`).join(''), `${name} pressed again`);
    await page.waitForFunction(() => document.activeElement.id === 'body');
  }
  await close();
});

test('a link asks for its address in the page and says what is wrong with it', async () => {
  const { page, text, close } = await editing();
  await type(page, text, ['条例']);
  await page.keyboard.press('Control+k');
  const address = page.getByLabel('网址');
  await address.fill('javascript:alert(1)');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('#link-fault').innerText(), /以 https:\/\/ 或者 http:\/\/ 开头/);
  await address.fill('https://www.gov.cn/a?b=1&c=2');
  await page.keyboard.press('Enter');
  assert.match(await written(page), /<a [^>]*href="https:\/\/www.gov.cn\/a\?b=1&amp;c=2"[^>]*>条例<\/a>/);
  await tool(page, '链接').click();
  assert.equal(await address.inputValue(), 'https://www.gov.cn/a?b=1&c=2');
  await page.getByRole('button', { name: '去掉链接' }).click();
  assert.equal(await written(page), '<p>条例</p>');
  await close();
});

test('a table grows, is merged, and keeps its head up to the page', async () => {
  const { page, text, close } = await editing();
  await text.click();
  await tool(page, '表格').click();
  for (const word of ['事项', '计划', '完成', '检查', '1']) {
    await page.keyboard.insertText(word);
    await page.keyboard.press('Tab');
  }
  await tool(page, '下方加行').click();
  await tool(page, '删除列').click();
  const rows = text.locator('tr');
  assert.equal(await rows.count(), 4);
  assert.equal(await rows.first().locator('th').count(), 2);
  const [from, to] = [rows.nth(2).locator('td').first(), rows.nth(3).locator('td').first()];
  await from.click();
  await to.click({ modifiers: ['Shift'] });
  await from.hover();
  await page.mouse.down();
  await to.hover();
  await page.mouse.up();
  await tool(page, '合并单元格').click();
  const saved = await save(page, '写一张表');
  assert.deepEqual(await texts(saved, 'thead th'), ['事项', '计划']);
  assert.equal(await saved.locator('td[rowspan="2"]').count(), 1);
  await close();
});

test('the tools are one stop of the Tab key, and the arrow keys move in them', async () => {
  const { page, text, close } = await editing();
  const here = () => page.evaluate(() => document.activeElement.textContent);
  await type(page, text, ['甲']);
  await tool(page, '正文').focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await here(), '重做', 'round the end');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.equal(await here(), '一、标题');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'body', 'out of it in one step');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await here(), '一、标题', 'and back to where one was');
  await page.keyboard.press('Enter');
  assert.equal(await written(page), '<h2>甲</h2>');
  await close();
});

test('Ctrl+B marks, and Ctrl+Z takes back whatever key, tool or paste did', async () => {
  const { page, text, close } = await editing();
  await type(page, text, ['甲乙']);
  await page.keyboard.press('Control+b');
  assert.equal(await written(page), '<p><strong>甲乙</strong></p>');
  await page.keyboard.press('Control+z');
  assert.equal(await written(page), '<p>甲乙</p>');
  await tool(page, '一、标题').click();
  await tool(page, '撤销').click();
  assert.equal(await written(page), '<p>甲乙</p>');
  await paste(page, text, WORD);
  assert.match(await written(page), /总体要求/);
  await page.keyboard.press('Control+z');
  assert.equal(await written(page), '<p>甲乙</p>');
  await close();
});

test('what a tool or a paste wrote counts as unsaved', async () => {
  for (const change of [(page) => tool(page, '列表').click(), (page, text) => paste(page, text, '<p>甲</p>')]) {
    const { page, text, close } = await editing();
    const kinds = [];
    page.on('dialog', (dialog) => {
      kinds.push(dialog.type());
      return dialog.accept();
    });
    // A browser asks only where somebody has been at work in the page.
    await text.click();
    await change(page, text);
    await open(page, '/desk');
    assert.deepEqual(kinds, ['beforeunload']);
    await close();
  }
});

test('what is refused comes back with everything that was written', async () => {
  const { page, text, close } = await editing({ expected: [/422/] });
  await paste(page, text, WORD);
  const before = await written(page);
  await press(page, '保存为新的一稿');
  assert.match(await page.title(), /^错误/);
  assert.deepEqual(await cells(text), [
    ['单位', '事项', '2024年'],
    ['受理', '办结'],
    ['孟津区', '公开|答复', '120', '60'],
    ['复议\n\n诉讼', ''],
    ['合计', '120', '60'],
  ]);
  assert.equal(await written(page), before);
  await close();
});

test('a text from Word comes in with its headings, numbers, lists and table, and what it hides is told', async () => {
  const { page, text, close } = await editing();
  await paste(page, text, WORD, '纯文本');
  const told = await page.locator('[data-says]').innerText();
  for (const words of ['删去的话', '新写的话', '隐藏的文字', '批注的内容', '有 1 张图片没有带来']) assert.ok(told.includes(words), words);
  await picture(page, 'desk-editor-pasted');
  const saved = await save(page, '关于从文档粘贴的通知');
  await isClean(saved);
  assert.deepEqual(await texts(saved, 'h2:not(.document-title)'), ['一、总体要求']);
  assert.deepEqual(await texts(saved, 'h3'), ['（一）工作目标']);
  const paragraphs = await texts(saved, ':scope > p');
  assert.equal(paragraphs[0], '为深入贯彻落实《中华人民共和国政府信息公开条例》，进一步推进基层政务公开，现就有关事项通知如下。');
  assert.equal(paragraphs[1], '（一）加强组织领导。各单位要明确责任人，按《条例》办理，比例为3~5%，以7~9天计。新写的话。');
  assert.equal(paragraphs[2], '第一条 为了规范公开工作，制定本办法。', 'a number of the law is part of its words');
  assert.deepEqual(await texts(saved, 'p > strong'), ['（一）加强组织领导。', '《条例》', '表1　办理情况']);
  assert.deepEqual(await texts(saved, 'ul > li > ul > li'), ['公开时限']);
  assert.equal(await saved.locator(':scope > ul > li').count(), 2);
  assert.deepEqual(await texts(saved, ':scope > ol > li'), ['登记', '答复']);
  assert.equal(await saved.getByRole('link', { name: '中国政府网' }).getAttribute('href'), 'https://www.gov.cn/a_b?x=1&y=2');
  assert.equal(await saved.locator('sub').innerText(), '2');
  assert.equal(await saved.locator('th').count(), 5);
  assert.equal(await saved.locator('th[rowspan="2"]').count(), 2);
  assert.doesNotMatch(await saved.innerText(), /删去的话|批注|隐藏|张1|Normal/);
  await close();
});

test('a block of a spreadsheet becomes a table, its title and note stand outside', async () => {
  const { page, text, close } = await editing();
  await paste(page, text, EXCEL, '文字');
  const saved = await save(page, '从表格粘贴');
  await isClean(saved);
  assert.deepEqual(await texts(saved, ':scope > p'), ['2024年依申请公开情况', '单位：件', '注：数据截至2024年12月31日。']);
  assert.deepEqual(await cells(saved), [
    ['项目', '数量', '占比'],
    ['予以公开', '1,024', '85.3%'],
    ['不予公开*注', '176', '14.7%'],
  ]);
  assert.equal(await saved.locator('thead th').count(), 3);
  await close();
});

test('a single cell is put in as words, in the line that one is in', async () => {
  const { page, text, close } = await editing();
  await text.click();
  await page.keyboard.insertText('共');
  await paste(page, text, '<table><tr><td class=xl65 align=right>1,024</td></tr></table>', '1,024');
  await page.keyboard.insertText('件');
  assert.equal(await written(page), '<p>共1,024件</p>');
  await close();
});

test('of a web page only words and structure come in', async () => {
  const { page, text, close } = await editing();
  await paste(page, text, WEB);
  const saved = await save(page, '从网页粘贴');
  await isClean(saved);
  assert.deepEqual(await texts(saved, 'h2:not(.document-title)'), ['政策解读']);
  assert.deepEqual(await texts(saved, 'h3'), ['一、背景']);
  assert.deepEqual(await texts(saved, ':scope > p'), ['第一段，重要。', '第二段见原文和附件。', '第三段 <b>不是标记</b> &lt; 完。']);
  assert.deepEqual(await texts(saved, 'strong'), ['重要。']);
  assert.deepEqual(await texts(saved, 'li'), ['甲', '乙']);
  assert.deepEqual(await texts(saved, 'blockquote'), ['引用的话']);
  const addresses = await saved.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  assert.deepEqual(addresses, ['https://www.henan.gov.cn/x.html']);
  await close();
});

test('plain text is pasted line by line, and no sign in it means anything', async () => {
  const { page, text, context, close } = await editing();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const lines = ['1. 不是编号', '- 横线', '# 井号', '**不加粗**', '<b>标签</b>', 'AT&T &amp; &copy;', '|甲|乙|', '[不是](链接)'];
  await page.evaluate((words) => navigator.clipboard.writeText(words), lines.join('\n'));
  await text.click();
  await page.keyboard.press('Control+V');
  const saved = await save(page, '特殊字符');
  const shown = (await saved.innerText()).split('\n').filter((line) => line.trim());
  for (const line of lines) assert.ok(shown.includes(line), `${line}: ${shown.join('|')}`);
  assert.ok(PLAIN);
  await close();
});

test('a Word file is taken in whole, its hidden words, changes and comments are told and left out', async () => {
  const { page, close } = await editing();
  const read = page.waitForResponse((response) => response.url().endsWith('/desk/documents/reading'));
  await page.getByLabel('从 Word 文件导入').setInputFiles(NOTICE);
  await read;
  await page.locator('[data-says] li').first().waitFor();
  const told = await page.locator('[data-says]').innerText();
  for (const words of ['作者', '批注', '隐藏的文字', '修订中删除的内容', '未接受的修订', '文本框']) assert.ok(told.includes(words), words);
  await isAccessible(page);
  await picture(page, 'desk-editor-choices');
  // Nothing is in the text yet, and ticked is only what Word shows.
  assert.doesNotMatch(await written(page), /就业补贴/);
  const says = page.locator('[data-says]');
  assert.deepEqual(
    await says.locator('input:checked').evaluateAll((boxes) => boxes.map((box) => box.closest('label').textContent.trim().split('（')[0])),
    ['未接受的修订', '文本框'],
  );
  await says.getByRole('button', { name: '放入正文' }).click();
  await says.getByText('下面的内容没有放进正文').waitFor();
  assert.ok((await says.innerText()).includes('页眉、页脚'));
  await picture(page, 'desk-editor-imported');
  const saved = await save(page, '关于发放就业补贴的通知');
  await isClean(saved);
  assert.deepEqual(await texts(saved, 'h3'), ['（一）个人', '（二）单位']);
  assert.deepEqual(await texts(saved, 'thead th'), ['对象', '标准（元/月）', '2025年', '2026年']);
  assert.deepEqual(await texts(saved, 'p.right'), ['某某县人力资源和社会保障局', '2026年3月10日']);
  assert.doesNotMatch(await saved.innerText(), /内部口径|3月底|再核对|讨论稿/);
  await close();
});

test('of what a Word file holds unseen exactly that is taken in which was ticked', async () => {
  const { page, close } = await editing();
  const says = page.locator('[data-says]');
  const choose = async () => {
    await page.getByLabel('从 Word 文件导入').setInputFiles(NOTICE);
    await says.getByRole('button', { name: '放入正文' }).waitFor();
  };
  await choose();
  await says.getByRole('button', { name: '不放入' }).click();
  await says.getByText('正文没有变化').waitFor();
  assert.doesNotMatch(await written(page), /就业补贴/);
  await choose();
  await says.getByLabel(/修订中删除的内容/).check();
  await says.getByLabel(/未接受的修订/).uncheck();
  await says.getByLabel(/批注/).check();
  await says.getByLabel(/批注/).press('Enter');
  const again = page.waitForResponse((response) => response.url().endsWith('/desk/documents/reading'));
  await says.getByRole('button', { name: '放入正文' }).click();
  await again;
  await says.getByText('下面的内容放进了正文').waitFor();
  const words = await written(page);
  assert.match(words, /3月底/);
  assert.match(words, /（批注：[^）]*再核对）/);
  assert.doesNotMatch(words, /4月30日|内部口径/);
  await close();
});

test('what can not be read is said at the text, with what to do', async () => {
  const { page, close } = await editing();
  const file = { name: '旧.docx', mimeType: 'application/msword', buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) };
  await page.getByLabel('从 Word 文件导入').setInputFiles(file);
  await page.getByText('另存为 DOCX').waitFor();
  await close();
});

for (const [name, viewport] of [['desktop', undefined], ['phone', PHONE], ['narrow', NARROW]]) {
  test(`axe finds nothing on the editor with its tools, and a finger meets each of them (${name})`, async () => {
    const { page, text, close } = await editing(viewport ? { viewport } : {});
    await paste(page, text, '<p><b>甲</b></p><table><tr><td>乙</td><td>1</td></tr></table>');
    await text.locator('td').first().click();
    await isAccessible(page);
    await hasNoSidewaysScroll(page);
    const boxes = await tools(page).locator('button').evaluateAll((all) => all.map((each) => each.getBoundingClientRect()));
    const sizes = boxes.map(({ width, height }) => Math.min(width, height));
    assert.equal(sizes.length, 25);
    // A control of the desk is 32 high; under a finger it is more.
    assert.ok(Math.min(...sizes) >= (viewport ? 36 : 32), sizes.join(' '));
    await picture(page, 'desk-editor');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await tools(page).isVisible(), false, 'nor on paper');
    await close();
  });
}
