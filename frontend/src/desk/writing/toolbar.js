// The tools above a text. One stop of the Tab key; the arrow keys move in it, and every tool says whether it is on.
import { AllSelection, Selection } from '@tiptap/pm/state'
import { isAddress } from './schema.js'
import { tidies } from './tidy.js'

const always = () => false
const inTable = (editor) => editor.isActive('table')
const heading = (level) => ({
  run: (chain) => chain.toggleHeading({ level }),
  isOn: (editor) => editor.isActive('heading', { level }),
})
const mark = (name, run) => ({ run, isOn: (editor) => editor.isActive(name) })

const TOOLS = [
  { label: '正文', tip: '普通段落（Ctrl+Alt+0）', run: (chain) => chain.setParagraph(), isOn: (editor) => editor.isActive('paragraph', { isRight: false }) },
  { label: '一、标题', tip: '第一层标题（Ctrl+Alt+2）', ...heading(2) },
  { label: '（一）标题', tip: '第二层标题（Ctrl+Alt+3）', ...heading(3) },
  { label: '1. 标题', tip: '第三层标题（Ctrl+Alt+4）', ...heading(4) },
  { label: '加粗', tip: '加粗（Ctrl+B）', ...mark('bold', (chain) => chain.toggleBold()) },
  { label: '列表', tip: '每段一项，段首加圆点', ...mark('bulletList', (chain) => chain.toggleBulletList()) },
  { label: '编号', tip: '每段一项，段首加序号', ...mark('orderedList', (chain) => chain.toggleOrderedList()) },
  { label: '引文', tip: '别人的话', ...mark('blockquote', (chain) => chain.toggleBlockquote()) },
  { label: '右对齐', tip: '落款和日期（Ctrl+Shift+R）', run: (chain) => chain.toggleRight(), isOn: (editor) => editor.isActive('paragraph', { isRight: true }) },
  { label: '链接', tip: '链接（Ctrl+K）', asksAddress: true, isOn: (editor) => editor.isActive('link') },
  { label: '表格', tip: '插入三行三列的表格', run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), isOn: inTable },
  { label: '图片', tip: '插入图片：选择文件，或者把图片拖进来', run: (chain) => chain.insertContent({ type: 'figure', content: [{ type: 'caption' }] }), isOn: (editor) => editor.isActive('figure') },
  { label: '一键排版', tip: '整理空格、标点和空行，先列出要改的地方', isTidying: true, isOn: always, isTold: false },
  { label: '撤销', tip: '撤销（Ctrl+Z）', run: (chain) => chain.undo(), isOn: always, isTold: false },
  { label: '重做', tip: '重做（Ctrl+Y）', run: (chain) => chain.redo(), isOn: always, isTold: false },
]

const TABLE_TOOLS = [
  { label: '上方加行', run: (chain) => chain.addRowBefore() },
  { label: '下方加行', run: (chain) => chain.addRowAfter() },
  { label: '左侧加列', run: (chain) => chain.addColumnBefore() },
  { label: '右侧加列', run: (chain) => chain.addColumnAfter() },
  { label: '删除行', run: (chain) => chain.deleteRow() },
  { label: '删除列', run: (chain) => chain.deleteColumn() },
  { label: '合并单元格', tip: '先选中几个单元格', run: (chain) => chain.mergeCells() },
  { label: '拆分单元格', run: (chain) => chain.splitCell() },
  { label: '表头行', tip: '把所在的行作为表头，或者取消', run: (chain) => chain.toggleHeaderRow() },
  { label: '删除表格', run: (chain) => chain.deleteTable() },
].map((tool) => ({ ...tool, isOn: always, isTold: false }))

// The text from its first to its last word where all of it is selected: quotations and lists are taken off that alone.
function chosen(editor) {
  const chain = editor.chain().focus()
  const { doc, selection } = editor.state
  if (!(selection instanceof AllSelection)) return chain
  return chain.setTextSelection({ from: Selection.atStart(doc).from, to: Selection.atEnd(doc).to })
}

function button(editor, { label, tip, run, asksAddress, isTidying, isTold }, ask, tidy) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'btn'
  made.textContent = label
  if (tip) made.title = tip
  if (isTold !== false) made.setAttribute('aria-pressed', 'false')
  const act = (asksAddress && ask) || (isTidying && tidy) || (() => run(chosen(editor)).run())
  made.addEventListener('click', () => act())
  return made
}

// The arrow keys, Home and End; one tool at a time can be reached by Tab.
function roving(bar) {
  const tools = () => [...bar.querySelectorAll('button')].filter((one) => one.offsetParent !== null)
  const reach = (one) => {
    for (const tool of bar.querySelectorAll('button')) tool.tabIndex = tool === one ? 0 : -1
  }
  reach(bar.querySelector('button'))
  bar.addEventListener('focusin', ({ target }) => target.localName === 'button' && reach(target))
  bar.addEventListener('keydown', (event) => {
    const all = tools()
    const at = all.indexOf(document.activeElement)
    const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }
    const place = places[event.key]
    if (at < 0 || place === undefined) return
    event.preventDefault()
    all[(place + all.length) % all.length].focus()
  })
}

// The address of a link, asked in the page.
function addresses(editor, bar) {
  const panel = document.createElement('div')
  panel.className = 'writing-link'
  panel.hidden = true
  panel.innerHTML =
    '<label class="form-label" for="link-address">网址</label><input class="form-control" id="link-address" type="text" inputmode="url" autocomplete="off" aria-describedby="link-fault">' +
    '<button type="button" class="btn btn-primary">确定</button><button type="button" class="btn">去掉链接</button><button type="button" class="btn">取消</button>' +
    '<p class="field-error" id="link-fault" role="alert"></p>'
  const [field, fault] = [panel.querySelector('input'), panel.querySelector('p')]
  const [set, take, leave] = panel.querySelectorAll('button')
  const close = () => {
    panel.hidden = true
    editor.commands.focus()
  }
  const put = () => {
    const address = field.value.trim()
    if (!isAddress(address)) {
      fault.textContent = '网址以 https:// 或者 http:// 开头，本网站的页面以 / 开头。'
      field.focus()
      return
    }
    panel.hidden = true
    const chain = editor.chain().focus().extendMarkRange('link')
    const isBare = editor.state.selection.empty && !editor.isActive('link')
    const mark = { type: 'link', attrs: { href: address } }
    if (isBare) chain.insertContent({ type: 'text', text: address, marks: [mark] }).run()
    else chain.setLink({ href: address }).run()
  }
  set.addEventListener('click', put)
  take.addEventListener('click', () => {
    panel.hidden = true
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
  })
  leave.addEventListener('click', close)
  // The field is none of the form's.
  field.addEventListener('input', (event) => event.stopPropagation())
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === field) put()
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  })
  bar.after(panel)
  return () => {
    fault.textContent = ''
    field.value = editor.getAttributes('link').href ?? ''
    panel.hidden = false
    field.focus()
  }
}

/** Puts the tools into their place; gives what asks for the address of a link. */
export function toolbar(editor, bar) {
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', '正文排版')
  bar.setAttribute('aria-controls', 'writing')
  const ofTable = document.createElement('div')
  ofTable.className = 'writing-table-tools'
  ofTable.setAttribute('role', 'group')
  ofTable.setAttribute('aria-label', '表格')
  const ask = addresses(editor, bar)
  const tidy = tidies(editor, bar)
  const made = TOOLS.map((tool) => [tool, button(editor, tool, ask, tidy)])
  ofTable.append(...TABLE_TOOLS.map((tool) => button(editor, tool)))
  const ofText = document.createElement('div')
  ofText.className = 'writing-text-tools'
  ofText.append(...made.map(([, one]) => one))
  bar.append(ofText, ofTable)
  roving(bar)
  const show = () => {
    for (const [tool, one] of made) if (tool.isTold !== false) one.setAttribute('aria-pressed', tool.isOn(editor))
    ofTable.hidden = !inTable(editor)
  }
  editor.on('transaction', show)
  show()
  bar.hidden = false
  return ask
}
