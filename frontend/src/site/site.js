// The site works without any script. This keeps a page where it is: 长辈版 and the theme are switched on the page itself, so
// that nothing typed or shown once is lost, and what was refused is read out first.
import { copied } from '../copy.js'
import '../display.js'
import './kiosk.js'
import './search.js'
import './typed.js'

document.querySelector('.form-problems')?.focus()

for (const place of document.querySelectorAll('[data-print]')) {
  place.hidden = false
  place.querySelector('button').addEventListener('click', () => print())
}

// How much is written.
for (const counter of document.querySelectorAll('[data-counter]')) {
  const field = document.getElementById(counter.dataset.counter)
  const count = counter.querySelector('[data-count]')
  const most = Number(counter.lastElementChild.textContent.replace(/\D/g, ''))
  const told = () => {
    const written = [...field.value].length
    count.textContent = written
    counter.classList.toggle('is-over', written > most)
  }
  field.addEventListener('input', told)
  told()
}

// What is published already and may be what is asked for, once typing pauses. The words go in a form's body, into no address.
const published = document.querySelector('[data-published]')
const wanted = document.getElementById('request')
if (published && wanted) {
  let waiting
  wanted.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const body = new URLSearchParams({ csrf: wanted.form.elements.csrf.value, words: wanted.value })
      const answer = await fetch(published.dataset.published, { method: 'POST', body }).catch(() => null)
      if (answer?.ok) published.innerHTML = await answer.text()
    }, 800)
  })
}

// Pressed once: a page on its way is not asked for again.
for (const form of document.querySelectorAll('form.site-form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'true'
    // A page that never comes can be asked for again.
    setTimeout(() => delete form.dataset.sent, 5000)
  })
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})

// Number and query code, to keep: copied, or as a picture.
const codes = [...document.querySelectorAll('.receipt-codes dl > div')].map((line) => [
  line.querySelector('dt').textContent.trim(),
  line.querySelector('dd').textContent.trim()
])

const copy = document.querySelector('[data-copy-codes]')
if (copy) {
  copy.hidden = false
  copy.addEventListener('click', async () => {
    await copied(codes.map(([name, code]) => `${name}：${code}`).join('\n'))
    copy.textContent = '已复制'
    document.querySelector('[data-copied]').textContent = '编号和查询码已复制'
  })
}

const save = document.querySelector('[data-save-codes]')
if (save) {
  save.hidden = false
  save.addEventListener('click', () => {
    const picture = document.createElement('canvas')
    picture.width = 1080
    picture.height = 160 + codes.length * 200
    const pen = picture.getContext('2d')
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, picture.width, picture.height)
    pen.fillStyle = '#1a1a1a'
    pen.font = '40px sans-serif'
    pen.fillText(document.querySelector('.site-name a').firstChild.textContent.trim(), 60, 90, 960)
    codes.forEach(([name, code], line) => {
      pen.font = '36px sans-serif'
      pen.fillText(name, 60, 190 + line * 200)
      pen.font = '600 64px sans-serif'
      pen.fillText(code, 60, 270 + line * 200, 960)
    })
    const link = document.createElement('a')
    link.download = `申请回执${codes[0][1]}.png`
    link.href = picture.toDataURL('image/png')
    link.click()
  })
}
