// A visitor who wants one thing: the annual report, in whatever form they can use, read with whatever they have.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/accessible.mjs';
import { closeBrowser, hasNoSidewaysScroll, leadsTo, open, person, PHONE, picture } from './support/browser.mjs';
import { readReport, scratch, SEED, startDemo } from './support/demo.mjs';

let demo;
let place;

before(async () => {
  demo = await startDemo();
  place = scratch();
});

after(async () => {
  await closeBrowser();
  await demo?.stop();
  place?.remove();
});

/** What of a reading is the report itself, not the file it came from. Lines of a PDF lose their spaces. */
function told({ organ, year, sections, table2, table3, table4 }) {
  const prose = Object.values(sections).map((text) => text.replace(/\s/g, ''));
  return { organ, year, prose, table2, table3, table4 };
}

test('from the home page to the annual report, and every download holds its numbers', async (t) => {
  const visitor = await person(demo.origin);
  await open(visitor.page, '/');
  await leadsTo(visitor.page, () => visitor.page.getByRole('link', { name: /2024年政府信息公开工作年度报告/ }).first().click());
  assert.match(visitor.page.url(), /\/reports\/2024$/);
  assert.equal(await visitor.page.locator('table').count(), 3, 'three real tables');
  await picture(visitor.page, 'report');
  const seed = told(readReport(SEED));
  for (const format of ['pdf', 'docx', 'xlsx', 'json']) {
    await t.test(format, async () => {
      const answer = await visitor.context.request.get(`/reports/2024.${format}`);
      assert.equal(answer.status(), 200);
      const file = join(place.folder, `report.${format}`);
      writeFileSync(file, await answer.body());
      assert.deepEqual(told(readReport(file)), seed);
    });
  }
  await t.test('a PDF reader finds the text', () => {
    const text = execFileSync('pdftotext', ['-layout', join(place.folder, 'report.pdf'), '-'], { encoding: 'utf8' });
    for (const words of ['孟津区先进制造业开发区管委会', '一、本年新收政府信息公开申请数量', '行政事业性收费']) {
      assert.ok(text.replace(/\s/g, '').includes(words), words);
    }
  });
  await t.test('the PDF is sound', () => {
    execFileSync('qpdf', ['--check', join(place.folder, 'report.pdf')]);
  });
  await t.test('the JSON follows the schema the site serves', async () => {
    const schema = await (await visitor.context.request.get('/reports/schema.json')).json();
    const report = await (await visitor.context.request.get('/reports/2024.json')).json();
    assert.deepEqual(schema.required.filter((name) => !(name in report)), []);
  });
  await visitor.close();
});

test('the first stop of the keyboard skips to the content', async () => {
  const visitor = await person(demo.origin);
  await open(visitor.page, '/reports/2024');
  await visitor.page.keyboard.press('Tab');
  assert.equal(await visitor.page.evaluate(() => document.activeElement.textContent), '跳到正文');
  await visitor.page.keyboard.press('Enter');
  assert.equal(await visitor.page.evaluate(() => document.activeElement.id), 'content');
  await visitor.close();
});

test('larger text is one click away, stays, and needs no script', async () => {
  const visitor = await person(demo.origin, { javaScript: false, viewport: PHONE });
  await open(visitor.page, '/guide');
  const before = await visitor.page.locator('h1').boundingBox();
  await leadsTo(visitor.page, () => visitor.page.getByRole('link', { name: '长辈版' }).click());
  assert.match(visitor.page.url(), /\/guide$/);
  const after = await visitor.page.locator('h1').boundingBox();
  assert.ok(after.height > before.height, 'the heading grew');
  await open(visitor.page, '/reports/2024');
  assert.equal(await visitor.page.getByRole('link', { name: '返回普通版' }).count(), 1);
  await picture(visitor.page, 'report-large');
  await visitor.close();
});

test('a form that is being filled in stays as it is when the text grows, with scripts and without', async () => {
  for (const javaScript of [true, false]) {
    const visitor = await person(demo.origin, { javaScript, viewport: PHONE });
    await open(visitor.page, '/apply');
    await visitor.page.locator('[name=name]').fill('李明');
    const size = () => visitor.page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    const before = await size();
    if (javaScript) await visitor.page.getByRole('link', { name: '长辈版' }).click();
    else await visitor.page.getByRole('checkbox', { name: '长辈版' }).check();
    assert.notEqual(await size(), before);
    assert.equal(await visitor.page.locator('[name=name]').inputValue(), '李明');
    if (javaScript) {
      await visitor.page.getByRole('link', { name: '返回普通版' }).waitFor();
      await visitor.page.waitForLoadState('networkidle');
      await open(visitor.page, '/guide');
      assert.equal(await visitor.page.getByRole('link', { name: '返回普通版' }).count(), 1, 'the wish is kept');
    }
    await visitor.close();
  }
});

test('on a phone the rows of table three open one by one, and the whole table keeps its labels in view; no script is needed', async () => {
  const visitor = await person(demo.origin, { javaScript: false, viewport: PHONE });
  const { page } = visitor;
  await open(page, '/reports/2024');
  assert.equal(await page.locator('#table-3').isVisible(), false);
  const row = page.locator('.table-folded details').first();
  await row.locator('summary').click();
  assert.ok(await row.getByText('法律服务机构').isVisible(), 'six kinds of applicant');
  await picture(page, 'report-rows');
  await hasNoSidewaysScroll(page);
  await page.locator('label[for="table-3-whole"]').click();
  assert.ok(await page.locator('#table-3').isVisible());
  assert.equal(await row.isVisible(), false);
  const label = page.locator('#table-3 tbody .label').first();
  const before = (await label.boundingBox()).x;
  await page.locator('.table-scroll:has(#table-3)').evaluate((scroll) => scroll.scrollTo(200, 0));
  assert.ok(Math.abs((await label.boundingBox()).x - before) < 2, 'the label stays');
  await hasNoSidewaysScroll(page);
  await visitor.close();
  // What looks at a page needs its timers, which a page without scripts has not.
  const scripted = await person(demo.origin, { viewport: PHONE });
  await open(scripted.page, '/reports/2024');
  await isAccessible(scripted.page);
  await scripted.close();
});

test('a number in the list of reports leads to the section that says what it counts', async () => {
  const visitor = await person(demo.origin);
  const { page } = visitor;
  await open(page, '/reports');
  await leadsTo(page, () => page.locator('.report-years .figure a').first().click());
  assert.match(page.url(), /\/reports\/2024#section-3$/);
  assert.equal(await page.locator('#section-3').innerText(), '三、收到和处理政府信息公开申请情况');
  await visitor.close();
});

test('a printed page is the document alone', async () => {
  const visitor = await person(demo.origin);
  await open(visitor.page, '/reports/2024');
  await visitor.page.emulateMedia({ media: 'print' });
  for (const part of ['.site-nav', '.site-foot ul', '.report-actions', '.tools']) {
    assert.equal(await visitor.page.locator(part).isVisible(), false, part);
  }
  assert.ok(await visitor.page.locator('#table-3').isVisible());
  await visitor.close();
});

test('a document of the demo says that it is a sample', async () => {
  const visitor = await person(demo.origin);
  await open(visitor.page, '/columns/statutory');
  await leadsTo(visitor.page, () => visitor.page.locator('.doc-list a').first().click());
  assert.ok(await visitor.page.locator('main .notice', { hasText: '不是真实的政府信息' }).isVisible());
  await visitor.close();
});
