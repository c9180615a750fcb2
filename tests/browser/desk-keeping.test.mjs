// What somebody writes is not lost: not when the browser is killed in the middle of it, not when the session ends, not when the
// page is loaded anew. And pictures: put in by a file, described, and asked for where they stayed behind.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { press, signIn, staff } from './support/staff.mjs';

const NEW = '/desk/documents/new';
// A blue square.
const SQUARE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
let demo;

before(async () => {
  demo = await startDemo();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** A browser of its own, with a profile that outlives it. */
async function browserOf(profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.GONGKAI_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--disable-gpu', '--no-first-run', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    baseURL: demo.origin,
    locale: 'zh-CN',
  });
  context.setDefaultTimeout(15_000);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

/** Ends the browser of this profile as a power cut would: the processes that this test started, by their numbers. */
async function kill(context, profile) {
  const { execFileSync } = await import('node:child_process');
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  const own = lines.filter((line) => line.includes(`--user-data-dir=${profile}`)).map((line) => Number(line.trim().split(' ')[0]));
  assert.ok(own.length, 'a browser runs with this profile');
  for (const pid of own) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended with its parent.
    }
  }
  await context.close().catch(() => {});
}

test('a browser that is killed in the middle of writing loses at most the last seconds', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'gongkai-killed-'));
  const first = await browserOf(profile);
  await signIn(first.page, 'bianji');
  await open(first.page, NEW);
  await first.page.getByLabel('标题', { exact: true }).fill('写到一半的通知');
  await first.page.locator('#body').click();
  const began = Date.now();
  let count = 0;
  while (Date.now() - began < 14_000) {
    count += 1;
    await first.page.keyboard.insertText(`第${count}句。`);
    await first.page.waitForTimeout(500);
  }
  // What was written ten seconds ago is there whatever happens.
  const safe = Math.floor((count * 4) / 14);
  await kill(first.context, profile);

  const { page, close } = await staff(demo.origin, 'bianji');
  await open(page, NEW);
  await page.getByRole('heading', { name: '没有保存的内容' }).waitFor();
  const offered = await page.locator('main').innerText();
  assert.ok(offered.includes('写到一半的通知') && offered.includes(`第${safe}句。`), offered);
  await picture(page, 'desk-kept-offer');
  await isAccessible(page);
  await page.getByRole('link', { name: '恢复，继续编写' }).click();
  await page.locator('#body').waitFor();
  assert.match(await page.locator('#body').innerText(), new RegExp(`第1句。.*第${safe}句。`));
  await open(page, NEW);
  await press(page, '丢弃');
  assert.equal(await page.getByLabel('标题', { exact: true }).inputValue(), '');
  await close();
  rmSync(profile, { recursive: true, force: true });
});

test('a session that ends while somebody writes leaves it in the browser, and signing in again brings it back', async () => {
  const { page, context, close } = await person(demo.origin, { expected: [/40[13]/] });
  await signIn(page, 'bianji');
  await open(page, NEW);
  await page.locator('#body').click();
  await page.keyboard.insertText('会话结束以前写的。');
  await page.getByText('已自动留存').waitFor();
  await context.clearCookies();
  await page.keyboard.insertText('会话结束以后写的。');
  await page.getByText('登录已经结束').waitFor();
  // Whoever leaves is asked; here the page goes as it is.
  page.on('dialog', (dialog) => dialog.accept());
  await signIn(page, 'bianji');
  await open(page, NEW);
  // The server has the first sentence and offers it; the browser has the rest.
  await page.getByRole('link', { name: '恢复，继续编写' }).click();
  await page.locator('#body').waitFor();
  assert.match(await page.locator('#body').innerText(), /会话结束以前写的。会话结束以后写的。/);
  await open(page, NEW);
  await press(page, '丢弃');
  await close();
});

test('a picture is put in by a file and described; one that stayed behind has a place that keeps the text from review', async () => {
  const { page, close } = await staff(demo.origin, 'bianji');
  await open(page, NEW);
  const text = page.locator('#body');
  await text.click();
  await page.keyboard.insertText('流程如下。');
  await page.getByRole('button', { name: '图片', exact: true }).click();
  await page.getByText('此处缺一张图片').waitFor();
  await page.locator('.writing-figure input[type=file]').setInputFiles({ name: '流程.png', mimeType: 'image/png', buffer: SQUARE });
  await page.locator('.writing-figure img[src^="/desk/pictures/"]').waitFor();
  await page.getByLabel('图片说明（读给看不见图片的人，必填）').fill('办理流程图');
  const html = await page.locator('[name=body_html]').inputValue();
  assert.match(html, /<figure><img src="\/pictures\/[0-9a-f]{64}-1\.png" alt="办理流程图"><\/figure>/);
  await isAccessible(page);
  await picture(page, 'desk-editor-picture');
  await page.setViewportSize(PHONE);
  await hasNoSidewaysScroll(page);
  await picture(page, 'desk-editor-picture-phone');
  await page.getByLabel('只作装饰，没有说明').check();
  assert.match(await page.locator('[name=body_html]').inputValue(), /alt="" role="presentation"/);
  await page.getByRole('button', { name: '删去图片' }).click();
  assert.equal(await page.locator('[name=body_html]').inputValue(), '<p>流程如下。</p>');
  page.on('dialog', (dialog) => dialog.accept());
  // On a phone the bar has room for its buttons alone.
  await page.getByText('已自动留存').waitFor({ state: 'attached' });
  await open(page, NEW);
  await press(page, '丢弃');
  await close();
});

test('一键排版 shows what it will change, changes what stays ticked, and one undo takes it back', async () => {
  const { page, close } = await staff(demo.origin, 'bianji');
  await open(page, NEW);
  const written = () => page.locator('[name=body_html]').inputValue();
  await page.locator('#body').click();
  await page.keyboard.insertText('　　各 科室,请于３月１日前报送(含附件)。。。');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('比例为1:3，网址www.gov.cn。');
  const before = await written();
  await page.getByRole('button', { name: '一键排版' }).click();
  await page.getByText('找到 9 处可以整理').waitFor();
  await isAccessible(page);
  await picture(page, 'desk-editor-tidy');
  assert.equal(await written(), before, 'nothing is changed before it is agreed to');
  await page.getByLabel(/^\s*全角数字、字母/).nth(1).uncheck();
  await page.getByRole('button', { name: '整理所选' }).click();
  assert.equal(await written(), '<p>各科室，请于3月１日前报送（含附件）……</p><p>比例为1:3，网址www.gov.cn。</p>');
  await page.keyboard.press('Control+z');
  assert.equal(await written(), before);
  page.on('dialog', (dialog) => dialog.accept());
  await page.getByText('已自动留存').waitFor();
  await open(page, NEW);
  await press(page, '丢弃');
  await close();
});
