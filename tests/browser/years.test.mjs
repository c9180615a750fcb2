// The years of the reports for anybody: data and its fields, two years side by side, the check's form.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, NARROW, open, person, PHONE, picture } from './support/browser.mjs';
import { SEED, startDemo } from './support/demo.mjs';
import { press, staff } from './support/staff.mjs';

let demo;

before(async () => {
  demo = await startDemo();
  const answer = await fetch(`${demo.origin}/reports/comparison`);
  if (!(await answer.text()).includes('figure-table')) await publishLastYear();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
});

/** The demo's report as that of the year before, with twelve licences, imported by the editor and published by the signer. */
async function publishLastYear() {
  const editor = await staff(demo.origin, 'bianji');
  const text = readFileSync(SEED, 'utf8').replace(/2024/g, '2023').replace('行政许可\t0', '行政许可\t12');
  await open(editor.page, '/desk/reports/import');
  const file = { name: '2023年度报告.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
  await editor.page.getByLabel('报告文件').setInputFiles(file);
  await press(editor.page, '读取文件');
  await press(editor.page, '导入为 2023 年度草稿');
  await editor.close();
  const signer = await staff(demo.origin, 'qianfa');
  await open(signer.page, '/desk/reports/2023/publication');
  await leadsTo(signer.page, () => signer.page.getByRole('button', { name: /^定稿并公布/ }).click());
  await signer.close();
}

const looks = [
  { name: 'plain', cookies: [] },
  { name: 'large', cookies: [['gongkai_text', 'large']] },
  { name: 'dark', cookies: [['gongkai_theme', 'dark']] },
  { name: 'contrast', cookies: [['gongkai_theme', 'contrast']] },
];

async function dressed(look, viewport) {
  const visitor = await person(demo.origin, { viewport });
  const url = demo.origin;
  await visitor.context.addCookies(look.cookies.map(([name, value]) => ({ name, value, url })));
  return visitor;
}

for (const look of looks) {
  for (const viewport of [DESKTOP, PHONE, NARROW]) {
    test(`data and comparison are read in ${look.name} at ${viewport.width}`, async () => {
      const visitor = await dressed(look, viewport);
      const { page } = visitor;
      for (const path of ['/reports', '/reports/comparison', '/reports/fields']) {
        assert.equal(await open(page, path), 200);
        await hasNoSidewaysScroll(page);
        await isAccessible(page);
        await picture(page, `years-${look.name}-${path.replace(/\W+/g, '-')}`);
      }
      await visitor.close();
    });
  }
}

test('two years are chosen and compared without a script, and on a phone a figure is a card', async () => {
  const visitor = await person(demo.origin, { viewport: PHONE, javaScript: false });
  const { page } = visitor;
  await open(page, '/reports');
  await leadsTo(page, () => page.getByRole('link', { name: '比较两个年度' }).click());
  await leadsTo(page, () => page.getByRole('button', { name: '比较', exact: true }).click());
  assert.match(page.url(), /\/reports\/comparison\?left=\d{4}&right=\d{4}$/);
  const row = page.locator('.figure-table tbody tr').first();
  const head = await row.locator('th').boundingBox();
  const number = await row.locator('td').first().boundingBox();
  assert.ok(number.y >= head.y + head.height, 'the numbers stand below their label');
  await visitor.close();
});

test('the check says that one of its two fields is needed', async () => {
  const visitor = await person(demo.origin, { viewport: PHONE, expected: [/422/] });
  const { page } = visitor;
  await open(page, '/check');
  assert.equal(await page.getByText('选填').count(), 0);
  assert.ok(await page.getByText(/两项填一项即可/).isVisible());
  await press(page, '检查');
  await isAccessible(page);
  const wrong = readFileSync(SEED, 'utf8').replace('没有收到公开政府信息的申请', '收到政府信息公开申请3件');
  await page.getByLabel('报告全文').fill(wrong);
  await press(page, '检查');
  assert.ok((await page.locator('.findings li').count()) > 0);
  assert.equal(await page.getByLabel('报告全文').inputValue(), wrong, 'what was pasted is there to be corrected');
  await hasNoSidewaysScroll(page);
  await isAccessible(page);
  assert.equal(await page.getByText('还没有提交').count(), 0, 'it was sent');
  await picture(page, 'check-found');
  await visitor.close();
});
