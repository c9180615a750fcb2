// Forms: what was refused is read out first; a page with unsaved typing asks before it is left.

const summary = document.querySelector('.error-summary')
summary?.focus()

// What somebody types into. Ticks and lists alone are set again in a moment.
const TYPED = 'textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=search], [type=password])'

// Every form of the page that is sent and has such a field, but for those that hold nothing worth asking for.
const isGuarded = (form) =>
  form?.method === 'post' && form.closest('main') && !('unguarded' in form.dataset) && [...form.elements].some((field) => field.matches(TYPED))

const unsaved = new Set()
let sent

// What the page came with and is stored nowhere: a form that was refused, or one that is shown again on the way.
const refused = [...(summary?.querySelectorAll('a[href^="#"]') ?? [])].map((link) => {
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)))
  return field?.form ?? field?.closest('form') ?? field?.querySelector('form')
})
const shown = [...document.querySelectorAll('form[data-unsaved]')]
for (const form of [...refused, ...shown].filter(isGuarded)) unsaved.add(form)
const all = [...document.forms].filter(isGuarded)
const isRefused = document.title.startsWith('错误')
if (isRefused && !unsaved.size && all.length === 1) unsaved.add(all[0])

document.addEventListener('input', ({ target }) => {
  if (!isGuarded(target.form)) return
  unsaved.add(target.form)
  sent = undefined
})

document.addEventListener('submit', ({ target, submitter }) => {
  // A preview opens beside the page and saves nothing.
  if (submitter?.formTarget !== '_blank') sent = target
})

addEventListener('beforeunload', (event) => {
  if ([...unsaved].some((form) => form !== sent)) event.preventDefault()
  // Whoever stays has sent nothing.
  sent = undefined
})

// What is asked with some answers to another question alone is shown with them, and sent with them.
const follow = (form) => {
  for (const part of form.querySelectorAll('[data-for], [data-not-for]')) {
    const [name, values] = (part.dataset.for ?? part.dataset.notFor).split('=')
    const isNamed = values.split(' ').includes(form.elements[name]?.value)
    part.hidden = 'for' in part.dataset ? !isNamed : isNamed
    if (part.matches('fieldset')) part.disabled = part.hidden
  }
}
for (const form of new Set([...document.querySelectorAll('[data-for]')].map((part) => part.closest('form')))) {
  form.classList.add('is-following')
  form.addEventListener('change', () => follow(form))
  follow(form)
}
