// What comes from elsewhere, pasted or as a file: the server reads it with the reader of imports, gives clean HTML, and says
// what it held unseen. Nothing unseen gets into the text.
import { holdable } from './schema.js'

const OWN = /data-pm-slice/
// Pictures inside the clipboard are not sent: they come into a text as files.
const PICTURE = /(<img\b[^>]*?\ssrc=)(["'])data:[^"']*\2/gi

async function ask(secret, name, value) {
  const form = new FormData()
  form.append('csrf', secret)
  form.append(name, value)
  const answer = await fetch('/desk/documents/reading', { method: 'POST', body: form })
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}

// One paragraph alone is words: they go into the line that one is in.
function inline(html) {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const [only, ...more] = body.children
  return only?.localName === 'p' && !only.className && !more.length ? only.innerHTML : html
}

// 导入体检: what was left out, what was taken in although it was not agreed to yet, and what has to be put in by hand.
function report(place, { health = [], dropped = [], images = 0, refused }) {
  place.replaceChildren()
  const say = (text, list = []) => {
    const line = document.createElement('p')
    line.textContent = text
    place.append(line)
    if (!list.length) return
    const items = document.createElement('ul')
    for (const text of list) items.append(Object.assign(document.createElement('li'), { textContent: text }))
    place.append(items)
  }
  if (refused) return say(refused)
  if (health.length) {
    say('导入体检：下面的内容原文里看不见，或者没有定稿。隐藏、删除的文字和批注没有放进正文，未接受的修订按接受后读入，请核对。', health.map(({ label, place, text }) => `${label}（${place}）：${text}`))
  }
  if (images) say(`有 ${images} 张图片没有带入，位置标为［图片］。请作为附件上传，或者改用文字说明。`)
  if (dropped.length) say(`没有读入：${dropped.join('、')}。`)
}

/** Lets the editor take in what is pasted and what is chosen as a file; `says` is where it is told. */
export function takesIn(editor, { secret, says, chosen }) {
  const bring = async (name, value, range) => {
    // Whoever goes on typing meanwhile moves the place.
    const follow = ({ transaction: { mapping } }) => {
      range = { from: mapping.map(range.from), to: mapping.map(range.to) }
    }
    editor.on('transaction', follow)
    says.scrollIntoView?.({ block: 'nearest' })
    says.textContent = '正在整理……'
    try {
      const read = await ask(secret, name, value)
      report(says, read)
      const html = read.html && inline(read.html)
      if (html) editor.chain().focus().insertContentAt(range, holdable(html)).run()
    } catch {
      report(says, { refused: '没有读入：与服务器的连接中断，或者登录已经过期。请保留原文，稍后再试。' })
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
  return (_, event) => {
    const html = event.clipboardData?.getData('text/html')
    if (!html || OWN.test(html)) return false
    event.preventDefault()
    bring('page', html.replace(PICTURE, '$1$2$2'), here())
    return true
  }
}
