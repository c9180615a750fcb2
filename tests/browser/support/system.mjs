// The visual system (tokens.css of each half): text has one of its sizes, and what stands in the page's column begins at one left edge.

import assert from 'node:assert/strict';

/** What is no text of ours: a letter as paper has it, a chart, a written text with its own marks, a code to be copied, a name as machines have it. */
const OTHERS = '.letter-sheet, .letter-sheet *, .sheet-paper, svg, svg *, canvas, [data-chart] *, .prose *, code, sub, sup, .visually-hidden, .skip-link';

/** Fails with each text of another size, and with each part of the page that begins elsewhere than its heading. */
export async function isOfTheSystem(page) {
  const { sizes, odd, edges } = await page.evaluate((others) => {
    const root = getComputedStyle(document.documentElement);
    const base = Number.parseFloat(root.fontSize);
    const names = ['--meta', '--text', '--read', '--title', '--note', '--lead', '--head', '--masthead'];
    const tokens = names.map((name) => Number.parseFloat(root.getPropertyValue(name)) * base).filter(Number.isFinite);
    const sizes = [...new Set([...tokens, base])];
    const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
    const odd = new Set();
    for (const one of document.body.querySelectorAll('*')) {
      const says = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!says || one.matches(others) || !isSeen(one) || one.matches('script, style, noscript, option')) continue;
      const size = Number.parseFloat(getComputedStyle(one).fontSize);
      if (!sizes.some((known) => Math.abs(known - size) < 0.1)) odd.add(`${one.localName}.${one.className}: ${size}`);
    }
    const heading = document.querySelector('main h1');
    const column = document.querySelector('body.desk') ? [...document.querySelector('main').children] : [];
    const left = heading?.getBoundingClientRect().left ?? 0;
    const edges = column
      .filter((one) => isSeen(one) && one.getBoundingClientRect().width > 0 && !['fixed', 'sticky', 'absolute'].includes(getComputedStyle(one).position))
      .filter((one) => Math.abs(one.getBoundingClientRect().left - left) > 1)
      .map((one) => `${one.localName}.${one.className}: ${one.getBoundingClientRect().left}, the heading ${left}`);
    return { sizes, odd: [...odd], edges };
  }, OTHERS);
  assert.deepEqual(odd, [], `sizes other than ${sizes.join(' ')} on ${page.url()}`);
  assert.deepEqual(edges, [], `one left edge on ${page.url()}`);
}
