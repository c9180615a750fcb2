// Reminders at the desk: the month of due days, the address a phone subscribes to, mails that wait.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, open, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';

let demo;

/** A day so many days before today, by the clock in China. */
const ago = (days) => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);

async function register(page, request, arrivedOn) {
  await open(page, '/desk/cases/new');
  await page.locator('[name=channel]').selectOption('in_person');
  await page.locator('[name=arrived_on]').fill(arrivedOn);
  await page.locator('[name=kind]').selectOption('natural_person');
  await page.locator('[name=name]').fill('张三丰');
  await page.locator('[name=identity_kind]').selectOption('identity_card');
  await page.locator('[name=identity_number]').fill('11010519491231002X');
  await page.locator('[name=phone]').fill('13800001234');
  await page.locator('[name=request]').fill(request);
  await page.locator('[name=form]').selectOption('electronic');
  await page.locator('[name=way]').selectOption('online');
  await page.locator('main form button.btn-primary').click();
  await page.getByText('请把编号和查询码交给申请人').waitFor();
}

before(async () => {
  demo = await startDemo();
  const clerk = await staff(demo.origin, 'jingban');
  const requests = [
    ['2024年度部门预算和决算及其说明', 20],
    ['某路段拓宽工程的环境影响评价批复、施工许可和征收补偿方案全文', 26],
    ['示例事项一', 26], ['示例事项二', 26], ['示例事项三', 26], ['示例事项四', 26],
    ['去年的行政处罚案卷', 45],
  ];
  for (const [request, days] of requests) await register(clerk.page, request, ago(days));
  await clerk.close();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

for (const [where, viewport] of [['desk', undefined], ['phone', PHONE]]) {
  test(`the month of due days is read at a ${where}`, async () => {
    const clerk = await staff(demo.origin, 'jingban', viewport ? { viewport } : {});
    await open(clerk.page, '/desk/cases');
    await clerk.page.getByRole('link', { name: '到期日历' }).click();
    await clerk.page.waitForURL(/calendar/);
    await picture(clerk.page, `desk-cases-calendar-now`);
    await hasNoSidewaysScroll(clerk.page);
    await isAccessible(clerk.page);
    let found = await clerk.page.locator('.due-list a').count();
    await clerk.page.getByRole('link', { name: '下月' }).click();
    await clerk.page.waitForURL(/month=/);
    await picture(clerk.page, `desk-cases-calendar-next`);
    await hasNoSidewaysScroll(clerk.page);
    await isAccessible(clerk.page);
    found += await clerk.page.locator('.due-list a').count();
    assert.ok(found >= 2, 'the cases stand on their days');
    await clerk.close();
  });
}

test('a phone subscribes to an address that is shown once', async () => {
  const clerk = await staff(demo.origin, 'jingban', { viewport: PHONE });
  await open(clerk.page, '/desk/account');
  assert.equal(await clerk.page.getByLabel('接收提醒的邮箱').inputValue(), 'jingban@example.com');
  await press(clerk.page, '生成订阅地址');
  await picture(clerk.page, 'desk-account-calendar');
  await hasNoSidewaysScroll(clerk.page);
  await isAccessible(clerk.page);
  const address = await clerk.page.locator('.calendar-address').innerText();
  const feed = await (await fetch(address)).text();
  assert.match(feed, /^BEGIN:VCALENDAR\r\n/);
  assert.equal(feed.match(/BEGIN:VEVENT/g).length, 7);
  assert.ok(!feed.includes('张三丰'));
  await open(clerk.page, '/desk/account');
  assert.ok(!(await clerk.page.content()).includes('/calendar/'.concat(address.split('/calendar/')[1])));
  await clerk.close();
});

test('the administrator settles the reminders', async () => {
  const system = await staff(demo.origin, 'xitong', { expected: [/422/] });
  await open(system.page, '/desk/jobs');
  await system.page.getByLabel('提醒时间').fill('八点');
  await press(system.page, '保存提醒设置');
  await picture(system.page, 'desk-jobs-wrong');
  await isAccessible(system.page);
  await system.page.getByLabel('提醒时间').fill('8:30');
  await press(system.page, '保存提醒设置');
  assert.match(await system.page.locator('.desk-flash').innerText(), /已保存/);
  assert.equal(await system.page.getByLabel('提醒时间').inputValue(), '08:30');
  await system.close();
});
