// The sum in words that a visitor is asked where much was sent from one place.

const DIGITS = '零一二三四五六七八九';

/** 四十五 as 45. */
function spoken(words) {
  const [tens, units] = words.includes('十') ? words.split('十') : ['零', words];
  const digit = (text, otherwise) => (text ? DIGITS.indexOf(text) : otherwise);
  return digit(tens, 1) * 10 + digit(units, 0);
}

/** The answer to the question on a page. */
export function answered(page) {
  const [, left, sign, right] = page.match(/([零一二三四五六七八九十]+)(加|减)([零一二三四五六七八九十]+)等于几/);
  return String(sign === '加' ? spoken(left) + spoken(right) : spoken(left) - spoken(right));
}
