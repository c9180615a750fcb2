// Forms: what was refused is read out first; a page with unsaved typing asks before it is left.

document.querySelector('.error-summary')?.focus()

for (const form of document.querySelectorAll('form[data-guard]')) {
  // A page that came back refused holds typing that is stored nowhere.
  let isUnsaved = document.querySelector('.error-summary') !== null
  form.addEventListener('input', () => {
    isUnsaved = true
  })
  form.addEventListener('submit', ({ submitter }) => {
    // A preview opens beside the page and saves nothing.
    if (submitter?.formTarget !== '_blank') isUnsaved = false
  })
  addEventListener('beforeunload', (event) => {
    if (isUnsaved) event.preventDefault()
  })
}
