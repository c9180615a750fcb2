// The words of a pasted line, piece by piece with what holds of each (bold, a link): blanks and line breaks put in order,
// paragraphs told apart, and bold kept to what stars can hold. Knows nothing of the page they came from.
import { held } from './marks.js'

const INDENT = /^[\t\n\r ]*(?:\u3000|\u00a0\u00a0)/
const BLANK = /^[\t\n\r\f \u00a0]+$/
const WORDS_AND_BLANKS = /[\t\n\r\f \u00a0]+|[^\t\n\r\f \u00a0]+/g
const WIDE = /[\p{Script=Han}\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\uff00-\uffef]/u

export const html = (value) => ({ type: 'html', value })
export const text = (value) => ({ type: 'text', value })
const last = (all) => all[all.length - 1]

/** The paragraphs of a line. A blank row or an indented one begins the next: many pages break lines to mean one. */
export function paragraphs(line, { before = '', after = '' }) {
  const found = [[]]
  for (const row of rowsOf(line)) {
    const pieces = narrowed(tidied(row), before, after)
    if (!pieces.length || INDENT.test(row.map((piece) => piece.text).join(''))) found.push([])
    if (pieces.length) last(found).push(nested(pieces))
  }
  return found
    .filter((rows) => rows.length)
    .map((rows) => rows.flatMap((row, index) => (index ? [{ type: 'break' }, ...row] : row)))
    .map((children) => ({ type: 'paragraph', children }))
}

function rowsOf(line) {
  const rows = [[]]
  for (const piece of line) {
    if (piece.isBreak) rows.push([])
    else last(rows).push(piece)
  }
  return rows
}

// From the outside in. What is bold stands innermost: stars hold next to any other mark, but not around one.
const KEYS = ['href', 'em', 'tag', 'strong']
const isAlike = (one, other) => KEYS.every((key) => (one[key] || '') === (other[key] || ''))
const firstOf = (words) => [...words][0]
const lastOf = (words) => last([...words])

// Blanks become one, none at either end. Where the source only wrapped a line of Chinese there was none.
function tidied(row) {
  const pieces = []
  let blank = ''
  const parts = row.flatMap((piece) => (piece.text.match(WORDS_AND_BLANKS) ?? []).map((part) => ({ ...piece, text: part })))
  for (const piece of parts) {
    const over = last(pieces)
    const words = over ? piece.text : piece.text.replace(/^\u3000+/, '')
    if (BLANK.test(piece.text) || !words) {
      blank += piece.text
      continue
    }
    if (over && blank && !isOnlyWrapped(blank, over.text, words)) pieces.push({ ...(isAlike(over, piece) ? over : {}), text: ' ' })
    pieces.push({ ...piece, text: words })
    blank = ''
  }
  return joined(pieces)
}

function isOnlyWrapped(blank, before, after) {
  const isWrap = blank.includes('\n') && !blank.includes('\u00a0')
  return isWrap && (WIDE.test(lastOf(before)) || WIDE.test(firstOf(after)))
}

function joined(pieces) {
  const all = []
  for (const piece of pieces) {
    if (all.length && isAlike(last(all), piece)) last(all).text += piece.text
    else all.push({ ...piece })
  }
  return all
}

// Takes out of the stars what they cannot hold.
function narrowed(pieces, before, after) {
  const parts = pieces.flatMap((piece, index) => {
    if (!piece.strong) return [piece]
    const over = pieces[index - 1] ?? { text: before }
    const next = pieces[index + 1] ?? { text: after }
    const letterBefore = over.strong ? '' : (lastOf(over.text) ?? '')
    const letterAfter = next.strong ? '' : (firstOf(next.text) ?? '')
    const [lead, core, trail] = held(piece.text, letterBefore, letterAfter)
    const outside = { ...piece, strong: false }
    const cut = [{ ...outside, text: lead }, { ...piece, text: core }, { ...outside, text: trail }]
    return cut.filter((part) => part.text)
  })
  return joined(parts)
}

const tagged = (name, children) => [html(`<${name}>`), ...children, html(`</${name}>`)]
const WRAPS = {
  href: (url, children) => [{ type: 'link', url, children }],
  em: (_, children) => tagged('em', children),
  tag: tagged,
  strong: (_, children) => [{ type: 'strong', children }],
}

function nested(pieces, [key, ...rest] = KEYS) {
  if (!key) return [text(pieces.map((piece) => piece.text).join(''))]
  const groups = []
  for (const piece of pieces) {
    if (groups.length && (last(groups)[0][key] || '') === (piece[key] || '')) last(groups).push(piece)
    else groups.push([piece])
  }
  return groups.flatMap((group) => (group[0][key] ? WRAPS[key](group[0][key], nested(group, rest)) : nested(group, rest)))
}
