// The report workbench: moving between cells with the arrow keys, pasting a block from a spreadsheet, and checking as
// one types. The server decides what is wrong; this only shows it at the cells.

const PAUSE = 400

function start(form) {
  const cells = [...form.querySelectorAll('input[data-cell]')]
  const grid = new Map()
  for (const cell of cells) grid.set(`${cell.dataset.table}:${cell.dataset.row}:${cell.dataset.column}`, cell)
  const at = (cell, down, right) =>
    grid.get(`${cell.dataset.table}:${Number(cell.dataset.row) + down}:${Number(cell.dataset.column) + right}`)

  form.addEventListener('keydown', (event) => {
    const cell = event.target.closest?.('input[data-cell]')
    if (!cell) return
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] }
    let move = moves[event.key]
    if (event.key === 'ArrowLeft' && cell.selectionStart === 0 && cell.selectionEnd === 0) move = [0, -1]
    if (event.key === 'ArrowRight' && cell.selectionStart === cell.value.length) move = [0, 1]
    if (!move) return
    const next = at(cell, ...move)
    if (!next && event.key !== 'Enter') return
    event.preventDefault()
    next?.focus()
    next?.select()
  })

  form.addEventListener('paste', (event) => {
    const cell = event.target.closest?.('input[data-cell]')
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!cell || !/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    text.replace(/\r/g, '').replace(/\n$/, '').split('\n').forEach((line, down) => {
      line.split('\t').forEach((value, right) => {
        const target = at(cell, down, right)
        if (target) target.value = value.trim()
      })
    })
    soon()
  })

  let timer
  let running
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(check, PAUSE)
  }

  async function check() {
    running?.abort()
    running = new AbortController()
    try {
      const body = new URLSearchParams(new FormData(form))
      const response = await fetch(form.dataset.check, { method: 'POST', body, signal: running.signal, credentials: 'same-origin' })
      if (response.ok) show(await response.json())
    } catch (error) {
      if (error.name !== 'AbortError') console.info('check', error)
    }
  }

  function show({ findings, counts, repeated }) {
    for (const cell of cells) {
      cell.classList.remove('has-error', 'has-warning')
      cell.removeAttribute('aria-invalid')
      cell.removeAttribute('title')
    }
    for (const finding of [...findings].reverse()) {
      for (const name of finding.cells) {
        const cell = form.querySelector(`input[data-cell="${CSS.escape(name)}"]`)
        if (!cell) continue
        cell.classList.add(finding.level === 'error' ? 'has-error' : 'has-warning')
        if (finding.level === 'error') cell.setAttribute('aria-invalid', 'true')
        cell.title = cell.title ? `${finding.message}\n${cell.title}` : finding.message
      }
    }
    const list = document.getElementById('findings')
    if (list) {
      list.replaceChildren(...findings.map(item))
      document.getElementById('findings-count').textContent = summary(findings)
    }
    for (const [section, count] of Object.entries(counts ?? {})) text(`count-${section}`, `${count} 字`)
    for (const [section, share] of Object.entries(repeated ?? {})) text(`repeated-${section}`, share === null ? '' : `与上年相同 ${share}%`)
  }

  const text = (id, value) => {
    const place = document.getElementById(id)
    if (place) place.textContent = value
  }

  form.addEventListener('input', soon)
}

function item(finding) {
  const line = document.createElement('li')
  line.className = `finding is-${finding.level}`
  const name = document.createElement('span')
  name.className = 'finding-level'
  name.textContent = finding.level === 'error' ? '错误' : '提示'
  line.append(name, ' ', finding.message)
  if (finding.cells.length) {
    const go = document.createElement('button')
    go.type = 'button'
    go.className = 'btn btn-sm btn-link finding-go'
    go.textContent = '到单元格'
    go.addEventListener('click', () => {
      const cell = document.querySelector(`input[data-cell="${CSS.escape(finding.cells[0])}"]`)
      cell?.focus()
      cell?.scrollIntoView({ block: 'center', inline: 'center' })
    })
    line.append(' ', go)
  }
  return line
}

function summary(findings) {
  const errors = findings.filter((finding) => finding.level === 'error').length
  const warnings = findings.length - errors
  return findings.length ? `错误 ${errors} 处，提示 ${warnings} 处` : '没有发现问题'
}

for (const form of document.querySelectorAll('form[data-check]')) start(form)
