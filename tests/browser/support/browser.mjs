// A person with a browser. Every page opened through here is watched: whatever leaves the origin, is refused by the
// content security policy, fails to load or is complained of in the console makes the test fail.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];
// Chromium refuses its own sandbox to root, as in a container.
const AS_ROOT = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const NARROW = { width: 360, height: 740 };

let browser;

async function launched() {
  browser ??= await chromium.launch({
    executablePath: process.env.GONGKAI_CHROMIUM ?? '/usr/bin/chromium',
    args: [...QUIET, ...AS_ROOT],
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/**
 * Opens a person: their own cookies, one page, and a list of what went wrong there.
 * `expected` are patterns of console messages that the test brings about on purpose (a refused sign-in, a page withdrawn).
 */
export async function person(origin, { viewport = DESKTOP, javaScript = true, expected = [], ...rest } = {}) {
  const context = await (await launched()).newContext({
    baseURL: origin,
    viewport,
    javaScriptEnabled: javaScript,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...rest,
  });
  context.setDefaultTimeout(15_000);
  await context.addInitScript(sayWhatIsOnlyParsed, PARSING);
  const troubles = [];
  const page = await context.newPage();
  watch(page, origin, troubles, expected);
  const close = async () => {
    await context.close();
    assert.deepEqual(troubles, [], 'what the browser complained of');
  };
  return { page, context, troubles, close };
}

// A document that is only parsed draws nothing and runs nothing, yet browsers complain of what stands in it, each version
// of other things. It is known by when they do so: between these two words, which the page says around the parsing. What
// of it comes into the page is complained of again, outside them.
const PARSING = { begins: 'parsing begins', ends: 'parsing ends' };

function sayWhatIsOnlyParsed({ begins, ends }) {
  const parse = DOMParser.prototype.parseFromString;
  DOMParser.prototype.parseFromString = function (...source) {
    console.debug(begins);
    try {
      return parse.apply(this, source);
    } finally {
      console.debug(ends);
    }
  };
}

function watch(page, origin, troubles, expected) {
  const host = new URL(origin).host;
  let isParsing = false;
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isInside = url.host === host || ['data:', 'blob:', 'about:'].includes(url.protocol);
    if (!isInside) troubles.push(`left the origin: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A download or a page left early ends its request in this way: nothing is wrong.
    if (!why.includes('ERR_ABORTED')) troubles.push(`did not load: ${request.url()} (${why})`);
  });
  page.on('console', (message) => {
    const said = message.text();
    if (Object.values(PARSING).includes(said)) isParsing = said === PARSING.begins;
    const text = `${said} at ${message.location().url}`;
    const isOfInert = isParsing && said.includes('Content Security Policy');
    const matters = ['error', 'warning'].includes(message.type()) && !isOfInert;
    if (matters && !expected.some((pattern) => pattern.test(text))) troubles.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
}

/** Goes to a path and returns the answer's status. */
export async function open(page, path) {
  const answer = await page.goto(path, { waitUntil: 'load' });
  return answer.status();
}

/** Runs `act`, waits for the page it leads to. */
export async function leadsTo(page, act) {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), act()]);
}

/** The widest thing on the page may not be wider than the screen. */
export async function hasNoSidewaysScroll(page) {
  const { page: inner, screen } = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  assert.ok(inner <= screen, `${page.url()} is ${inner} px wide on a screen of ${screen} px`);
}

/** Saves a picture of the whole page under target/screenshots, for a person to look at. */
export async function picture(page, name) {
  const folder = process.env.GONGKAI_SCREENSHOTS;
  if (!folder) return;
  const { width } = page.viewportSize();
  const path = join(folder, String(width), `${name}.png`);
  mkdirSync(join(path, '..'), { recursive: true });
  await captured(page, path);
}

/** How often a picture is tried. */
const TRIES = 4;

/**
 * Chromium now and then can't take a picture it could take a moment later: its compositor has no frame ready under load.
 * A picture is for a person to look at and judges nothing, so it is tried again; any other fault, and the last one, is told.
 */
async function captured(page, path, tries = TRIES) {
  try {
    await page.screenshot({ path, fullPage: true });
  } catch (error) {
    if (tries <= 1 || !String(error).includes('Unable to capture screenshot')) throw error;
    await page.waitForTimeout(300);
    await captured(page, path, tries - 1);
  }
}
