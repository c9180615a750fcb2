// What comes from elsewhere, pasted or as a file: the server reads it with the reader of imports, gives clean HTML, and says
// what it held unseen. Nothing unseen gets into the text.
import { holdable } from './schema.js'

const OWN = /data-pm-slice/
const BROKEN = '没有读入：与服务器的连接中断，或者登录已经过期。请保留原文，稍后再试。'

async function ask(where, secret, name, value, taking) {
  const form = new FormData()
  form.append('csrf', secret)
  if (taking !== undefined) form.append('taking', taking)
  form.append(name, value)
  const answer = await fetch(`/desk/documents/${where}`, { method: 'POST', body: form })
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}

/** Keeps a picture at the server and gives its address; where it is refused, says why. */
export const sends = (secret, says) => async (file) => {
  says.textContent = '正在放入图片……'
  try {
    const { address, refused } = await ask('pictures', secret, 'file', file)
    says.textContent = refused ?? ''
    return address
  } catch {
    says.textContent = BROKEN
    return undefined
  }
}

const isPicture = (file) => file.type.startsWith('image/')

// One paragraph alone is words: they go into the line that one is in.
function inline(html) {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const [only, ...more] = body.children
  return only?.localName === 'p' && !only.className && !more.length ? only.innerHTML : html
}

const named = ({ label, place, text }) => `${label}（${place}）：${text}`

const element = (name, properties, ...inside) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...inside)
  return made
}

// 导入体检, before anything is put in: what the file holds unseen or has not settled, each with a box; ticked is what Word shows. Gives
// the keys of what is to be taken in, or nothing where the file is not to be.
function choose(place, health) {
  const open = health.filter(({ key }) => key)
  const boxes = new Map(open.map((one) => [one.key, element('input', { type: 'checkbox', className: 'form-check-input', checked: one.taken })]))
  const lines = health.map((one) => {
    const box = boxes.get(one.key)
    const words = element('span', { className: 'form-check-label', textContent: named(one) })
    return element('li', {}, box ? element('label', { className: 'form-check' }, box, ' ', words) : words)
  })
  const put = element('button', { type: 'button', className: 'btn btn-primary', textContent: '放入正文' })
  const drop = element('button', { type: 'button', className: 'btn', textContent: '不放入' })
  const panel = element('div', { className: 'import-choices' },
    element('p', { textContent: '导入体检：下面的内容原文里看不见，或者没有定稿。勾选的放进正文，没有勾选的不放；隐藏、删除的文字和批注默认不放。作者和嵌入的文件不会放入，需要公开的文件请另存后作为附件上传。' }),
    element('ul', { className: 'import-list' }, ...lines),
    element('p', { className: 'form-actions' }, put, ' ', drop))
  // Enter at a box is no wish to save the document.
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.type === 'checkbox') event.preventDefault()
  })
  place.replaceChildren(panel)
  put.focus({ preventScroll: true })
  return new Promise((resolve) => {
    put.addEventListener('click', () => resolve(open.filter(({ key }) => boxes.get(key).checked).map(({ key }) => key)))
    drop.addEventListener('click', () => resolve(undefined))
  })
}

// 导入体检: what was left out, what was taken in although it was not agreed to yet, and what has to be put in by hand.
function report(place, { health = [], dropped = [], images = 0, failed = [], refused }) {
  place.replaceChildren()
  const say = (text, list = []) => {
    place.append(element('p', { textContent: text }))
    if (!list.length) return
    place.append(element('ul', {}, ...list.map((text) => element('li', { textContent: text }))))
  }
  if (refused) return say(refused)
  const decided = health.filter(({ key }) => key)
  const told = health.filter(({ key }) => !key)
  if (decided.length) {
    const of = (taken) => decided.filter((one) => one.taken === taken).map(named)
    if (of(true).length) say('导入体检：下面的内容放进了正文，请核对。', of(true))
    if (of(false).length) say('下面的内容没有放进正文。', of(false))
    if (told.length) say('文件中还有：', told.map(named))
  } else if (told.length) {
    say('导入体检：下面的内容原文里看不见，或者没有定稿。隐藏、删除的文字和批注没有放进正文，未接受的修订按接受后读入，请核对。', told.map(named))
  }
  // A file of its own goes out looked through and reviewed as an attachment, or not at all.
  if (told.some(({ label }) => label === '嵌入的文件')) say('嵌入的文件没有放入：它在网页上看不见，也不随正文审核。需要公开的，请在原文中打开，另存后作为附件上传，由附件检查和审核。')
  if (images) say(`有 ${images} 张图片没有带来，正文中留有位置。请把图片拖到那里，或者删去这个位置；缺图片不能送审。`, failed)
  if (dropped.length) say(`没有读入：${dropped.join('、')}。`)
}

/** Lets the editor take in what is pasted and what is chosen as a file; `says` is where it is told. */
export function takesIn(editor, { secret, says, chosen, send }) {
  const bring = async (name, value, range) => {
    // Whoever goes on typing meanwhile moves the place.
    const follow = ({ transaction: { mapping } }) => {
      range = { from: mapping.map(range.from), to: mapping.map(range.to) }
    }
    editor.on('transaction', follow)
    says.scrollIntoView?.({ block: 'nearest' })
    says.textContent = '正在整理……'
    try {
      let read = await ask('reading', secret, name, value)
      if (read.health?.some(({ key }) => key)) {
        const keys = await choose(says, read.health)
        const usual = read.health.filter(({ key, taken }) => key && taken).map(({ key }) => key)
        if (!keys) read = { refused: '没有放入，正文没有变化。' }
        else if (keys.join() !== usual.join()) read = await ask('reading', secret, name, value, keys.join())
      }
      report(says, read)
      const html = read.html && inline(read.html)
      if (html) editor.chain().focus().insertContentAt(range, holdable(html)).run()
    } catch {
      report(says, { refused: BROKEN })
    }
    editor.off('transaction', follow)
  }
  const here = () => {
    const { from, to } = editor.state.selection
    return { from, to }
  }
  chosen.addEventListener('change', async () => {
    const [file] = chosen.files
    if (file) await bring('file', file, editor.isEmpty ? { from: 0, to: editor.state.doc.content.size } : here())
    // The file is read, not sent with the form.
    chosen.value = ''
  })
  const put = async (files, place) => {
    for (const file of files) {
      const src = await send(file)
      if (src) editor.chain().focus().insertContentAt(place ?? editor.state.selection.to, { type: 'figure', attrs: { src }, content: [{ type: 'caption' }] }).run()
    }
  }
  const paste = (_, event) => {
    const html = event.clipboardData?.getData('text/html')
    const pictures = [...(event.clipboardData?.files ?? [])].filter(isPicture)
    const hasWords = html && new DOMParser().parseFromString(html, 'text/html').body.textContent.trim()
    if (pictures.length && !hasWords) {
      event.preventDefault()
      put(pictures)
      return true
    }
    if (!html || OWN.test(html)) return false
    event.preventDefault()
    bring('page', html, here())
    return true
  }
  const drop = (view, event) => {
    const pictures = [...(event.dataTransfer?.files ?? [])].filter(isPicture)
    if (!pictures.length) return false
    event.preventDefault()
    put(pictures, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos)
    return true
  }
  return { paste, drop }
}
