// What is being written is kept while it is written: in this browser at once, at the server within seconds. Whoever comes back
// is offered it by the server; what this browser alone has is handed to it first.

const QUIET = 1500
const LONGEST = 5000
// Fields of the form that say nothing of the text.
const ASIDE = ['csrf', 'ticket']

const stored = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    return null
  }
}

const store = (key, copy) => {
  try {
    if (copy) localStorage.setItem(key, JSON.stringify(copy))
    else localStorage.removeItem(key)
  } catch {
    // A full or closed store: the server's copy is there.
  }
}

const values = (form) => Object.fromEntries([...new FormData(form)].filter(([name]) => !ASIDE.includes(name)))

const isSame = (one, other) => Object.keys(other).every((name) => name === 'body_by' || one[name] === other[name])

async function post(form, copy) {
  const body = new URLSearchParams({ ...copy, csrf: form.elements.namedItem('csrf').value })
  const answer = await fetch(form.dataset.keep, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(8000) })
  const isKept = answer.ok && answer.headers.get('content-type')?.includes('json')
  if (!isKept) throw new Error(answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect' ? 'ended' : 'broken')
  return answer.json()
}

function tells(place) {
  return (words, isEnded) => {
    place.textContent = words
    if (!isEnded) return
    const link = Object.assign(document.createElement('a'), { href: '/desk', target: '_blank', rel: 'noopener', textContent: '在新窗口登录' })
    place.append(link, '后，回到这里刷新本页即可恢复。')
  }
}

/** What this browser kept and the server did not: given back to the form, or handed to the server, which offers it. */
export async function comesBack(form) {
  const key = `gongkai ${form.dataset.keeper} ${form.dataset.keep}`
  const choice = new URLSearchParams(location.search).get('kept')
  const copy = stored(key)
  const isFresh = performance.getEntriesByType('navigation')[0]?.type !== 'back_forward' && !document.title.startsWith('错误') && !document.querySelector('.error-summary')
  if (!copy || !isFresh) return
  if (choice === 'dropped' || copy.isSent || isSame(values(form), copy.values)) return store(key)
  if (choice === 'restored') {
    // The same text, some seconds later: unless the server has heard more of it since, from another place.
    if (copy.after !== Number(form.dataset.keptAt)) return store(key)
    for (const [name, value] of Object.entries(copy.values)) {
      const field = form.elements.namedItem(name)
      if (field) field.value = value
    }
    return
  }
  try {
    await post(form, copy.values)
    store(key)
    location.replace(location.pathname)
  } catch {
    // It stays here until the server takes it.
  }
}

/** Keeps what is written in the form from now on. */
export function keeps(form, place) {
  const key = `gongkai ${form.dataset.keeper} ${form.dataset.keep}`
  const tell = tells(place)
  let [since, last, isOnItsWay, isSent] = [0, 0, false, false]
  // What the server has, by when it kept it.
  let after = Number(form.dataset.keptAt)
  const copy = () => ({ values: values(form), after })
  const typed = () => {
    last = Date.now()
    since ||= last
    isSent = false
  }
  const send = async () => {
    isOnItsWay = true
    since = 0
    const now = copy()
    try {
      const { kept, at, refused } = await post(form, now.values)
      after = at ?? after
      tell(refused ?? `已自动留存 ${kept.slice(11)}`)
      // What was typed meanwhile is this browser's alone for a while.
      if (!since && !isSent) store(key)
    } catch ({ message }) {
      since ||= Date.now()
      tell(message === 'ended' ? '登录已经结束，写好的内容留存在这台电脑的浏览器里，请不要关闭本页；' : '与服务器的连接中断，写好的内容留存在这台电脑的浏览器里，恢复后自动留存。', message === 'ended')
    }
    isOnItsWay = false
  }
  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  form.addEventListener('submit', ({ submitter }) => {
    if (submitter?.formTarget === '_blank') return
    isSent = true
    store(key, { ...copy(), isSent })
    since = 0
  })
  const keepHere = () => since && !isSent && store(key, copy())
  addEventListener('pagehide', keepHere)
  setInterval(() => {
    if (!since || isSent) return
    keepHere()
    const now = Date.now()
    if (!isOnItsWay && (now - last >= QUIET || now - since >= LONGEST)) send()
  }, 500)
}
