// The register of a hall on a tablet. A tap is kept in the browser first, with a mark of its own and the tablet's time, and sent from
// there: while the network is away taps wait, and when it is back each goes out until the server says that it has it. The server counts
// a mark once, so that what is sent twice counts once. Nothing that is kept names anybody.
const form = document.querySelector('.hall-register')

/** Taps of one finger that lie closer are one. */
const TWICE = 1000
/** How often it is tried again, in milliseconds. */
const AGAIN = 10_000

function store(key) {
  try {
    localStorage.setItem(`${key}-try`, '1')
    localStorage.removeItem(`${key}-try`)
  } catch {
    return null
  }
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(key)) ?? []
      } catch {
        return []
      }
    },
    write: (taps) => localStorage.setItem(key, JSON.stringify(taps)),
  }
}

// Over plain HTTP there is no randomUUID.
const mark = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('')

function register(kept) {
  const told = document.querySelector('[data-hall-told]')
  const waiting = document.querySelector('[data-hall-waiting]')
  const total = document.querySelector('[data-hall-total]')
  const kinds = document.querySelector('[data-hall-kinds]')
  let last = { tap: '', at: 0 }
  let isSending = false
  let trouble = ''

  function show() {
    const many = kept.read().length
    waiting.hidden = many === 0
    waiting.textContent = `${trouble || '正在送出'}：${many} 次登记记在本机，没有丢失。`
  }

  function say(words, answer) {
    told.textContent = words
    if (!answer?.next) return
    const link = document.createElement('a')
    link.href = answer.href
    link.className = 'btn btn-sm'
    link.textContent = answer.next
    told.append('　', link)
  }

  /** Sends one; whether it need not be sent again. */
  async function send(tap) {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, ...tap })
    const answer = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' }, redirect: 'manual' }).catch(() => null)
    const isJson = answer?.headers.get('content-type')?.startsWith('application/json')
    if (isJson && (answer.ok || answer.status === 422)) {
      const said = await answer.json()
      if (said.mark !== tap.mark) return false
      if (said.refused) {
        say(said.refused)
        return true
      }
      total.textContent = said.today.total
      kinds.textContent = said.today.told ? `：${said.today.told}` : ''
      say(`已登记：${said.told}`, said)
      return true
    }
    trouble = answer === null ? '网络不通，恢复后自动送出' : [401, 403].includes(answer.status) ? '登录已失效，请重新登录后打开本页' : '服务器暂时没有收下，稍后自动再送'
    return false
  }

  async function flush() {
    if (isSending) return
    isSending = true
    try {
      for (let tap = kept.read()[0]; tap; tap = kept.read()[0]) {
        if (!(await send(tap))) break
        trouble = ''
        kept.write(kept.read().filter((other) => other.mark !== tap.mark))
      }
    } finally {
      isSending = false
      show()
    }
  }

  form.addEventListener('submit', (event) => {
    const button = event.submitter
    if (!button?.value) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const now = Date.now()
    if (last.tap === button.value && now - last.at < TWICE) return
    last = { tap: button.value, at: now }
    const tap = { mark: mark(), tap: button.value, window: form.elements.window?.value ?? '', tapped_at: new Date(now).toISOString() }
    try {
      kept.write([...kept.read(), tap])
    } catch {
      // No room to keep it: sent at once, as the page's own form would.
      send(tap)
      return
    }
    say(`记下：${button.dataset.told}`)
    show()
    flush()
  })
  addEventListener('online', flush)
  addEventListener('visibilitychange', flush)
  setInterval(flush, AGAIN)
  show()
  flush()
}

if (form) {
  const kept = store(`gongkai-hall-${form.dataset.hall}`)
  if (kept) register(kept)
}
