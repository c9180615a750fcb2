// What a text may consist of: the marks of crates/prose/SUBSET.md and nothing else. There are no fonts, sizes and colours.
import { Mark, Node } from '@tiptap/core'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'

const ADDRESS = /^(?:https?:\/\/|mailto:|tel:|\/(?!\/))/i

/** Whether an address may stand in a link. */
export const isAddress = (address) => ADDRESS.test(address.trim())

// A paragraph, or the organ that signs and its day on the right.
const Paragraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  group: 'block',
  content: 'inline*',
  addAttributes: () => ({
    isRight: {
      default: false,
      parseHTML: (element) => element.classList.contains('right'),
      renderHTML: ({ isRight }) => (isRight ? { class: 'right' } : {}),
    },
  }),
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: ({ HTMLAttributes }) => ['p', HTMLAttributes, 0],
  addCommands: () => ({
    setParagraph: () => ({ commands }) => commands.setNode('paragraph', { isRight: false }),
    toggleRight: () => ({ commands, editor }) =>
      commands.setNode('paragraph', { isRight: !editor.isActive('paragraph', { isRight: true }) }),
  }),
  addKeyboardShortcuts() {
    return { 'Mod-Alt-0': () => this.editor.commands.setParagraph(), 'Mod-Shift-r': () => this.editor.commands.toggleRight() }
  },
})

const within = (name, tags, excludes) =>
  Mark.create({
    name,
    excludes,
    parseHTML: () => tags.map((tag) => ({ tag })),
    renderHTML: () => [tags[0], 0],
  })

export const extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    paragraph: false,
    trailingNode: false,
    heading: { levels: [2, 3, 4] },
    link: {
      autolink: false,
      linkOnPaste: false,
      openOnClick: false,
      isAllowedUri: isAddress,
      HTMLAttributes: { target: null, rel: null },
    },
  }),
  Paragraph,
  within('superscript', ['sup'], 'subscript'),
  within('subscript', ['sub'], 'superscript'),
  // A table without the widths that it would be given: the site's style decides, and no style may stand in the page.
  Table.extend({ renderHTML: () => ['table', ['tbody', 0]] }).configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
]

// A table's head is the rows that hold heads alone.
function table(element) {
  const body = element.tBodies[0]
  const rows = [...(body?.rows ?? [])]
  const count = rows.findIndex((row) => [...row.cells].some((cell) => cell.localName === 'td'))
  const heads = count < 0 ? rows : rows.slice(0, count)
  if (heads.length && heads.length < rows.length) {
    const head = document.createElement('thead')
    head.append(...heads)
    element.prepend(head)
  }
  for (const cell of element.querySelectorAll('td, th')) {
    for (const { name, value } of [...cell.attributes]) {
      if (!['colspan', 'rowspan', 'scope'].includes(name) || value === '1') cell.removeAttribute(name)
    }
  }
}

/** The HTML of what is written, in the form in which it is kept. */
export function written(editor) {
  const page = new DOMParser().parseFromString(editor.getHTML(), 'text/html')
  for (const element of page.querySelectorAll('table')) table(element)
  for (const link of page.querySelectorAll('a')) link.removeAttribute('target')
  for (const frame of page.querySelectorAll('figure > div')) frame.replaceWith(...frame.childNodes)
  for (const caption of page.querySelectorAll('figcaption')) if (!caption.textContent.trim()) caption.remove()
  return editor.isEmpty ? '' : page.body.innerHTML
}

/** HTML as the editor can hold it: the name of a table stands before it. */
export function holdable(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const caption of page.querySelectorAll('caption')) {
    const name = page.createElement('p')
    name.append(...caption.childNodes)
    caption.closest('table').before(name)
    caption.remove()
  }
  return page.body.innerHTML
}
