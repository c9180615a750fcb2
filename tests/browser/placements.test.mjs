// One document on its way to the official account and back: meant for it, reviewed with it, waiting in 今天要发, copied, its link pasted
// back (a wrong one is refused with everything kept), in the register, withdrawn, to be taken down, gone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { fill } from './support/desk.mjs';
import { openNewDocument, press, staff } from './support/staff.mjs';

const ACCOUNT = '开发区微信公众号';
const TITLE = '助企政策兑现有关事项的通知';
const BODY = '每户补贴三千元，六月底前申报。';
const LINK = 'https://mp.weixin.qq.com/s?__biz=MzA5MTIzNDU2Nw==&mid=2650000001&idx=1&sn=9f8e7d';

let demo;
let editor;
let signer;
/** Paths that are known as the story goes. */
const story = {};

before(async () => {
  demo = await startDemo();
  editor = await staff(demo.origin, 'bianji', { expected: [/422/] });
  signer = await staff(demo.origin, 'qianfa', { expected: [/422/] });
});

after(async () => {
  try {
    await editor?.close();
    await signer?.close();
  } finally {
    await closeBrowser();
    await demo?.stop();
  }
});

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

/** The page at a desk and on a phone. */
async function looks(page, name) {
  await picture(page, name);
  await isAccessible(page);
  await page.setViewportSize(PHONE);
  await picture(page, name);
  await hasNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

step('an account is set up, with its particulars and the menu of the seed', async () => {
  const { page } = signer;
  await open(page, '/desk/outlets/new');
  await fill(page, { kind: 'official_account', name: ACCOUNT });
  await press(page, '新建');
  await leadsTo(page, () => page.getByRole('link', { name: `${ACCOUNT}的资料和保管` }).click());
  story.account = new URL(page.url()).pathname;
  await fill(page, { original_id: '1a2b3c', biz: 'MzA5MTIzNDU2Nw==', holder: '办公室 示例甲' });
  await press(page, '保存');
  assert.ok(await page.getByText('原始ID以 gh_ 开头').first().isVisible());
  assert.equal(await page.getByLabel('管理员手机由谁保管').inputValue(), '办公室 示例甲', 'what was typed is kept');
  await fill(page, { original_id: 'gh_1a2b3c' });
  await press(page, '保存');
  await looks(page, 'desk-account');
  await leadsTo(page, () => page.getByRole('link', { name: '交接单' }).click());
  await looks(page, 'desk-custody');

  await open(page, story.account.replace('account', 'menu'));
  const cells = [
    ['1', '园区动态'],
    ['2-1', '助企政策'],
    ['2-2', '服务承诺'],
    ['2-3', '中介超市'],
    ['3', '联系我们'],
  ];
  for (const [place, label] of cells) {
    await page.locator(`[name="label-${place}"]`).fill(label);
    await page.locator(`[name="address-${place}"]`).fill('https://www.example.gov.cn/columns/park');
  }
  await page.locator('[name="label-2"]').fill('企业服务专区');
  await press(page, '保存');
  assert.ok(await page.getByText('“企业服务专区”太长').first().isVisible());
  assert.equal(await page.locator('[name="label-2-3"]').inputValue(), '中介超市');
  await page.locator('[name="label-2"]').fill('企业专区');
  await looks(page, 'desk-menu');
  await press(page, '保存');
  assert.ok(await page.getByRole('cell', { name: '中介超市' }).isVisible());
  await looks(page, 'desk-menu-checklist');
});

step('a document meant for the account is reviewed with it and published', async () => {
  const { page } = editor;
  await openNewDocument(page);
  await page.getByLabel('标题').fill(TITLE);
  await page.getByLabel('正文', { exact: true }).fill(BODY);
  await page.getByLabel('栏目').selectOption({ index: 2 });
  await page.getByLabel('法定类别（条例第二十条）').selectOption({ index: 1 });
  await page.getByLabel('成文日期').fill('2026-01-05');
  await press(page, '保存为新的一稿');
  story.document = new URL(page.url()).pathname;
  await open(page, `${story.document}/life`);
  await page.getByLabel(`${ACCOUNT}（微信公众号）`).check();
  await page.getByLabel('公众号标题').fill('题'.repeat(33));
  await press(page, '保存为新的一稿');
  assert.ok(await page.getByText('标题最多32字，现有33字').first().isVisible());
  assert.ok(await page.getByLabel(`${ACCOUNT}（微信公众号）`).isChecked());
  await looks(page, 'desk-document-outlets');
  await page.getByLabel('公众号标题').fill('助企政策兑现了');
  await press(page, '保存为新的一稿');
  await press(page, '送审');
  const reviewer = await staff(demo.origin, 'shenhe');
  await open(reviewer.page, `${story.document}/review`);
  await reviewer.page.getByLabel('审核和保密审查意见').fill('经逐项审查，不涉密，可以公开。');
  await press(reviewer.page, '同意');
  await open(reviewer.page, '/desk/placements');
  assert.ok(await reviewer.page.getByText('没有要发布、回填或者撤下的').isVisible(), 'nothing is asked before it is out');
  await reviewer.close();
  await open(signer.page, `${story.document}/review`);
  await press(signer.page, '同意并发布');
  await open(signer.page, story.document);
  story.public = await signer.page.getByRole('link', { name: '查看网页' }).getAttribute('href');
});

step('it waits in 今天要发, with its text to be copied as it looks on the phone', async () => {
  const { page } = editor;
  await open(page, '/desk');
  assert.ok(await page.getByText('待发布：助企政策兑现了').isVisible());
  await open(page, '/desk/placements');
  await looks(page, 'desk-placements');
  await leadsTo(page, () => page.getByRole('link', { name: '助企政策兑现了', exact: true }).click());
  story.placement = new URL(page.url()).pathname;
  const phone = page.frameLocator('iframe');
  assert.ok(await phone.getByText(BODY).isVisible());
  const copy = page.getByRole('button', { name: '复制正文（带样式）' });
  await page.evaluate(() => {
    document.addEventListener('copy', (event) => setTimeout(() => (window.given = event), 0));
    const set = DataTransfer.prototype.setData;
    DataTransfer.prototype.setData = function (kind, words) {
      window.copied = { ...window.copied, [kind]: words };
      return set.call(this, kind, words);
    };
  });
  await copy.click();
  const copied = await page.evaluate(() => window.copied);
  assert.match(copied['text/html'], /<p style="[^"]*text-indent:2em[^"]*">每户补贴三千元/);
  assert.equal(copied['text/plain'].trim(), BODY);
  await looks(page, 'desk-placement');
});

step('a wrong link is refused with everything kept, its own is taken', async () => {
  const { page } = editor;
  await page.getByLabel('文章链接').fill(LINK.replace('MzA5MTIzNDU2Nw==', 'MzOther=='));
  await page.getByLabel('群发', { exact: true }).check();
  await page.getByLabel('是这次群发的第几篇').fill('1');
  await press(page, '回填');
  assert.ok(await page.getByText('这是别的公众号的文章').first().isVisible());
  assert.ok(await page.getByLabel('群发', { exact: true }).isChecked());
  assert.equal(await page.getByLabel('是这次群发的第几篇').inputValue(), '1');
  await looks(page, 'desk-placement-refused');
  await page.getByLabel('文章链接').fill(`${LINK}&scene=27#wechat_redirect`);
  await press(page, '回填');
  assert.ok(await page.getByText('已发，未核对').first().isVisible());
  await page.getByLabel('公开的正文').fill(BODY.replace('三千', '八千'));
  await press(page, '核对');
  assert.ok(await page.getByText('审定“三”，公开“八”').isVisible());
  await page.getByLabel('公开的正文').fill(BODY);
  await press(page, '核对');
  await looks(page, 'desk-placement-done');
});

step('the register has it, the page of the document names it, the numbers open into it', async () => {
  const { page } = editor;
  await open(page, '/desk/placements/register');
  assert.ok(await page.getByText('1 篇，原创 1、转载 0；群发 1、仅发布 0').isVisible());
  await looks(page, 'desk-placement-register');
  const visitor = await person(demo.origin);
  await open(visitor.page, story.public);
  const link = visitor.page.getByRole('link', { name: ACCOUNT });
  assert.equal(await link.getAttribute('href'), LINK);
  await picture(visitor.page, 'document-with-article');
  await visitor.close();
  await open(page, '/desk/counts');
  await looks(page, 'desk-counts');
  await leadsTo(page, () => page.getByRole('link', { name: '公众号发布：1' }).click());
  assert.ok(await page.getByRole('link', { name: '助企政策兑现了' }).isVisible());
});

step('withdrawn on the site, it is to be taken down there, until somebody has seen it gone', async () => {
  const { page } = signer;
  await open(page, `${story.document}/withdrawal`);
  await page.getByLabel('内容有误，更正后重新发布').check();
  await page.getByLabel('撤回原因').fill('标准有误，正在核实。');
  await press(page, '撤回');
  await open(editor.page, '/desk');
  assert.ok(await editor.page.getByText('待撤下：助企政策兑现了').isVisible());
  await leadsTo(editor.page, () => editor.page.getByText('待撤下：助企政策兑现了').click());
  await looks(editor.page, 'desk-placement-removal');
  await press(editor.page, '登记已撤下');
  assert.ok(await editor.page.getByText('请写明看到的情况').first().isVisible());
  await editor.page.getByLabel('看到的情况').fill('打开原链接，显示该内容已被发布者删除');
  await press(editor.page, '登记已撤下');
  assert.ok(await editor.page.getByText('已撤下').first().isVisible());
  await open(editor.page, '/desk/placements');
  assert.ok(await editor.page.getByText('没有要发布、回填或者撤下的').isVisible());
  await open(editor.page, '/desk/placements/register');
  assert.ok(await editor.page.getByText('已撤下 1，仍计入').isVisible(), 'what was withdrawn stays counted');
});
