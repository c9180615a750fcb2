// A terminal that stands in a hall: pages follow each other in one place of the history, so that nobody sees where the one before was, and
// whoever walks away leaves nothing behind: after a while without a touch it is at its start again.
const start = '/kiosk'
/** Without a touch for so long nobody is there, in milliseconds. */
const IDLE = Number(document.documentElement.dataset.idle) || 90_000

if (document.documentElement.classList.contains('is-kiosk')) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]')
    if (!link || event.defaultPrevented) return
    const there = new URL(link.href)
    event.preventDefault()
    // Nothing leads off the site, calls anybody or opens a window.
    if (there.origin !== location.origin) return
    if (there.pathname === location.pathname && there.hash) document.querySelector(there.hash)?.scrollIntoView()
    else location.replace(there)
  })
  document.addEventListener('submit', (event) => {
    event.preventDefault()
    const form = event.target
    if (form.method === 'get') location.replace(`${form.action}?${new URLSearchParams(new FormData(form))}`)
  })
  let idle
  const touched = () => {
    clearTimeout(idle)
    idle = setTimeout(() => {
      localStorage.clear()
      sessionStorage.clear()
      location.replace(start)
    }, IDLE)
  }
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove']) addEventListener(kind, touched, { passive: true })
  touched()
}
