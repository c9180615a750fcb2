// What stands on a PDF.

import { execFileSync } from 'node:child_process';

/** The text of a PDF, page by page, the cells of a table one after the other. */
export function pagesOf(path) {
  const text = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return text.split('\f').slice(0, -1);
}

/** The text of a PDF without blanks and breaks, in which words are found wherever lines end. */
export const wordsOf = (path) => pagesOf(path).join('').replace(/\s/g, '');
