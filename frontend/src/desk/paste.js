// Pasting from Word, WPS, a spreadsheet or a web page: what the clipboard holds as HTML becomes the Markdown that the
// site renders. Words and structure come in; styles, scripts, hidden text and pictures stay out. Plain text is left alone.
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { toMarkdown } from 'mdast-util-to-markdown'
import { gaps, write } from './marks.js'
import { grid, headDepth, isBlank, isShown } from './paste-table.js'
import { html, paragraphs, text } from './paste-words.js'

const WRITING = {
  bullet: '-',
  rule: '-',
  resourceLink: true,
  extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
  // The site strikes out what stands between two tildes.
  unsafe: [{ character: '~', inConstruct: 'phrasing' }],
}

const names = (...lines) => new Set(lines.join(' ').split(' '))
const LEFT_OUT = names(
  'audio button canvas embed head iframe input link meta noscript object o:p rp rt script select style svg template',
  'textarea title video',
)
const BLOCKS = names(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form',
  'h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul',
)
// Hidden text, and what Word keeps beside the text: its comments, the head and foot of its pages, a faked item's marker.
const HIDDEN = /display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-list:\s*ignore|mso-element:\s*(?:comm|head|foot)/i
const WITHDRAWN = '[hidden], .MsoCommentReference, .msoDel, del[cite], del[datetime]'

const last = (all) => all[all.length - 1]

// ---- reading: an element's content as blocks ----

function read(parent, marks, notes) {
  const page = { blocks: [], line: [], notes }
  walk(parent, marks, page)
  close(page)
  return gathered(page.blocks)
}

function walk(parent, marks, page) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) page.line.push(...words(node.data, marks))
    if (node.nodeType !== Node.ELEMENT_NODE || isLeftOut(node)) continue
    const name = node.localName
    if (name === 'img') page.notes.pictures += 1
    else if (name === 'br') page.line.push(marks.isHeading ? { text: '\n' } : { isBreak: true })
    else if (BLOCKS.has(name)) block(node, marked(node, marks), page)
    else walk(node, marked(node, marks), page)
  }
}

const styleOf = (element) => element.getAttribute('data-style') ?? ''
const isLeftOut = (element) => LEFT_OUT.has(element.localName) || HIDDEN.test(styleOf(element)) || element.matches(WITHDRAWN)

function words(data, { isPre, ...marks }) {
  if (!isPre) return [{ ...marks, text: data }]
  return data.split('\n').flatMap((line, index) => [...(index ? [{ isBreak: true }] : []), { ...marks, text: line }])
}

// What an element says of the words in it.
function marked(element, marks) {
  const name = element.localName
  const style = styleOf(element)
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/i.exec(style)?.[1] ?? (/^(?:b|strong)$/.test(name) ? 'bold' : '')
  const slant = /(?:^|[;\s])font-style:\s*(\w+)/i.exec(style)?.[1] ?? (/^(?:i|em)$/.test(name) ? 'italic' : '')
  const next = { ...marks }
  if (weight) next.strong = /^(?:bold|bolder|[6-9]\d\d)$/i.test(weight) && !marks.isHeading
  if (slant) next.em = /^(?:italic|oblique)$/i.test(slant)
  if (/^(?:sub|sup|s|del|strike)$/.test(name)) next.tag = name.startsWith('su') ? name : 's'
  const address = name === 'a' ? (element.getAttribute('href') ?? '') : ''
  if (/^(?:https?:|mailto:|tel:)/i.test(address)) next.href = address
  if (name === 'pre') next.isPre = true
  return next
}

function block(element, marks, page) {
  close(page)
  const name = element.localName
  if (name === 'ul' || name === 'ol') page.blocks.push(...list(element, marks, page.notes))
  else if (name === 'table') table(element, marks, page)
  else if (name === 'hr') page.blocks.push({ type: 'thematicBreak' })
  else if (name === 'blockquote') page.blocks.push(...quotation(read(element, marks, page.notes)))
  else if (depthOf(element)) page.blocks.push(...heading(element, marks, page.notes))
  else paragraph(element, marks, page)
  close(page)
}

const quotation = (children) => (children.length ? [{ type: 'blockquote', children }] : [])

function close(page) {
  page.blocks.push(...paragraphs(page.line, page.notes))
  page.line = []
}

function depthOf(element) {
  const outline = element.localName === 'p' && /mso-outline-level:\s*([1-9])/i.exec(styleOf(element))?.[1]
  return Number(/^h([1-6])$/.exec(element.localName)?.[1] ?? outline ?? 0)
}

function heading(element, marks, notes) {
  const plain = { ...marks, isHeading: true, strong: false }
  const { sign, isDot } = markerOf(element)
  const words = flat(read(element, plain, notes), text(' '))
  const children = sign && !isDot ? [text(spaced(sign)), ...words] : words
  return words.length ? [{ type: 'heading', depth: depthOf(element), children }] : []
}

// ---- lists, and those that Word fakes with paragraphs ----

function list(element, marks, notes) {
  const children = []
  for (const child of element.children) {
    if (isLeftOut(child)) continue
    const page = { blocks: [], line: [], notes }
    block(child, marked(child, marks), page)
    const blocks = gathered(page.blocks)
    // A list that stands straight in a list belongs to the item before it.
    if (child.localName !== 'li' && children.length) last(children).children.push(...blocks)
    else if (blocks.length) children.push(item(blocks))
  }
  const ordered = element.localName === 'ol'
  const start = ordered ? Number(element.getAttribute('start') ?? 1) : null
  return children.length ? [{ type: 'list', ordered, start, spread: false, children }] : []
}

const item = (children) => ({ type: 'listItem', spread: false, children })

// The number or the dot that Word wrote before a paragraph or a heading.
function markerOf(element) {
  const isListed = /mso-list:\s*l\d/i.test(styleOf(element))
  const marker = isListed && element.querySelector('[data-style*="mso-list:ignore" i], [data-style*="mso-list: ignore" i]')
  if (!marker) return { sign: '', isDot: false }
  const sign = marker.textContent.replace(/\s+/g, '')
  // Word draws its dots as letters of a face of signs; "o" is the dot of the second level.
  const face = marker.closest('[data-style*="wingdings" i], [data-style*="symbol" i]')
  const isDrawn = face !== null && face !== element && element.contains(face)
  return { sign, isDot: isDrawn || sign === 'o' || /^[^\p{L}\p{N}]+$/u.test(sign) }
}

const spaced = (sign) => (/[、）]$/.test(sign) ? sign : `${sign} `)

// Dots and “1.” are a list's. Every other number (一、 （一） 第一条 1.1) is part of the document's words and stays there.
function paragraph(element, marks, page) {
  const { sign, isDot } = element.localName === 'li' ? { sign: '' } : markerOf(element)
  const number = /^(\d+)[.．、)）]$/.exec(sign)?.[1]
  if (number === undefined && !isDot) {
    if (sign) page.line.push({ ...marks, text: spaced(sign) })
    return walk(element, marks, page)
  }
  const level = Number(/\blevel(\d)/i.exec(styleOf(element))?.[1] ?? 1)
  const children = read(element, marks, page.notes)
  const kind = isDot ? { ordered: false, start: null } : { ordered: true, start: Number(number) }
  if (children.length) page.blocks.push({ type: 'faked', level, ...kind, children })
}

// Faked items one after another become lists, each deeper one inside the item above it.
function gathered(blocks) {
  const all = []
  let open = []
  for (const block of blocks) {
    if (block.type !== 'faked') {
      open = []
      all.push(block)
      continue
    }
    const { level, ordered, start, children } = block
    open = open.filter((above) => above.level < level || (above.level === level && above.list.ordered === ordered))
    if (last(open)?.level !== level) {
      const list = { type: 'list', ordered, start, spread: false, children: [] }
      const around = open.length ? last(last(open).list.children).children : all
      around.push(list)
      open.push({ level, list })
    }
    last(open).list.children.push(item(children))
  }
  return all
}

// ---- tables ----

// A table that only arranges the page (one column, or tables inside) gives its words one after another.
function table(element, marks, page) {
  const { over, rows, under } = grid(element, isLeftOut)
  if (element.querySelector('table') || !rows.length || rows[0].length < 2) return walk(element, marks, page)
  const caption = element.caption && !isLeftOut(element.caption) ? [element.caption] : []
  for (const cell of [...caption, ...over]) page.blocks.push(...read(cell, marks, page.notes))
  const kept = new Map()
  const cellOf = (cell, isHead) => {
    const phrase = kept.get(cell) ?? flat(read(cell, { ...marks, isHeading: isHead, strong: false }, page.notes))
    return kept.set(cell, phrase).get(cell)
  }
  if (rows.flat().some((slot) => slot?.down || slot?.right)) page.notes.isSpread = true
  const depth = headDepth(element, rows)
  const head = rows[0].map((_, column) => headOf(rows.slice(0, depth).map((row) => row[column]), cellOf))
  const body = rows.slice(depth).map((row) => row.map((slot) => (isShown(slot) ? cellOf(slot.cell, false) : [])))
  page.blocks.push({ type: 'table', children: [head, ...body].map(tableRow) })
  for (const cell of under) page.blocks.push(...read(cell, marks, page.notes))
}

const tableRow = (cells) => ({ type: 'tableRow', children: cells.map((children) => ({ type: 'tableCell', children })) })

// A column's headings from top to bottom, each once.
function headOf(slots, cellOf) {
  const cells = [...new Set(slots.filter((slot) => !isBlank(slot)).map(({ cell }) => cell))]
  return cells.flatMap((cell, index) => (index ? [text(' '), ...cellOf(cell, true)] : cellOf(cell, true)))
}

// Blocks in one line, as a cell wants them.
function flat(blocks, between = html('<br>')) {
  const lines = blocks.map((each) => phrase(each, between)).filter((line) => line.length)
  return lines.flatMap((line, index) => (index ? [between, ...line] : line))
}

function phrase({ type, children = [], ordered, start }, between) {
  if (type === 'paragraph' || type === 'heading') return children.map((node) => (node.type === 'break' ? between : node))
  if (type !== 'list') return flat(children, between)
  return flat(
    children.map((each, index) => ({
      type: 'paragraph',
      children: [text(ordered ? `${start + index}. ` : '· '), ...flat(each.children, between)],
    })),
    between,
  )
}

// ---- writing ----

// The page's title is the document's own; below it headings go from the second level to the fourth.
function levelled(blocks) {
  const headings = []
  const find = (node) => (node.type === 'heading' ? headings.push(node) : node.children?.forEach(find))
  blocks.forEach(find)
  const depths = [...new Set(headings.map(({ depth }) => depth))].sort((one, other) => one - other)
  for (const node of headings) node.depth = Math.min(4, depths.indexOf(node.depth) + 2)
  return blocks
}

// Takes the words in; tells whether there were any, or a picture to speak of.
function paste(area, source, notes) {
  const { body } = new DOMParser().parseFromString(quiet(source), 'text/html')
  const { value, selectionStart: from, selectionEnd: to } = area
  const isPhrase = read(body, {}, { pictures: 0 }).every(({ type }, index) => index === 0 && type === 'paragraph')
  const edges = isPhrase ? { before: value[from - 1], after: value[to] } : {}
  const blocks = levelled(read(body, {}, Object.assign(notes, edges)))
  if (!blocks.length) return notes.pictures > 0
  const isMidLine = isPhrase && from > 0 && value[from - 1] !== '\n'
  const { before, after } = isPhrase ? { before: '', after: '' } : gaps(value, from, to)
  const written = before + (isMidLine ? midLine(blocks, value[from - 1]) : markdown(blocks))
  write(area, { from, to, text: written + after, start: from + written.length })
  return true
}

// The page's policy complains of styles, and in newer browsers of handlers too, as soon as they are parsed, though nothing
// in an inert document is drawn or run: both are read under names that it does not know.
function quiet(source) {
  // A quotation mark begins a value only after “=”: elsewhere it is a sign like any other.
  const tags = /<[a-z](?:=\s*"[^"]*"|=\s*'[^']*'|=(?!\s*["'])|[^=>])*>/gi
  const attributes = /([^\s"'<>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*))/g
  const renamed = (all, name, value) => (/^(?:style|on.*)$/i.test(name) ? `data-${name}${value}` : all)
  return source.replace(/<style\b[^]*?<\/style\s*>/gi, '').replace(tags, (tag) => tag.replace(attributes, renamed))
}

// Two signs are escaped only where they would be read as a mark: “x=1&y=2” and “3~5天” stay as they are.
function markdown(children) {
  const written = toMarkdown({ type: 'root', children }, WRITING).replace(/\n$/, '')
  return written.replace(/\\&(?=[#a-z])(?!#?\w+;)/gi, '&').replace(/([\p{L}\p{N}])\\~(?=[\p{L}\p{N}])/gu, '$1~')
}

// In the middle of a line “1.” or “#” mean nothing and are left as they are: a stand-in for the words before says so.
function midLine([{ children }], before) {
  const standIn = text(/[\s\p{P}\p{S}]/u.test(before) ? '，' : 'x')
  return markdown([{ type: 'paragraph', children: [standIn, ...children] }]).slice(1)
}

function said({ pictures, isSpread }) {
  const says = []
  if (pictures) says.push(`粘贴的内容中有 ${pictures} 张图片没有录入。图片请在保存后作为附件添加。`)
  if (isSpread) says.push('表格中合并的单元格已拆开，请核对。')
  return says.join('')
}

function start(area) {
  const status = document.createElement('p')
  status.className = 'paste-says'
  status.setAttribute('role', 'status')
  area.before(status)
  area.addEventListener('paste', (event) => {
    const source = event.clipboardData?.getData('text/html') ?? ''
    const plain = event.clipboardData?.getData('text/plain') ?? ''
    // A copied picture comes alone; a spreadsheet adds one of its cells to the words, and that is no loss.
    const notes = { pictures: source || plain ? 0 : (event.clipboardData?.files.length ?? 0), isSpread: false }
    if (source && paste(area, source, notes)) event.preventDefault()
    status.textContent = said(notes)
  })
}

for (const area of document.querySelectorAll('textarea[data-paste]')) start(area)
