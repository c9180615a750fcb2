// What was typed into the long fields of a page and not taken in yet outlives a reload, a look at another page and an ended
// session: it stays in this tab alone, until the page is sent, the applicant leaves, or the tab is closed.
const PLACE = `typed:${location.pathname}`
const SENT = 'sent'

/** The long fields; numbers and names of persons are never kept. */
const fields = [...document.querySelectorAll('form.site-form textarea')]
const told = (words, before) => {
  const note = document.createElement('p')
  note.className = 'notice is-good'
  note.setAttribute('role', 'status')
  note.textContent = words
  before?.before(note)
}
const forgetAll = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('typed:')) sessionStorage.removeItem(key)
}

// Storage may be switched off: then nothing is kept, and nothing breaks.
try {
  const sent = sessionStorage.getItem(SENT)
  const hasEnded = location.pathname === '/track'
  // It was sent, and another page came: it was taken in. The page that asks for the code again is no such page.
  if (sent && sent !== PLACE && !hasEnded) sessionStorage.removeItem(sent)
  sessionStorage.removeItem(SENT)
  const isKept = Object.keys(sessionStorage).some((key) => key.startsWith('typed:/track/'))
  if (hasEnded && isKept && location.search.includes('ended=1')) {
    told('您刚才填写的内容还在：输入编号和查询码后，回到原来的页面就能看到。', document.querySelector('form.site-form'))
  }
  document.querySelector('form[action="/track/end"]')?.addEventListener('submit', forgetAll)
  const asServed = fields.map((field) => field.defaultValue)
  const kept = fields.length ? JSON.parse(sessionStorage.getItem(PLACE) ?? 'null') : null
  const isOfThis = kept && JSON.stringify(kept.served) === JSON.stringify(asServed)
  if (isOfThis && kept.values.some((value, place) => value !== fields[place].value)) {
    fields.forEach((field, place) => {
      field.value = kept.values[place]
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    // What was sent and answered by this very page (a text that was checked) stands there again without a word.
    if (sent !== PLACE) told('已找回您在这一页上填写、还没有提交的内容。', fields[0].form)
  }
  for (const field of fields) {
    field.addEventListener('input', () => {
      const values = fields.map((one) => one.value)
      sessionStorage.setItem(PLACE, JSON.stringify({ served: asServed, values }))
    })
    field.form.addEventListener('submit', () => sessionStorage.setItem(SENT, PLACE))
  }
} catch {
  // Nothing is kept.
}
