// A picture in its frame, with what it says to whom does not see it and its caption. Without a picture it is a place that waits
// for one: a text with such a place is not handed over to review.
import { Node } from '@tiptap/core'

const OWN = /^\/pictures\/([0-9a-f]{64})-(\d+)\.(?:jpg|png)$/
// In which widths a picture is kept: crates/law/src/documents/pictures.rs.
const WIDTHS = [480, 960, 1920]

// At the desk a picture is seen before it is out, in the width of the editor.
function shownAt(src) {
  const own = OWN.exec(src)
  if (!own) return ''
  const width = Math.min(Number(own[2]), WIDTHS[1])
  return `/desk${src.replace(/-\d+\./, `-${width}.`)}`
}

const Caption = Node.create({
  name: 'caption',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'figcaption' }],
  renderHTML: () => ['figcaption', 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { $from } = this.editor.state.selection
        if ($from.parent.type.name !== 'caption') return false
        const after = $from.after($from.depth - 1)
        return this.editor.chain().insertContentAt(after, { type: 'paragraph' }).focus(after + 1).run()
      },
    }
  },
})

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

let count = 0

// What is asked of a picture beside its caption.
function questions(set, remove, choose) {
  const id = `picture-${++count}`
  const words = element('input', { id: `${id}-words`, className: 'form-control', type: 'text', autocomplete: 'off', maxLength: 500 })
  const decorates = element('input', { id: `${id}-decorates`, type: 'checkbox' })
  const file = element('input', { id: `${id}-file`, type: 'file', accept: 'image/png,image/jpeg,image/webp,image/gif', className: 'visually-hidden' })
  const chooser = element('label', { className: 'btn', htmlFor: file.id, textContent: '选择图片' })
  const remover = element('button', { type: 'button', className: 'btn', textContent: '删去图片' })
  const place = element('div', { className: 'writing-picture-fields', contentEditable: 'false' })
  place.append(
    element('label', { className: 'form-label', htmlFor: words.id, textContent: '图片说明（读给看不见图片的人，必填）' }),
    words,
    element('p', {}, decorates, element('label', { htmlFor: decorates.id, textContent: ' 只作装饰，没有说明' })),
    element('p', {}, file, chooser, ' ', remover),
  )
  words.addEventListener('input', () => set({ alt: words.value }))
  decorates.addEventListener('change', () => set({ isDecorative: decorates.checked, alt: '' }))
  file.addEventListener('change', () => {
    if (file.files[0]) choose(file.files[0])
    file.value = ''
  })
  remover.addEventListener('click', remove)
  place.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === words) event.preventDefault()
  })
  const show = ({ src, alt, isDecorative }) => {
    if (words.value !== alt) words.value = alt
    words.disabled = isDecorative
    words.toggleAttribute('aria-invalid', !isDecorative && !alt.trim())
    decorates.checked = isDecorative
    chooser.textContent = src ? '换一张图片' : '选择图片'
  }
  return { place, show }
}

const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'caption',
  isolating: true,
  draggable: true,
  // Sends a file; gives its address, or nothing where it was refused.
  addOptions: () => ({ send: async () => undefined }),
  addAttributes: () => ({ src: { default: '' }, alt: { default: '' }, isDecorative: { default: false } }),
  parseHTML: () => [
    {
      tag: 'figure',
      getAttrs: (figure) => {
        const picture = figure.querySelector('img')
        if (!picture) return false
        const src = picture.getAttribute('src') ?? ''
        const alt = picture.getAttribute('alt') ?? ''
        return { src: OWN.test(src) ? src : '', alt, isDecorative: !alt && picture.getAttribute('role') === 'presentation' }
      },
    },
  ],
  renderHTML: ({ node: { attrs } }) => {
    const { src, alt, isDecorative } = attrs
    const said = isDecorative ? { alt: '', role: 'presentation' } : alt.trim() ? { alt: alt.trim() } : {}
    return ['figure', ['img', { ...(src && { src }), ...said }], ['div', 0]]
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const { send } = this.options
      const set = (attrs) =>
        editor.commands.command(({ tr }) => {
          const now = tr.doc.nodeAt(getPos())
          tr.setNodeMarkup(getPos(), undefined, { ...now.attrs, ...attrs })
          return true
        })
      const choose = async (file) => {
        frame.setAttribute('aria-busy', 'true')
        const src = await send(file)
        frame.removeAttribute('aria-busy')
        if (src) set({ src })
      }
      const remove = () => {
        const from = getPos()
        editor.chain().deleteRange({ from, to: from + editor.state.doc.nodeAt(from).nodeSize }).focus().run()
      }
      const picture = element('img')
      const waiting = element('p', { className: 'writing-picture-place', textContent: '此处缺一张图片：拖到这里，或者点“选择图片”。缺图片不能送审。' })
      const frame = element('div', { className: 'writing-picture', contentEditable: 'false' }, picture, waiting)
      const caption = element('div', { className: 'writing-caption' })
      const asked = questions(set, remove, choose)
      const dom = element('figure', { className: 'writing-figure' }, frame, caption, asked.place)
      const show = ({ attrs }) => {
        const address = shownAt(attrs.src)
        picture.hidden = !address
        waiting.hidden = Boolean(address)
        if (address && picture.getAttribute('src') !== address) picture.src = address
        picture.alt = attrs.alt
        asked.show(attrs)
      }
      dom.addEventListener('drop', (event) => {
        const [file] = event.dataTransfer?.files ?? []
        if (!file?.type.startsWith('image/')) return
        event.preventDefault()
        event.stopPropagation()
        choose(file)
      })
      show(node)
      return {
        dom,
        contentDOM: caption,
        update: (next) => {
          if (next.type !== node.type) return false
          show(next)
          return true
        },
        stopEvent: ({ target, type }) => asked.place.contains(target) || (type === 'drop' && dom.contains(target)),
        ignoreMutation: ({ target }) => !caption.contains(target),
      }
    }
  },
})

/** Pictures for the editor; `send` keeps a file and gives its address. */
export const figures = (send) => [Figure.configure({ send }), Caption]
