// What the staff do on a case at the desk: found, decided, written, signed by others, delivered. Each act on its own page.

import { leadsTo, open } from './browser.mjs';
import { press, staff } from './staff.mjs';

/** Everybody through whose hands a reply passes, in this order; a letter of procedure needs the last alone. */
export const SIGNERS = ['hefa', 'shenhe', 'qianfa'];

/**
 * The people of a demo whose clock is turned. `at(login)` gives somebody's page, signed in when first needed; in the
 * morning of another day everybody signs in anew.
 */
export function workingDays(demo) {
  let present = {};
  const leave = async () => {
    for (const member of Object.values(present)) await member.close();
    present = {};
  };
  const at = async (login) => {
    present[login] ??= await staff(demo.origin, login, { expected: [/422/] });
    return present[login].page;
  };
  const morning = async (day) => {
    await leave();
    await demo.turn(day);
  };
  return { at, morning, leave };
}

/** Fills in the fields of a page as a person does, opening what is folded away. */
export async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`).first();
    if ((await field.getAttribute('type')) === 'radio') {
      await page.locator(`main [name="${name}"][value="${value}"]`).check();
      continue;
    }
    if (!(await field.isVisible())) {
      await page.locator('details', { has: page.locator(`[name="${name}"]`) }).locator('summary').first().click();
    }
    const tag = await field.evaluate((element) => element.tagName);
    const kind = await field.getAttribute('type');
    if (tag === 'SELECT') await field.selectOption(value);
    else if (kind === 'checkbox') await field.setChecked(value);
    else await field.fill(value);
  }
}

/** Opens the case of a number; its path. */
export async function openCase(page, number) {
  await open(page, `/desk/cases/ledger?q=${encodeURIComponent(number)}`);
  await leadsTo(page, () => page.locator('#results a.case-request').first().click());
  return new URL(page.url()).pathname;
}

/** What a confirmation says: who, how, and what was said (条例第三十一条). */
export const CONFIRMED = { confirmed_by: '申请人本人', confirmed_way: 'phone', note: '告知已收到申请，确认是本人提交' };

/** Records an act that needs no letter. */
export async function record(page, kase, act, fields = {}) {
  await open(page, `${kase}/acts/${act}`);
  await fill(page, fields);
  await leadsTo(page, () => page.locator('main form button.btn-primary').click());
}

/** Begins a letter of procedure; its path. */
export async function begin(page, kase, kind, fields) {
  await open(page, `${kase}/letters/new/${kind}`);
  await fill(page, fields);
  await press(page, '生成文书');
  return new URL(page.url()).pathname;
}

/** Keeps a decision, and begins its reply; the reply's path. */
export async function decide(page, kase, outcome, fields) {
  await open(page, `${kase}/decision/${outcome}`);
  await fill(page, fields);
  await press(page, '保存处理决定');
  await leadsTo(page, () => page.getByRole('button', { name: /^拟写/ }).click());
  return new URL(page.url()).pathname;
}

/** Hands a letter over for sign-off, and has each of these people look at what is enclosed and agree. */
export async function sign(desk, letter, signers = SIGNERS) {
  const clerk = await desk.at('jingban');
  await open(clerk, letter);
  await press(clerk, '送审');
  for (const login of signers) {
    const page = await desk.at(login);
    await open(page, '/desk/cases/letters');
    await leadsTo(page, () => page.locator(`a[href^="${letter}"]`).first().click());
    for (const item of await page.locator('[name=looked]').all()) await item.check();
    await page.getByRole('button', { name: /：同意$/ }).click();
    await page.locator('.desk-flash').waitFor();
  }
  await open(clerk, letter);
}

/** Records how a signed letter goes out. */
export async function deliver(page, letter, delivery) {
  await open(page, letter);
  await fill(page, delivery);
  await press(page, '登记送达');
}

/** Presses what gives a file; its name, and where it lies until the person leaves. */
export async function fetched(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}
