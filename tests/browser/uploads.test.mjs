// Uploads that nobody should take in, through a browser as people have it: a file of two gigabytes, an archive that unfolds
// beyond measure, a program under another name. Each time a clear page, and the server goes on.

import assert from 'node:assert/strict';
import { mkdtemp, open as openFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, DESKTOP, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { startDemo } from './support/demo.mjs';
import { fillStep } from './support/applicant.mjs';
import { press, staff } from './support/staff.mjs';

const TYPED = { name: '李明', identity_number: '11010519491231002X', phone: '13800001234', request: '2024年度部门预算' };
const CHOSEN = { kind: 'natural_person', identity_kind: 'identity_card', form: 'electronic', way: 'online' };

let demo;
let folder;

before(async () => {
  demo = await startDemo();
  folder = await mkdtemp(join(tmpdir(), 'gongkai-uploads-'));
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A file of that many zeros that takes no room. */
async function sparse(name, bytes) {
  const path = join(folder, name);
  const file = await openFile(path, 'w');
  await file.truncate(bytes);
  await file.close();
  return path;
}

/** On the second step, where files are added. */
async function filledIn(page) {
  await open(page, '/apply');
  await fillStep(page, 'who', { ...CHOSEN, ...TYPED });
  await press(page, '下一步：需要什么信息');
  await fillStep(page, 'what', TYPED);
}

test('a file of two gigabytes is refused on the public form with everything typed kept', async () => {
  const { page, close } = await person(demo.origin, { viewport: PHONE, expected: [/422/] });
  await filledIn(page);
  await page.locator('#files').setInputFiles(await sparse('大.pdf', 2 ** 31));
  await press(page, '下一步：怎样提供');
  assert.match(await page.locator('#files-fault').innerText(), /合计超过 20 MB/);
  assert.equal(await page.locator('[name=request]').inputValue(), TYPED.request);
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await hasNoSidewaysScroll(page);
    await picture(page, 'apply-files-refused');
  }
  await isAccessible(page);
  await close();
});

test('a program under another name is refused, a scan is taken and opened at the desk', async () => {
  const { page, close } = await person(demo.origin, { viewport: PHONE, expected: [/422/] });
  await filledIn(page);
  const disguised = join(folder, '身份证.pdf');
  await writeFile(disguised, Buffer.from('4d5a9000', 'hex'));
  await page.locator('#files').setInputFiles(disguised);
  await press(page, '下一步：怎样提供');
  assert.match(await page.locator('#files-fault').innerText(), /“身份证.pdf”的内容与扩展名不符/);
  const scan = join(folder, '一份名字很长的授权委托书和身份证明复印件扫描件.pdf');
  await writeFile(scan, '%PDF-1.7\n%%EOF\n');
  await page.locator('#files').setInputFiles(scan);
  await press(page, '下一步：怎样提供');
  await fillStep(page, 'how', CHOSEN);
  await page.waitForTimeout(2500);
  await press(page, '下一步：核对');
  await picture(page, 'apply-files-preview');
  await leadsTo(page, () => page.getByRole('link', { name: /更改\s*附件/ }).click());
  await picture(page, 'apply-files-kept');
  await isAccessible(page);
  await press(page, '保存，返回核对');
  await press(page, '提交申请');
  const number = await page.locator('.receipt-number').innerText();
  await close();
  const clerk = await staff(demo.origin, 'jingban');
  await open(clerk.page, `/desk/cases/ledger?q=${number}`);
  await leadsTo(clerk.page, () => clerk.page.locator('a.case-request').first().click());
  for (const viewport of [DESKTOP, PHONE]) {
    await clerk.page.setViewportSize(viewport);
    await hasNoSidewaysScroll(clerk.page);
    await picture(clerk.page, 'case-files');
  }
  await isAccessible(clerk.page);
  const [download] = await Promise.all([clerk.page.waitForEvent('download'), clerk.page.getByRole('button', { name: /^打开/ }).click()]);
  assert.equal(download.suggestedFilename(), '一份名字很长的授权委托书和身份证明复印件扫描件.pdf');
  await clerk.close();
});
