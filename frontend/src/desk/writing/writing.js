// The editor of a document: the text as it will look. It writes what is kept into the form's own fields; without this script
// the form's text area is there.
import { Editor } from '@tiptap/core'
import { figures } from './figure.js'
import { comesBack, keeps } from './keeping.js'
import { extensions, holdable, written } from './schema.js'
import { sends, takesIn } from './take.js'
import { toolbar } from './toolbar.js'

const area = document.getElementById('body')
const form = area?.form
if (form) comesBack(form).then(begin)

function begin() {
  const [kept, by, secret] = ['body_html', 'body_by', 'csrf'].map((name) => form.elements.namedItem(name))
  const place = document.getElementById('writing')
  const bar = document.querySelector('[data-tools]')
  const describes = ['aria-describedby', 'aria-invalid'].flatMap((name) => (area.hasAttribute(name) ? [[name, area.getAttribute(name)]] : []))
  // A browser that went back gives the fields what they held.
  if (kept.value !== kept.defaultValue) by.value = 'editor'
  let ask = () => {}
  let taking = { paste: () => false, drop: () => false }
  const says = document.querySelector('[data-says]')
  const send = sends(secret.value, says)
  const editor = new Editor({
    element: place,
    extensions: [...extensions, ...figures(send)],
    content: holdable(kept.value),
    injectCSS: false,
    // What is typed means what it says: “1. ” and “**” are signs like others.
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': 'body-label',
        class: 'document-body',
        ...Object.fromEntries(describes),
      },
      handleKeyDown: (_, event) => {
        if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return false
        event.preventDefault()
        event.stopPropagation()
        ask()
        return true
      },
      // Before the editor reads the clipboard itself.
      handleDOMEvents: { paste: (...all) => taking.paste(...all), drop: (...all) => taking.drop(...all) },
    },
  })
  ask = toolbar(editor, bar)
  taking = takesIn(editor, { secret: secret.value, says, chosen: document.querySelector('[data-import]'), send })
  editor.on('update', () => {
    kept.value = written(editor)
    by.value = 'editor'
    // Whoever leaves the page is asked.
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
  for (const hidden of document.querySelectorAll('[data-without-editor]')) hidden.hidden = true
  for (const shown of document.querySelectorAll('[data-with-editor]')) shown.hidden = false
  // The summary of what is wrong leads to the text, not to the area behind it.
  area.id = 'body-typed'
  editor.view.dom.id = 'body'
  if (location.hash === '#body') editor.commands.focus()
  keeps(form, document.querySelector('[data-kept]'))
}
