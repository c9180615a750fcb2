// 长辈版 and the theme, switched on the page itself: nothing typed on it or shown once is lost.

const root = document.documentElement
// The server keeps the wish; the page it would lead back to is this one.
const keep = (address) => fetch(address, { redirect: 'manual' }).catch(() => {})

const sizes = document.querySelectorAll('a[data-size]')

function tellSize(isLarge) {
  for (const link of sizes) {
    const wish = new URL(link.href)
    wish.searchParams.set('size', isLarge ? 'normal' : 'large')
    link.href = wish
    link.textContent = isLarge ? link.dataset.reduce : link.dataset.enlarge
  }
}

for (const link of sizes) {
  // Where a form stands, following the link would lose it: there it waits for this script.
  link.hidden = false
  link.addEventListener('click', (event) => {
    event.preventDefault()
    keep(new URL(link.href))
    tellSize(root.classList.toggle('is-large'))
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
    for (const name of document.querySelectorAll('[data-theme-name]')) name.textContent = link.textContent
    menu.querySelector('[aria-current]')?.removeAttribute('aria-current')
    link.setAttribute('aria-current', 'true')
    menu.open = false
    menu.querySelector('summary').focus()
  })
}
