// The site works without any script. This keeps a page where it is: 长辈版 and the theme are switched on the page itself, so
// that nothing typed or shown once is lost, and what was refused is read out first.

document.querySelector('.form-problems')?.focus()

const root = document.documentElement
// The server keeps the wish; the page it would lead back to is this one.
const keep = (address) => fetch(address, { redirect: 'manual' }).catch(() => {})

for (const link of document.querySelectorAll('a[data-size]')) {
  // Where a form stands, following the link would lose it: there it waits for this script.
  link.hidden = false
  link.addEventListener('click', (event) => {
    event.preventDefault()
    const wasLarge = root.classList.contains('is-large')
    const wish = new URL(link.href)
    keep(wish)
    root.classList.toggle('is-large', !wasLarge)
    link.textContent = wasLarge ? link.dataset.enlarge : link.dataset.reduce
    wish.searchParams.set('size', wasLarge ? 'large' : 'normal')
    link.href = wish
  })
}

for (const menu of document.querySelectorAll('details[data-themes]')) {
  menu.hidden = false
  menu.addEventListener('click', (event) => {
    const link = event.target.closest('a')
    if (!link) return
    event.preventDefault()
    const wish = new URL(link.href)
    keep(wish)
    const theme = wish.searchParams.get('theme')
    if (theme === 'default') delete root.dataset.theme
    else root.dataset.theme = theme
    menu.querySelector('[data-theme-name]').textContent = link.textContent
    menu.querySelector('[aria-current]')?.removeAttribute('aria-current')
    link.setAttribute('aria-current', 'true')
    menu.open = false
    menu.querySelector('summary').focus()
  })
}
