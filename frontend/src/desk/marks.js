// The toolbar above a text: headings, bold, lists and the like, by button or key, written as the Markdown that the site
// reads. Pressed again it takes the mark away; every change goes through the browser, so that its own undo knows of it.

const HEADING = { is: /^#{1,6} +/, put: () => '## ' }
const BULLETS = { is: /^[-*+] +/, put: () => '- ', isBlock: true }
const NUMBERS = { is: /^\d+[.)] +/, put: (index) => `${index}. `, isBlock: true }
const QUOTE = { is: /^> ?/, put: () => '> ', isBlock: true, isAround: true }
const ANY_LINE_MARK = /^(?:> ?)*(?:#{1,6} +|[-*+] +|\d+[.)] +)?/
const BOLD = /\*\*(.*?)\*\*/g
const LINK = /\[([^\]\n]*)\]\([^)\n]*\)/g
const TABLE = '| 项目 | 内容 |\n| --- | --- |\n|  |  |'

const ofLines = (mark) => ({ change: (text) => marked(text, mark), isOn: (text) => isMarked(text, mark) })
const TOOLS = [
  { label: '小标题', tip: '把所在的行作为小标题', ...ofLines(HEADING) },
  { label: '加粗', tip: '加粗（Ctrl+B）', key: 'b', change: bold, isOn: (text) => around(text, BOLD) !== undefined },
  { label: '列表', tip: '每行一项，行首加圆点', ...ofLines(BULLETS) },
  { label: '编号', tip: '每行一项，行首加序号', ...ofLines(NUMBERS) },
  { label: '引用', tip: '把所在的行作为引文', ...ofLines(QUOTE) },
  { label: '链接', tip: '链接（Ctrl+K）', key: 'k', change: link, isOn: (text) => around(text, LINK) !== undefined },
  { label: '表格', tip: '插入表格；光标在表格里时加一行', change: table },
]

/** Puts text in place of a stretch of the area and selects what `start` and `end` say. */
export function write(area, { from, to, text, start = from + text.length, end = start }) {
  area.focus({ preventScroll: true })
  if (area.value.slice(from, to) !== text) {
    area.setSelectionRange(from, to)
    const isDone = text ? document.execCommand('insertText', false, text) : document.execCommand('delete')
    // Where a browser knows no such command the change is made all the same, only without its undo.
    if (!isDone) {
      area.setRangeText(text, from, to, 'end')
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }
  area.setSelectionRange(start, end)
}

/**
 * What stars can hold of a text, and what has to stay outside before and after: next to a word no punctuation may stand
 * just inside the stars ("**总则。**第一条" shows them, "**总则**。第一条" is bold).
 */
export function held(text, before, after) {
  const isWord = (character) => /[^\s\p{P}\p{S}]/u.test(character)
  const [, space, marks] = /^(\s*)([\p{P}\p{S}]*)/u.exec(text)
  const lead = space || !isWord(before) ? space : marks
  const rest = text.slice(lead.length)
  const tail = /\s*$/.exec(rest)[0]
  const trail = tail || !isWord(after) ? tail : /[\p{P}\p{S}]*$/u.exec(rest)[0]
  return [lead, rest.slice(0, rest.length - trail.length), trail]
}

// ---- what the selection stands in ----

const lineStart = (value, at) => (at > 0 ? value.lastIndexOf('\n', at - 1) + 1 : 0)
const lineEnd = (value, at) => (value.indexOf('\n', at) + 1 || value.length + 1) - 1

// The whole lines of the selection. One that ends at a line's very start does not mean that line.
function lines({ value, start, end }) {
  const last = end > start && value[end - 1] === '\n' ? end - 1 : end
  const from = lineStart(value, start)
  const to = lineEnd(value, last)
  return { from, to, all: value.slice(from, to).split('\n') }
}

const filled = (all) => (all.some((line) => line.trim()) ? all.filter((line) => line.trim()) : all)
const isMarked = (text, mark) => filled(lines(text).all).every((line) => mark.is.test(line))

// The bold words or the link that the selection lies in.
function around({ value, start, end }, pattern) {
  const from = lineStart(value, start)
  const within = [...value.slice(from, lineEnd(value, start)).matchAll(pattern)]
  const match = within.find(({ index, 0: all }) => from + index <= start && end <= from + index + all.length)
  // At either edge a bare caret stands beside the words, not in them.
  const isBeside = match && start === end && (start === from + match.index || end === from + match.index + match[0].length)
  return match && !isBeside ? { from: from + match.index, all: match[0], inner: match[1] } : undefined
}

// ---- what each tool does ----

// Marks the beginning of every line, or takes that mark away where all of them have it.
function marked(text, mark) {
  const { from, to, all } = lines(text)
  const isOff = isMarked(text, mark)
  const isOnlyBlank = !all.some((line) => line.trim())
  let index = mark === NUMBERS ? numberBefore(text.value, from) : 0
  const written = all.map((line) => {
    if (isOff) return line.replace(mark.is, '')
    if (!line.trim() && !isOnlyBlank) return mark.isAround ? '>' : line
    index += 1
    return mark.put(index) + (mark.isAround ? line : line.replace(ANY_LINE_MARK, ''))
  })
  const gap = !isOff && mark.isBlock && isRunOn(text.value, to, mark) ? '\n' : ''
  return { from, to, text: written.join('\n') + gap, ...selected(text, from, all, written) }
}

// A list goes on counting from the line above it.
function numberBefore(value, from) {
  const above = value.slice(lineStart(value, from - 1), Math.max(from - 1, 0))
  return Number(/^(\d+)[.)] /.exec(above)?.[1] ?? 0)
}

// A plain line right below a list or a quotation would be read as a part of it.
function isRunOn(value, to, mark) {
  const below = value.slice(to + 1, lineEnd(value, to + 1))
  return /^\S/.test(below) && !mark.is.test(below)
}

// A caret keeps its place among the words; a selection becomes the lines that were marked.
function selected({ start, end }, from, all, written) {
  const length = written.join('\n').length
  if (start !== end) return { start: from, end: from + length }
  return { start: Math.max(from, start + written[0].length - all[0].length) }
}

function bold(text) {
  const { value, start, end } = text
  if (value.slice(start, end).includes('\n')) return boldLines(text)
  const found = around(text, BOLD)
  if (!found) return boldWords(text)
  const { from, all, inner } = found
  // At the end of bold words the next ones are plain: the caret steps out, as it does in a word processor.
  if (start === end && inner && end === from + all.length - 2) return { from: end, to: end, text: '', start: end + 2 }
  const first = Math.max(from, Math.min(start - 2, from + inner.length))
  const last = start === end ? first : Math.min(from + inner.length, Math.max(first, end - 2))
  return { from, to: from + all.length, text: inner, start: first, end: last }
}

function boldWords({ value, start, end }) {
  const [lead, core, trail] = held(value.slice(start, end), value[start - 1] ?? '', value[end] ?? '')
  const words = core || lead + trail
  const from = core ? start + lead.length : start
  return { from, to: from + words.length, text: `**${words}**`, start: from + 2, end: from + 2 + words.length }
}

// Bold does not reach over a line's end: each line gets its own.
function boldLines(text) {
  const { from, to, all } = lines(text)
  const parts = all.map((line) => {
    const [head] = ANY_LINE_MARK.exec(line)
    return [head, line.slice(head.length).trim()]
  })
  const isOff = parts.every(([, words]) => !words || /^\*\*.+\*\*$/.test(words))
  const written = parts.map(([head, words]) => {
    if (!words) return head
    return head + (isOff ? words.slice(2, -2) : `**${words.replaceAll('**', '')}**`)
  })
  return { from, to, text: written.join('\n'), ...selected(text, from, all, written) }
}

function link(text) {
  const { value, start, end } = text
  const found = around(text, LINK)
  if (found) {
    const { from, all, inner } = found
    return { from, to: from + all.length, text: inner, start: from, end: from + inner.length }
  }
  const words = value.slice(start, end)
  const isAddress = /^(?:https?:\/\/|mailto:)\S+$/.test(words.trim())
  const name = isAddress ? '文字' : words || '文字'
  const address = isAddress ? words.trim() : '网址'
  // What is still to be written is selected: the words if there are none yet, else the address.
  const first = isAddress || !words ? start + 1 : start + name.length + 3
  const length = isAddress || !words ? name.length : address.length
  return { from: start, to: end, text: `[${name}](${address})`, start: first, end: first + length }
}

function table({ value, start, end }) {
  const line = value.slice(lineStart(value, start), lineEnd(value, start))
  const words = value.slice(start, end)
  if (/^\|.*\|\s*$/.test(line) && !words.includes('\t')) return rowBelow(value, start)
  const text = words.includes('\t') ? tableOf(words) : words.trim() ? `${words}\n\n${TABLE}` : TABLE
  const { before, after } = gaps(value, start, end)
  const first = start + before.length + text.lastIndexOf('| 项目 |') + 2
  const chosen = words.includes('\t') ? {} : { start: first, end: first + 2 }
  return { from: start, to: end, text: before + text + after, ...chosen }
}

/** The line breaks that set a block apart from the words around it. */
export function gaps(value, start, end) {
  const over = value.slice(0, start)
  const under = value.slice(end)
  const before = !over.trim() || over.endsWith('\n\n') ? '' : over.endsWith('\n') ? '\n' : '\n\n'
  const after = !under.trim() || under.startsWith('\n\n') ? '' : under.startsWith('\n') ? '\n' : '\n\n'
  return { before, after }
}

// Below the heading's rule rather than between heading and rule.
function rowBelow(value, start) {
  const isRule = (at) => /^\|[\s:|-]+\|\s*$/.test(value.slice(at, lineEnd(value, at)))
  const own = lineEnd(value, start)
  const to = own < value.length && isRule(own + 1) ? lineEnd(value, own + 1) : own
  const columns = value.slice(lineStart(value, start), own).replace(/\\\|/g, '').split('|').length - 2
  return { from: to, to, text: `\n|${'  |'.repeat(columns)}`, start: to + 3 }
}

// Columns set apart by tabs, as a spreadsheet copies them.
function tableOf(words) {
  const cells = (line) => line.split('\t').map((cell) => cell.trim().replace(/\|/g, '\\|'))
  const rows = words.replace(/\n+$/, '').split('\n').map(cells)
  const width = Math.max(...rows.map((row) => row.length))
  const written = rows.map((row) => `| ${Array.from({ length: width }, (_, column) => row[column] ?? '').join(' | ')} |`)
  return [written[0], `|${' --- |'.repeat(width)}`, ...written.slice(1)].join('\n')
}

// ---- the toolbar ----

const textOf = ({ value, selectionStart, selectionEnd }) => ({ value, start: selectionStart, end: selectionEnd })

function start(bar) {
  const area = document.getElementById(bar.dataset.marks)
  if (!area) return
  const press = (tool) => {
    write(area, tool.change(textOf(area)))
    show()
  }
  const buttons = TOOLS.map((tool) => button(tool, () => press(tool)))
  const show = () => {
    const text = textOf(area)
    TOOLS.forEach(({ isOn }, index) => isOn && buttons[index].setAttribute('aria-pressed', String(isOn(text))))
  }
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', '正文排版')
  bar.setAttribute('aria-controls', area.id)
  bar.replaceChildren(...buttons)
  bar.hidden = false
  roam(bar, buttons)
  area.addEventListener('keydown', (event) => {
    const tool = TOOLS.find(({ key }) => key === event.key.toLowerCase())
    if (!tool || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.isComposing) return
    event.preventDefault()
    press(tool)
  })
  document.addEventListener('selectionchange', show)
  show()
}

function button({ label, tip, key }, press) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'btn'
  made.textContent = label
  made.title = tip
  if (key) made.setAttribute('aria-keyshortcuts', `Control+${key.toUpperCase()}`)
  // The mouse leaves the caret where it is.
  made.addEventListener('mousedown', (event) => event.preventDefault())
  made.addEventListener('click', press)
  return made
}

// One stop of the Tab key for all buttons; the arrows move among them.
function roam(bar, buttons) {
  const stopAt = (index) => buttons.forEach((each, other) => (each.tabIndex = other === index ? 0 : -1))
  stopAt(0)
  bar.addEventListener('focusin', ({ target }) => stopAt(buttons.indexOf(target)))
  bar.addEventListener('keydown', (event) => {
    const here = buttons.indexOf(event.target)
    const last = buttons.length - 1
    const right = here === last ? 0 : here + 1
    const left = here === 0 ? last : here - 1
    const next = { ArrowRight: right, ArrowLeft: left, Home: 0, End: last }[event.key]
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    buttons[next].focus()
  })
}

for (const bar of document.querySelectorAll('[data-marks]')) start(bar)
