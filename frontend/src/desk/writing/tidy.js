// 一键排版: blanks, signs of half and full width, empty lines. What would be changed is shown first, each with its words around it,
// and nothing is changed that is not ticked; one undo takes all of it back.

const HAN = '\\p{Script=Han}，。；：？！、（）《》“”‘’〔〕【】…—'
const BLANK = '[ \\t\\u00a0\\u2002-\\u200a\\u202f\\u3000]'
const FULL = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }
const half = (text) => String.fromCharCode(text.charCodeAt(0) - 0xfee0)

// What is looked for in a paragraph; each gives what stands there instead. Made when it is asked for: a browser that can't look
// behind a sign still has its editor.
const rules = () => [
  ['段首空格', new RegExp(`^${BLANK}+`, 'gu'), () => ''],
  ['段末空格', new RegExp(`${BLANK}+$`, 'gu'), () => ''],
  ['汉字之间的空格', new RegExp(`(?<=[${HAN}])${BLANK}+(?=[${HAN}])`, 'gu'), () => ''],
  ['半角标点', new RegExp(`(?<=[${HAN}])[,;:?!]${BLANK}?(?=[${HAN}]|$)`, 'gu'), (found) => FULL[found[0]]],
  ['半角括号', /\((?=[^()]*\p{Script=Han}[^()]*\))/gu, () => '（'],
  ['半角括号', new RegExp('(?<=\\([^()]*\\p{Script=Han}[^()]*)\\)', 'gu'), () => '）'],
  ['全角数字、字母', /[０-９Ａ-Ｚａ-ｚ]/gu, half],
  ['省略号', new RegExp('。{3,}|(?<=\\p{Script=Han})\\.{3,}', 'gu'), () => '……'],
]

/** The changes in a text of one paragraph: where, what, instead of what. */
export function changesOf(text) {
  const all = []
  for (const [label, pattern, instead] of rules()) {
    for (const found of text.matchAll(pattern)) {
      const [from, to] = [found.index, found.index + found[0].length]
      if (!all.some((other) => from < other.to && other.from < to)) all.push({ label, from, to, instead: instead(found[0]) })
    }
  }
  // Signs beside each other are one change.
  all.sort((one, other) => one.from - other.from)
  return all.reduce((joined, change) => {
    const last = joined.at(-1)
    if (last?.label === change.label && last.to === change.from) Object.assign(last, { to: change.to, instead: last.instead + change.instead })
    else joined.push({ ...change })
    return joined
  }, [])
}

// The changes of a whole document, with their places in it.
function found(doc) {
  const changes = []
  doc.descendants((node, at, parent) => {
    if (!node.isTextblock) return true
    const text = node.textBetween(0, node.content.size, '\n', '\ufffc')
    if (!node.content.size) {
      const isSpare = node.type.name === 'paragraph' && parent.type.name === 'doc' && parent.childCount > 1
      if (isSpare) changes.push({ label: '空行', from: at, to: at + node.nodeSize, instead: '', before: '', now: '', after: '' })
      return false
    }
    for (const { label, from, to, instead } of changesOf(text)) {
      const around = { before: text.slice(Math.max(0, from - 8), from), now: text.slice(from, to), after: text.slice(to, to + 8) }
      changes.push({ label, from: at + 1 + from, to: at + 1 + to, instead, ...around })
    }
    return false
  })
  return changes
}

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

// A blank is shown as a sign.
const seen = (text) => text.replace(new RegExp(BLANK, 'gu'), '␣')

function line(change, index) {
  const id = `tidy-${index}`
  const box = element('input', { type: 'checkbox', id, checked: true })
  const words = [change.before, element('del', { textContent: seen(change.now) || '（空行）' }), element('ins', { textContent: change.instead }), change.after]
  return element('li', {}, box, element('label', { htmlFor: id }, ` ${change.label}：`, ...words))
}

/** Gives what shows the changes below the tools, and makes those that stay ticked. */
export function tidies(editor, bar) {
  const panel = element('div', { className: 'writing-tidy', hidden: true })
  panel.setAttribute('role', 'group')
  panel.setAttribute('aria-label', '一键排版')
  bar.after(panel)
  const close = () => {
    panel.hidden = true
    editor.commands.focus()
  }
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && close())
  // What is ticked here is no part of the form.
  for (const kind of ['input', 'change']) panel.addEventListener(kind, (event) => event.stopPropagation())
  return () => {
    const { doc } = editor.state
    let changes = []
    try {
      changes = found(doc)
    } catch {
      panel.replaceChildren(element('p', { textContent: '这个浏览器版本过旧，不能一键排版，请更新浏览器。', role: 'status' }))
      panel.hidden = false
      return
    }
    const list = element('ul', {}, ...changes.map(line))
    const make = element('button', { type: 'button', className: 'btn btn-primary', textContent: '整理所选' })
    const leave = element('button', { type: 'button', className: 'btn', textContent: changes.length ? '取消' : '关闭' })
    leave.addEventListener('click', close)
    make.addEventListener('click', () => {
      // What was typed meanwhile has moved the places: it is looked through again.
      if (editor.state.doc !== doc) return tell('正文已改动，请再点一次“一键排版”。')
      const ticked = changes.filter((_, index) => list.children[index].querySelector('input').checked)
      editor
        .chain()
        .command(({ tr }) => {
          for (const { from, to, instead } of ticked.toReversed?.() ?? [...ticked].reverse()) {
            if (instead) tr.insertText(instead, from, to)
            else tr.delete(from, to)
          }
          return true
        })
        .run()
      close()
    })
    const tell = (words) => panel.prepend(element('p', { textContent: words, role: 'status' }))
    panel.replaceChildren(...(changes.length ? [list, make, ' ', leave] : [leave]))
    tell(changes.length ? `找到 ${changes.length} 处可以整理，去掉勾选的不改：` : '没有需要整理的空格、标点和空行。')
    panel.hidden = false
    ;(changes.length ? make : leave).focus()
  }
}
