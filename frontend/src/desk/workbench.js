// The report workbench: moving between cells with the arrow keys, pasting a block from a spreadsheet, and checking as
// one types. The server decides what is wrong; this only shows it at the cells and in the list.

const PAUSE = 400

function start(form) {
  const cells = [...form.querySelectorAll('input[data-cell]')]
  const key = (table, row, column) => `${table}:${row}:${column}`
  const grid = new Map(cells.map((cell) => [key(cell.dataset.table, cell.dataset.row, cell.dataset.column), cell]))
  const at = ({ dataset }, down, right) =>
    grid.get(key(dataset.table, Number(dataset.row) + down, Number(dataset.column) + right))

  // The next cell that is seen: on a phone rows are folded.
  const seen = (cell, move) => {
    let next = at(cell, ...move)
    while (next && next.offsetParent === null) next = at(next, ...move)
    return next
  }

  form.addEventListener('keydown', (event) => {
    if (!event.target.dataset?.cell || event.isComposing) return
    const move = moved(event)
    if (!move) return
    const next = seen(event.target, move)
    // Enter never sends the form from a cell: half a table is no draft.
    if (next || event.key === 'Enter') event.preventDefault()
    next?.focus()
    next?.select()
  })

  form.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!event.target.dataset?.cell || !/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    block(text).forEach((line, down) =>
      line.forEach((value, right) => {
        const cell = at(event.target, down, right)
        if (cell) cell.value = value
      }),
    )
    event.target.dispatchEvent(new Event('input', { bubbles: true }))
  })

  let timer
  let running
  async function check() {
    running?.abort()
    running = new AbortController()
    try {
      const body = new URLSearchParams(new FormData(form))
      const response = await fetch(form.dataset.check, { method: 'POST', body, signal: running.signal })
      if (!response.ok) throw new Error(response.status)
      show(cells, await response.json())
    } catch (error) {
      if (error.name !== 'AbortError') write('findings-count', '检查没有完成，保存时会再次检查。')
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(check, PAUSE)
  })
}

// Down and right, in cells, that a key asks for. Sideways only from the edge of the text, or when all of it is marked.
function moved({ key, target }) {
  const { selectionStart, selectionEnd, value } = target
  const isMarked = selectionStart === 0 && selectionEnd === value.length
  if (key === 'ArrowUp') return [-1, 0]
  if (key === 'ArrowDown' || key === 'Enter') return [1, 0]
  if (key === 'ArrowLeft' && (isMarked || selectionEnd === 0)) return [0, -1]
  if (key === 'ArrowRight' && (isMarked || selectionStart === value.length)) return [0, 1]
  return undefined
}

// A copied block of a spreadsheet, row by row.
function block(text) {
  const lines = text.replace(/\r/g, '').replace(/\n$/, '').split('\n')
  return lines.map((line) => line.split('\t').map((value) => value.trim()))
}

function show(cells, { findings, summary, standings, rows, counts, repeated }) {
  for (const cell of cells) mark(cell, findings.filter((finding) => finding.cells.includes(cell.name)))
  list(findings)
  write('findings-count', summary)
  for (const [index, { label, code }] of standings.entries()) {
    const place = document.querySelector(`[data-standing="${index + 1}"]`)
    place.textContent = label
    place.className = `standing is-${code}`
  }
  // A row that is folded says what is to be looked at in it. It does not open under who types.
  for (const place of document.querySelectorAll('[data-noted]')) place.textContent = rows[place.dataset.noted] ?? ''
  for (const [section, count] of Object.entries(counts)) write(`count-${section}`, `${count} 字`)
  for (const [section, share] of Object.entries(repeated)) write(`repeated-${section}`, share === null ? '' : `与上年相同 ${share}%`)
}

// The messages stand under the cell and are shown while one is in it.
function mark(cell, findings) {
  const isWrong = findings.some(({ level }) => level === 'error')
  cell.className = isWrong ? 'has-error' : findings.length ? 'has-warning' : ''
  if (isWrong) cell.setAttribute('aria-invalid', 'true')
  else cell.removeAttribute('aria-invalid')
  cell.parentElement.querySelector('.says')?.remove()
  cell.removeAttribute('aria-describedby')
  if (!findings.length) return
  const says = document.createElement('div')
  says.className = 'says'
  says.id = `says-${cell.name}`
  says.append(...findings.map(({ message }) => Object.assign(document.createElement('p'), { textContent: message })))
  cell.setAttribute('aria-describedby', says.id)
  cell.after(says)
}

// The findings of each section under it. What is typed as a reason stays, also while its finding is not told.
function list(findings) {
  // Whoever writes a reason changes no finding, and a field that is moved under them breaks their input method.
  if (document.activeElement?.name?.startsWith('reason:')) return
  const kept = document.getElementById('reasons-kept')
  const reasons = new Map([...document.querySelectorAll('textarea[name^="reason:"]')].map((field) => [field.name, field]))
  kept.append(...reasons.values())
  for (const place of document.querySelectorAll('[data-findings]')) {
    const here = findings.filter(({ section }) => String(section ?? 0) === place.dataset.findings)
    place.replaceChildren(...here.map((finding) => item(finding, reasons)))
  }
}

// The field for the reason of a contradiction: the one that was typed in, else a new one.
function reason(message, reasons) {
  const name = `reason:${message}`
  const field = reasons.get(name) ?? Object.assign(document.createElement('textarea'), { name, rows: 2, maxLength: 500 })
  field.className = 'form-control'
  field.id ||= `reason-${document.querySelectorAll('textarea[name^="reason:"]').length}-new`
  const label = Object.assign(document.createElement('label'), { htmlFor: field.id, textContent: '口径不同的，写明理由' })
  label.className = 'form-label'
  const place = document.createElement('div')
  place.className = 'finding-reason'
  place.append(label, field)
  return place
}

function item({ level, message, cells, contradicts }, reasons) {
  const line = document.createElement('li')
  line.className = `finding is-${level}`
  const name = document.createElement('span')
  name.className = 'finding-level'
  name.textContent = level === 'error' ? '错误' : '提示'
  line.append(name, ' ', message)
  if (cells.length) {
    const go = document.createElement('a')
    go.href = `#cell-${cells[0]}`
    go.textContent = '到单元格'
    line.append(' ', go)
  }
  if (contradicts) line.append(reason(message, reasons))
  return line
}

function write(id, text) {
  const place = document.getElementById(id)
  if (place && place.textContent !== text) place.textContent = text
}

// A link to a cell goes into it.
document.addEventListener('click', (event) => {
  const address = event.target.closest?.('a[href^="#cell-"]')?.getAttribute('href')
  const cell = address && document.getElementById(address.slice(1))
  if (!cell) return
  event.preventDefault()
  // On a phone its row is folded.
  const fold = cell.closest('tr').querySelector('.row-open')
  if (fold) fold.checked = true
  cell.scrollIntoView({ block: 'center', inline: 'center' })
  cell.focus({ preventScroll: true })
  cell.select()
})

for (const form of document.querySelectorAll('form[data-check]')) start(form)
