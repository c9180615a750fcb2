// The site works without any script. This keeps a page where it is: 长辈版 is switched on the page itself, so that nothing
// typed or shown once is lost, and what was refused is read out first.

document.querySelector('.error-summary')?.focus()

const root = document.documentElement

for (const link of document.querySelectorAll('a[data-text-size]')) {
  // Where a form stands, following the link would lose it: there it waits for this script.
  link.hidden = false
  link.addEventListener('click', async (event) => {
    event.preventDefault()
    const wasLarge = root.classList.contains('is-large')
    const here = new URL(link.href)
    root.classList.toggle('is-large', !wasLarge)
    link.textContent = wasLarge ? link.dataset.enlarge : link.dataset.reduce
    // The server keeps the wish; the page it would lead back to is this one.
    const kept = fetch(here, { redirect: 'manual' })
    here.searchParams.set('size', wasLarge ? 'large' : 'normal')
    link.href = here
    await kept.catch(() => {})
  })
}
