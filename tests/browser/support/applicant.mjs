// An applicant without a browser: the form taken from its page, sent as a browser would send it, the receipt, the case.

import { open } from './browser.mjs';
import { press } from './staff.mjs';
import { answered } from './sum.mjs';

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Waits until the server says that it is ready. */
export async function ready(origin) {
  for (let tries = 0; tries < 2000; tries += 1) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(20);
  }
  throw new Error('the server did not come back');
}

export const hidden = (page, name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';

/** A visitor with a form in hand, taken from the page as a browser would. */
export async function visitor(origin) {
  const answer = await fetch(`${origin}/apply`);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  const page = await answer.text();
  return { cookies, csrf: hidden(page, 'csrf'), ticket: hidden(page, 'ticket') };
}

export function post(origin, path, { cookies }, fields) {
  return fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies, 'content-type': 'application/x-www-form-urlencoded', origin },
    body: new URLSearchParams(fields),
  });
}

/** What an applicant fills in. */
export function filledIn(form, request) {
  return {
    csrf: form.csrf,
    ticket: form.ticket,
    kind: 'natural_person',
    name: '李明',
    identity_kind: 'identity_card',
    identity_number: '11010519491231002X',
    phone: '13800001234',
    request,
    form: 'electronic',
    way: 'online',
  };
}

/** Number and query code on a receipt; nothing where the page is none. */
export function receiptOn(page) {
  const number = page.match(/class="receipt-number">([^<]+)</)?.[1];
  return number && { number, code: page.match(/class="receipt-code">([^<]+)</)[1] };
}

/** Sends one application, answering the question where one is asked; gives the receipt. */
export async function submit(origin, form, request) {
  const { receipt, status, page } = await send(origin, form, filledIn(form, request));
  if (!receipt) throw new Error(`no receipt and no question (${status}):\n${page}`);
  return receipt;
}

/** Sends these fields, answering the question where one is asked; the receipt where that is the answer, and the page. */
export async function send(origin, form, fields) {
  const sent = { ...fields };
  for (let tries = 0; ; tries += 1) {
    const answer = await followed(origin, form, await post(origin, '/apply', form, sent));
    const page = await answer.text();
    const isAsked = page.includes('等于几');
    if (!isAsked || tries === 3) return { status: answer.status, headers: answer.headers, page, receipt: receiptOn(page) };
    Object.assign(sent, { seal: hidden(page, 'seal'), answer: answered(page) });
  }
}

/** The page that an answer leads to, asked for as a browser would with the cookies it was given. */
async function followed(origin, { cookies }, answer) {
  if (answer.status !== 303) return answer;
  await answer.text();
  const given = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return fetch(`${origin}${answer.headers.get('location')}`, { headers: { cookie: [cookies, ...given].join('; ') } });
}

/** Fills in a field as a person does: a choice is pressed, a list chosen from, a line typed. */
async function fill(page, name, value) {
  const field = page.locator(`main [name="${name}"]`).first();
  const kind = await field.evaluate((element) => element.type);
  if (kind === 'radio') await page.locator(`main [name="${name}"][value="${value}"]`).check();
  else if (kind.startsWith('select')) await field.selectOption(value);
  else await field.fill(value);
}

const STEPS = {
  who: ['kind', 'name', 'unit_kind', 'identity_kind', 'identity_number', 'contact_person', 'phone', 'email'],
  what: ['request', 'document_number'],
  how: ['form', 'way', 'address', 'help'],
};

/** Fills in the fields of a step that are given. */
export async function fillStep(page, step, fields) {
  for (const name of STEPS[step]) if (fields[name] !== undefined) await fill(page, name, fields[name]);
}

/** Goes through the three steps to the page that looks everything over. */
export async function fillIn(page, fields) {
  await open(page, '/apply');
  for (const [step, button] of [['who', '下一步：需要什么信息'], ['what', '下一步：怎样提供'], ['how', '下一步：核对']]) {
    await fillStep(page, step, fields);
    await press(page, button);
  }
}

/** Hands in what was looked over, answering the question where one is asked; what the receipt says. */
export async function handIn(page) {
  // Nobody fills in a form in less than two seconds, and the program knows.
  await page.waitForTimeout(2_200);
  const question = page.locator('[name=answer]');
  if (await question.count()) await question.fill(answered(await page.content()));
  await press(page, '提交申请');
  return {
    number: await page.locator('.receipt-number').innerText(),
    code: await page.locator('.receipt-code').innerText(),
  };
}

/** Opens the progress of an application as its applicant does, with number and query code. */
export async function track(page, { number, code }) {
  await open(page, '/track');
  await page.locator('[name=number]').fill(number);
  await page.locator('[name=code]').fill(code);
  await press(page, '查询');
}

/** Whether number and code open the case. */
export async function opens(origin, form, { number, code }) {
  const answer = await post(origin, '/track', form, { csrf: form.csrf, number, code });
  await answer.text();
  return answer.status === 303;
}

