// The people of the demo at their desk.

import { leadsTo, open, person } from './browser.mjs';

export const PASSWORD = 'Gongkai-Demo-2026';
/** Every role's account in the demo. */
export const LOGINS = ['bianji', 'shenhe', 'qianfa', 'jingban', 'xitong', 'anquan', 'shenji'];

/** Opens a person and signs them in at the desk. */
export async function staff(origin, login, options = {}) {
  const member = await person(origin, options);
  await signIn(member.page, login);
  return member;
}

/** Signs in on the page that asks for it. */
export async function signIn(page, login, password = PASSWORD) {
  await open(page, '/desk/session');
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await press(page, '登录');
}

/** Presses a button that leads to another page. */
export async function press(page, name) {
  await leadsTo(page, () => page.getByRole('button', { name, exact: true }).click());
}

/** Opens an empty form of a document: what this person was writing before and did not save is dropped. */
export async function openNewDocument(page) {
  await open(page, '/desk/documents/new');
  const drop = page.getByRole('button', { name: '丢弃', exact: true });
  if (await drop.count()) await leadsTo(page, () => drop.click());
}

/** Whether a path at the desk is a page rather than a file to download. */
export const isDeskPage = ({ pathname }) =>
  /^\/desk(\/|$)/.test(pathname) && !/\/(files|attachments)\/|\/import\/template$|^\/desk\/session|\.(csv|json|pdf|xlsx)$/.test(pathname);
