// The editor of a document: its toolbar by mouse and by keyboard, and what Word, Excel, a web page and plain text become
// when they are pasted, up to the HTML that the site makes of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, NARROW, open, PHONE, picture } from './support/browser.mjs';
import { EXCEL, PLAIN, WEB, WORD } from './support/clipboard.mjs';
import { startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';

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
  await open(editor.page, '/desk/documents/new');
  return { ...editor, area: editor.page.locator('#body') };
}

/** Writes a text and selects a stretch of it, both named by the text itself. */
async function select(area, text, words = '') {
  await area.fill(text);
  const start = words ? text.indexOf(words) : text.length;
  await area.evaluate((field, [from, to]) => field.setSelectionRange(from, to), [start, start + words.length]);
}

/** The text of the area with its selection in brackets. */
const state = (area) =>
  area.evaluate(({ value, selectionStart: start, selectionEnd: end }) =>
    [value.slice(0, start), '⟦', value.slice(start, end), '⟧', value.slice(end)].join(''),
  );

/** Pastes what a clipboard would hold; tells whether the page took it over from the browser. */
const paste = (area, html, text = '') =>
  area.evaluate(
    (field, flavours) => {
      const clipboardData = new DataTransfer();
      for (const [type, value] of flavours) if (value) clipboardData.setData(type, value);
      field.focus();
      return !field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [
      ['text/html', html],
      ['text/plain', text],
    ],
  );

/** Opens the preview and gives the rendered text. */
async function preview(page) {
  await page.getByRole('button', { name: '预览正文' }).click();
  await page.locator('#preview .document-body').waitFor();
  return page.locator('#preview .document-body');
}

/** Saves the document and gives the text as its page shows it. */
async function save(page, title) {
  await page.getByLabel('标题').fill(title);
  await page.getByLabel('栏目').selectOption({ index: 2 });
  await page.getByLabel('法定类别（条例第二十条）').selectOption({ index: 1 });
  await page.getByLabel('成文日期').fill('2026-01-05');
  await press(page, '保存为新版本');
  return page.locator('.document-body').first();
}

const texts = (place, selector) => place.locator(selector).allInnerTexts();

/** The cells of a rendered table, row by row. */
const cells = (place) =>
  place.locator('tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));

async function isClean(place) {
  const markup = await place.innerHTML();
  assert.doesNotMatch(markup, /style=|class="(?:Mso|xl)|<o:p|<span|<script|onclick|<img|javascript:/i);
}

const button = (page, name) => page.getByRole('toolbar', { name: '正文排版' }).getByRole('button', { name, exact: true });

test('without scripts there is no toolbar, and the text can be written all the same', async () => {
  const editor = await editing({ javaScript: false });
  assert.equal(await editor.page.locator('.marks').isVisible(), false);
  assert.ok(await editor.area.isEditable());
  await editor.close();
});

test('each button of the toolbar puts its mark and takes it away again', async () => {
  const { page, area, close } = await editing();
  const rounds = [
    ['小标题', '甲\n乙\n丙', '乙', '甲\n⟦## 乙⟧\n丙', '甲\n⟦乙⟧\n丙'],
    ['加粗', '甲乙丙', '乙', '甲**⟦乙⟧**丙', '甲⟦乙⟧丙'],
    ['列表', '甲\n乙', '甲\n乙', '⟦- 甲\n- 乙⟧', '⟦甲\n乙⟧'],
    ['编号', '甲\n\n乙', '甲\n\n乙', '⟦1. 甲\n\n2. 乙⟧', '⟦甲\n\n乙⟧'],
    ['引用', '甲\n\n乙', '甲\n\n乙', '⟦> 甲\n>\n> 乙⟧', '⟦甲\n\n乙⟧'],
    ['链接', '见条例全文', '条例', '见[条例](⟦网址⟧)全文', '见⟦条例⟧全文'],
  ];
  for (const [name, text, words, on, off] of rounds) {
    await select(area, text, words);
    assert.equal(await button(page, name).getAttribute('aria-pressed'), 'false', name);
    await button(page, name).click();
    assert.equal(await state(area), on, name);
    assert.equal(await button(page, name).getAttribute('aria-pressed'), 'true', name);
    await button(page, name).click();
    assert.equal(await state(area), off, `${name} pressed again`);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'body', 'the text keeps the focus');
  }
  await close();
});

test('a table comes as a pattern to fill in, and grows by a row when the button is pressed in it', async () => {
  const { page, area, close } = await editing();
  await select(area, '前文');
  await button(page, '表格').click();
  assert.equal(await state(area), '前文\n\n| ⟦项目⟧ | 内容 |\n| --- | --- |\n|  |  |');
  await button(page, '表格').click();
  assert.equal(await state(area), '前文\n\n| 项目 | 内容 |\n| --- | --- |\n| ⟦⟧ |  |\n|  |  |');
  assert.equal(await (await preview(page)).locator('tr').count(), 3);
  await close();
});

test('a mark never runs on into the words beside it', async () => {
  const { page, area, close } = await editing();
  await select(area, '甲。乙', '甲。');
  await button(page, '加粗').click();
  assert.equal(await state(area), '**⟦甲⟧**。乙', 'stars after the full stop would not be read as bold');
  assert.deepEqual(await texts(await preview(page), 'strong'), ['甲']);
  await select(area, '甲\n乙', '甲');
  await button(page, '列表').click();
  assert.equal(await state(area), '⟦- 甲⟧\n\n乙', 'the next line is no part of the list');
  await select(area, '1. 甲\n乙');
  await button(page, '编号').click();
  assert.equal(await state(area), '1. 甲\n2. 乙⟦⟧', 'and a list goes on counting');
  await close();
});

test('the toolbar is one stop of the Tab key, and the arrow keys move in it', async () => {
  const { page, area, close } = await editing();
  const here = () => page.evaluate(() => document.activeElement.textContent);
  await select(area, '甲', '甲');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await here(), '小标题');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await here(), '表格', 'round the end');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.equal(await here(), '加粗');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'body', 'out of it in one step');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await here(), '加粗', 'and back to where one was');
  await page.keyboard.press('Enter');
  assert.equal(await state(area), '**⟦甲⟧**');
  await close();
});

test('Ctrl+B and Ctrl+K mark, and Ctrl+Z takes back whatever button, key or paste did', async () => {
  const { page, area, close } = await editing();
  await select(area, '甲乙', '甲');
  await page.keyboard.press('Control+b');
  assert.equal(await state(area), '**⟦甲⟧**乙');
  await page.keyboard.press('Control+z');
  assert.equal(await area.inputValue(), '甲乙');
  await select(area, '甲乙', '乙');
  await page.keyboard.press('Control+k');
  assert.equal(await state(area), '甲[乙](⟦网址⟧)');
  await page.keyboard.press('Control+z');
  await button(page, '小标题').click();
  assert.equal(await area.inputValue(), '## 甲乙');
  await page.keyboard.press('Control+z');
  assert.equal(await area.inputValue(), '甲乙');
  await paste(area, WORD);
  assert.match(await area.inputValue(), /总体要求/);
  await page.keyboard.press('Control+z');
  assert.equal(await area.inputValue(), '甲乙');
  await close();
});

test('at the end of bold words Ctrl+B goes on plain', async () => {
  const { page, area, close } = await editing();
  await area.focus();
  await page.keyboard.press('Control+b');
  await page.keyboard.insertText('重点');
  await page.keyboard.press('Control+b');
  await page.keyboard.insertText('其余');
  assert.equal(await area.inputValue(), '**重点**其余');
  await close();
});

test('what a button or a paste wrote counts as unsaved', async () => {
  for (const change of [(page) => button(page, '列表').click(), (_, area) => paste(area, '<p>甲</p>')]) {
    const { page, area, close } = await editing();
    const kinds = [];
    page.on('dialog', (dialog) => {
      kinds.push(dialog.type());
      return dialog.accept();
    });
    // A browser asks only where somebody has been at work in the page.
    await area.click();
    await change(page, area);
    await open(page, '/desk');
    assert.deepEqual(kinds, ['beforeunload']);
    await close();
  }
});

test('a text from Word comes in with its headings, numbers, lists and table, and without anything else', async () => {
  const { page, area, close } = await editing();
  assert.ok(await paste(area, WORD, '纯文本'));
  assert.match(await page.getByRole('status').innerText(), /有 1 张图片没有录入.*附件.*合并的单元格已拆开/);
  await picture(page, 'desk-editor-pasted');
  const shown = await preview(page);
  await isClean(shown);
  const saved = await save(page, '关于从文档粘贴的通知');
  await isClean(saved);
  assert.deepEqual(await texts(saved, 'h2:not(.document-title)'), ['一、总体要求']);
  assert.deepEqual(await texts(saved, 'h3'), ['（一）工作目标']);
  const paragraphs = await texts(saved, ':scope > p');
  assert.equal(paragraphs[0], '为深入贯彻落实《中华人民共和国政府信息公开条例》，进一步推进基层政务公开，现就有关事项通知如下。');
  assert.equal(paragraphs[1], '（一）加强组织领导。各单位要明确责任人，按《条例》办理，比例为3~5%，以7~9天计。新写的话。');
  assert.equal(paragraphs[2], '第一条 为了规范公开工作，制定本办法。', 'a number of the law is part of its words');
  assert.deepEqual(await texts(saved, 'p > strong'), ['（一）加强组织领导', '条例', '表1　办理情况']);
  assert.deepEqual(await texts(saved, 'ul > li > ul > li'), ['公开时限']);
  assert.equal(await saved.locator(':scope > ul > li').count(), 2);
  assert.deepEqual(await texts(saved, ':scope > ol > li'), ['登记', '答复']);
  assert.ok(paragraphs.includes('1. 手写的编号，CO2排放\n联系电话：0379-67910000，网址中国政府网'), paragraphs.join('|'));
  assert.equal(await saved.getByRole('link', { name: '中国政府网' }).getAttribute('href'), 'https://www.gov.cn/a_b?x=1&y=2');
  assert.equal(await saved.locator('sub').innerText(), '2');
  assert.deepEqual(await cells(saved), [
    ['单位', '事项', '2024年 受理', '2024年 办结'],
    ['孟津区', '公开|答复', '120', '60'],
    ['孟津区', '复议\n诉讼', '', ''],
    ['合计', '', '120', '60'],
  ]);
  assert.equal(await saved.locator('th').count(), 4);
  assert.doesNotMatch(await saved.innerText(), /删去的话|批注|隐藏|张1|Normal/);
  await close();
});

test('a block of a spreadsheet becomes a table, its title and note stand outside', async () => {
  const { page, area, close } = await editing();
  await area.fill('办理情况见下表。');
  await paste(area, EXCEL, '文字');
  assert.equal(
    await area.inputValue(),
    [
      '办理情况见下表。\n',
      '2024年依申请公开情况\n',
      '单位：件\n',
      '| 项目 | 数量 | 占比 |',
      '| - | - | - |',
      '| 予以公开 | 1,024 | 85.3% |',
      '| 不予公开\\*注 | 176 | 14.7% |\n',
      '注：数据截至2024年12月31日。',
    ].join('\n'),
  );
  assert.equal(await page.getByRole('status').innerText(), '');
  const saved = await save(page, '从表格粘贴');
  await isClean(saved);
  assert.deepEqual(await cells(saved), [
    ['项目', '数量', '占比'],
    ['予以公开', '1,024', '85.3%'],
    ['不予公开*注', '176', '14.7%'],
  ]);
  await close();
});

test('a single cell is put in as words, in the middle of a line', async () => {
  const { area, close } = await editing();
  await select(area, '共件', '');
  await area.evaluate((field) => field.setSelectionRange(1, 1));
  await paste(area, '<table><tr><td class=xl65 align=right>1,024</td></tr></table>', '1,024');
  assert.equal(await state(area), '共1,024⟦⟧件');
  await close();
});

test('of a web page only words and structure come in', async () => {
  const { page, area, close } = await editing();
  await paste(area, WEB);
  assert.match(await page.getByRole('status').innerText(), /有 1 张图片没有录入/);
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

test('of what is pasted no style and no handler reaches the parser under its own name', async () => {
  const { page, area, close } = await editing();
  await page.evaluate(() => {
    const parse = DOMParser.prototype.parseFromString;
    DOMParser.prototype.parseFromString = function (...source) {
      const parsed = parse.apply(this, source);
      const names = [...parsed.querySelectorAll('*')].flatMap((element) => element.getAttributeNames());
      globalThis.parsed = [...(globalThis.parsed ?? []), ...names];
      return parsed;
    };
  });
  for (const source of [WEB, WORD, EXCEL, `<p title=a'b onclick=x() lang='c'>甲<b/onfocus='y()'style=z>乙</b></p>`]) await paste(area, source);
  const names = await page.evaluate(() => globalThis.parsed);
  assert.deepEqual(names.filter((name) => name === 'style' || name.startsWith('on')), []);
  for (const name of ['data-style', 'data-onclick', 'data-onfocus', 'lang', 'title']) assert.ok(names.includes(name), name);
  await close();
});

test('what a browser says of a document that is only parsed is no trouble, and what it says of the page is', async () => {
  const { page, troubles, close } = await editing();
  const words = '<p style="color: red" onclick="x()">甲</p>';
  await page.evaluate((source) => void new DOMParser().parseFromString(source, 'text/html'), words);
  assert.deepEqual(troubles, []);
  await page.evaluate((source) => document.body.insertAdjacentHTML('beforeend', source), words);
  await page.evaluate(() => document.body.lastElementChild.click());
  const said = troubles.splice(0).join();
  for (const what of [/inline style/, /inline event handler/]) assert.match(said, what);
  await page.evaluate((source) => {
    const { body } = new DOMParser().parseFromString(source, 'text/html');
    document.body.append(...body.children);
    document.body.lastElementChild.click();
  }, words);
  // Some versions complain of its handler again, newer ones only while it was parsed; in none may it run.
  const brought = troubles.splice(0).filter((said) => !said.includes('inline event handler'));
  assert.deepEqual(brought, [], 'what was parsed runs nothing when it is brought into the page');
  await close();
});

test('signs that mean something in Markdown come out of the page as they were pasted', async () => {
  const { page, area, close } = await editing();
  const lines = [
    ...['1. 不是编号', '1) 也不是', '- 横线', '+ 加号', '* 星号', '# 井号', '> 大于', '---', '===', '***', '```', '~~~'],
    ...['_下划线_ 和 snake_case', '**不加粗**', '3*5*7', '3~5天，7~9天', '3%~5%，7%~9%', '~不删~ ~~不删~~', '`代码`'],
    ...['[不是](链接) [1] 〔2024〕1号', '![图](x)', '<b>标签</b> <某某>', '1 < 2 & 3 > 2', 'AT&T &amp; &copy; &#65;'],
    ...['a|b', '| 甲 | 乙 |', '反斜线\\*与\\', 'http://a.cn/b_c_d?x=1&y=2', '100% $5 ^ {x} 1.5'],
  ];
  const escaped = lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  await paste(area, escaped.map((line) => `<p>${line}</p>`).join('\n'));
  const plain = ['snake_case', '1 < 2 & 3 > 2', 'http://a.cn/b_c_d?x=1&y=2', '100% $5 ^ {x} 1.5', 'a|b', '〔2024〕1号', '3~5天，7~9天'];
  for (const words of plain) assert.ok((await area.inputValue()).includes(words), `${words} needs no backslash`);
  const saved = await save(page, '特殊字符');
  assert.deepEqual(await saved.locator(':scope > p').allInnerTexts(), lines);
  // The same signs as table cells and as items of a list.
  await open(page, '/desk/documents/new');
  const rows = escaped.map((line) => `<tr><td>${line}</td><td>x</td></tr>`);
  await paste(area, `<table><tr><th>甲</th><th>乙</th></tr>${rows.join('')}</table>`);
  await paste(area, `<ul>${escaped.map((line) => `<li>${line}</li>`).join('')}</ul>`);
  const shown = await preview(page);
  assert.deepEqual((await cells(shown)).slice(1).map(([first]) => first), lines);
  assert.deepEqual(await texts(shown, 'li'), lines);
  await close();
});

test('plain text is left to the browser, and Ctrl+Shift+V pastes it even where the clipboard holds more', async () => {
  const { page, area, context, close } = await editing();
  assert.equal(await paste(area, '', PLAIN), false, 'nothing is taken over');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async (text) => {
    const blob = (type, value) => new Blob([value], { type });
    const item = { 'text/plain': blob('text/plain', text), 'text/html': blob('text/html', '<h2>另一个样子</h2>') };
    await navigator.clipboard.write([new ClipboardItem(item)]);
  }, PLAIN);
  await area.focus();
  await page.keyboard.press('Control+Shift+V');
  assert.equal(await area.inputValue(), PLAIN);
  await area.fill('');
  await page.keyboard.press('Control+V');
  assert.equal(await area.inputValue(), '## 另一个样子');
  await close();
});

for (const [name, viewport] of [['desktop', undefined], ['phone', PHONE], ['narrow', NARROW]]) {
  test(`axe finds nothing on the editor with its toolbar, and a finger meets each button (${name})`, async () => {
    const { page, area, close } = await editing(viewport ? { viewport } : {});
    await paste(area, '<p><b>甲</b><img src="data:,"></p>');
    await area.evaluate((field) => field.setSelectionRange(3, 3));
    await isAccessible(page);
    await hasNoSidewaysScroll(page);
    const boxes = await page.locator('.marks button').evaluateAll((all) => all.map((each) => each.getBoundingClientRect()));
    const sizes = boxes.map(({ width, height }) => Math.min(width, height));
    assert.equal(sizes.length, 7);
    // A control of the desk is 32 high; under a finger it is more.
    assert.ok(Math.min(...sizes) >= (viewport ? 36 : 32), sizes.join(' '));
    await picture(page, 'desk-editor');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.marks').isVisible(), false, 'nor on paper');
    await close();
  });
}
