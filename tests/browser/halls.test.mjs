// A hall's register on a tablet: one tap a visit, also while the network is gone; what was tapped then is sent once when it is back, and
// counts once. And the terminal in the hall: large, without a way to the desk, back at its start when nobody touches it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { fill } from './support/desk.mjs';
import { press, staff } from './support/staff.mjs';

const TABLET = { width: 1024, height: 768 };

let demo;
let clerk;
let hall;

before(async () => {
  demo = await startDemo();
  clerk = await staff(demo.origin, 'jingban', { viewport: TABLET, expected: [/ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_RESET/, /422/] });
});

after(async () => {
  try {
    // While the network is gone each try fails, and one answer is lost: that is what the story is about.
    const isOfTheStory = (one) => /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET/.test(one);
    clerk?.troubles.splice(0, Infinity, ...clerk.troubles.filter((one) => !isOfTheStory(one)));
    await clerk?.close();
  } finally {
    await closeBrowser();
    await demo?.stop();
  }
});

async function looks(page, name) {
  await picture(page, name);
  await isAccessible(page);
  await page.setViewportSize(PHONE);
  await picture(page, name);
  await hasNoSidewaysScroll(page);
  await page.setViewportSize(TABLET);
}

const total = (page) => page.locator('[data-hall-total]').textContent().then(Number);

test('the two halls stand side by side, with who is there today', async () => {
  const { page } = clerk;
  await open(page, '/desk/halls');
  for (const name of ['南厅', '北厅']) assert.ok(await page.getByRole('heading', { name }).isVisible());
  assert.ok(await page.getByText('示例·窗口甲（A角）').first().isVisible());
  await looks(page, 'desk-halls');
  await leadsTo(page, () => page.getByRole('link', { name: '南厅：登记接待' }).click());
  hall = new URL(page.url()).pathname;
});

test('what is tapped while the network is gone is sent once when it is back, and counts once', async () => {
  const { page, context } = clerk;
  assert.equal(await total(page), 0);
  const tap = (told) => page.locator(`button[data-told="${told}"]`).click();
  await tap('信息查阅，当场答复');
  await page.getByText('已登记：信息查阅，当场答复').waitFor();
  assert.equal(await total(page), 1);
  await looks(page, 'desk-hall-register');

  await context.setOffline(true);
  await tap('政策咨询，当场答复');
  await tap('办事指引，引导至其他窗口');
  await tap('信息查阅，一次性告知');
  await page.getByText('网络不通，恢复后自动送出：3 次登记记在本机').waitFor();
  await picture(page, 'desk-hall-offline');
  assert.equal(await total(page), 1, 'nothing came in yet');

  // One is sent, and its answer is lost on the way back: it is sent again.
  let isLost = false;
  await page.route(`**${hall}`, async (route) => {
    if (route.request().method() !== 'POST' || isLost) return route.continue();
    isLost = true;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await context.setOffline(false);
  await page.locator('[data-hall-waiting]').waitFor({ state: 'hidden', timeout: 30_000 });
  assert.ok(isLost, 'an answer was lost');
  assert.equal(await total(page), 4);
  await page.unroute(`**${hall}`);

  await open(page, hall);
  assert.equal(await total(page), 4, 'the server counts each once');
  assert.ok(await page.locator('[data-hall-waiting]').isHidden(), 'nothing waits any more');
});

test('the month has them, and a number opens into its visits', async () => {
  const { page } = clerk;
  await open(page, hall.replace('register', 'month'));
  assert.ok(await page.getByText('接待4人次，其中信息查阅2人次、政策咨询1人次、办事指引1人次').isVisible());
  await looks(page, 'desk-hall-month');
  await leadsTo(page, () => page.getByRole('link', { name: '信息查阅，合计：2' }).click());
  assert.equal(await page.locator('tbody tr').count(), 2);
  await looks(page, 'desk-visits');
  await leadsTo(page, () => page.locator('tbody tr a').first().click());
  assert.ok(await page.getByText('平板上点按的时间').isVisible());
  assert.ok(await page.getByText('服务器收到的时间').isVisible());
  await looks(page, 'desk-visit');
});

test('a sheet of what is missing keeps what was typed, and is printed twice', async () => {
  const { page } = clerk;
  await open(page, `/desk/notices/new?hall=${hall.split('/')[3]}`);
  await page.getByLabel('第 1 项：材料名称').fill('营业执照');
  await fill(page, { service: '补贴申报' });
  await press(page, '开具');
  assert.equal(await page.getByLabel('第 1 项：材料名称').inputValue(), '营业执照');
  assert.ok(await page.getByText('第 1 项请填写依据').first().isVisible());
  await looks(page, 'desk-hall-notice-form');
  await page.getByLabel('第 1 项：依据').fill('办事指南第三条');
  await fill(page, { due_on: '2099-12-31', done_in: '5 个工作日' });
  await press(page, '开具');
  if (await page.getByText('请核对年份').count()) {
    await fill(page, { due_on: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10) });
    await press(page, '开具');
  }
  await looks(page, 'desk-hall-notice');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /PDF/ }).click()]);
  assert.match(download.suggestedFilename(), /^一次性告知单 .*\.pdf$/);
});

test('a terminal in the hall is large, leads to no desk, keeps no history and comes back to its start', async () => {
  const visitor = await person(demo.origin, { viewport: TABLET });
  const { page } = visitor;
  await page.clock.install();
  await open(page, '/kiosk');
  await looks(page, 'kiosk');
  const before = await page.evaluate(() => history.length);
  await leadsTo(page, () => page.getByRole('link', { name: /^找信息/ }).click());
  assert.equal(new URL(page.url()).pathname, '/columns');
  assert.ok(await page.getByAltText('二维码：本页网址').isVisible());
  assert.equal(await page.evaluate(() => history.length), before, 'no page before it to go back to');
  await looks(page, 'kiosk-columns');
  await open(page, '/desk');
  assert.equal(new URL(page.url()).pathname, '/kiosk');
  await open(page, '/halls');
  await looks(page, 'kiosk-halls');
  await leadsTo(page, () => page.clock.fastForward(91_000));
  assert.equal(new URL(page.url()).pathname, '/kiosk');
  await visitor.close();
});

test('the public finds the halls', async () => {
  const visitor = await person(demo.origin);
  await open(visitor.page, '/halls');
  assert.ok(await visitor.page.getByRole('link', { name: '0379-00000000' }).first().isVisible());
  await picture(visitor.page, 'halls');
  await isAccessible(visitor.page);
  await visitor.page.setViewportSize(PHONE);
  await picture(visitor.page, 'halls');
  await hasNoSidewaysScroll(visitor.page);
  await visitor.close();
});
