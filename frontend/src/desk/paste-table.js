// The places of a pasted table: which cell covers which, what is its title, heading and note. Markdown knows neither
// merged cells nor a second heading row; here is decided what stands where instead.

const AMOUNT = /^[\d\s.,，%％‰+\-−]*$/

export const isBlank = (slot) => !slot || slot.cell.textContent.trim() === ''

/** Every place of the table with the cell that covers it; titles and notes set apart, blank rows and columns gone. */
export function grid(table, isLeftOut) {
  const isShownRow = (row, index) => !isLeftOut(table.rows[index]) && !row.every(isBlank)
  const shown = placed([...table.rows], isLeftOut).filter(isShownRow)
  const width = Math.max(0, ...shown.map((row) => row.length))
  const rows = shown.map((row) => Array.from({ length: width }, (_, column) => row[column]))
  const over = []
  const under = []
  while (rows.length > 1 && isTitle(rows[0])) over.push(rows.shift().find((slot) => !isBlank(slot)).cell)
  while (rows.length > 1 && isAcross(rows[rows.length - 1])) under.unshift(rows.pop()[0].cell)
  const isFilled = (_, column) => rows.some((row) => !isBlank(row[column]))
  return { over, rows: rows.map((row) => row.filter(isFilled)), under }
}

const isAcross = (row) => row.length > 1 && !isBlank(row[0]) && row.every((slot) => slot?.cell === row[0].cell)

// One cell over all columns, or the only one of its row that says something (单位：万元).
function isTitle(row) {
  const cells = new Set(row.filter((slot) => !isBlank(slot)).map(({ cell }) => cell))
  return isAcross(row) || (row.length > 2 && cells.size === 1)
}

function placed(rows, isLeftOut) {
  const places = rows.map(() => [])
  rows.forEach((row, top) => {
    let left = 0
    for (const cell of [...row.cells].filter((each) => !isLeftOut(each))) {
      while (places[top][left]) left += 1
      cover(places, cell, top, left)
    }
  })
  return places
}

function cover(places, cell, top, left) {
  // A span of nought reaches to the table's end.
  const height = Math.min(cell.rowSpan || places.length, places.length - top)
  for (let down = 0; down < height; down += 1)
    for (let right = 0; right < cell.colSpan; right += 1) places[top + down][left + right] = { cell, down, right }
}

/** How many rows make the heading: those marked so, or as deep as the first row's cells reach where it groups columns. */
export function headDepth({ tHead }, rows) {
  const isHead = (slot) => !slot || slot.cell.localName === 'th' || (tHead && slot.cell.closest('thead') === tHead)
  const body = rows.findIndex((row) => !row.every(isHead))
  const isGrouped = rows[0].some((slot) => slot?.right)
  const deepest = isGrouped ? Math.max(...rows[0].map((slot) => slot?.cell.rowSpan ?? 1)) : 1
  return Math.min(Math.max(1, body, deepest), Math.max(1, rows.length - 1))
}

/**
 * Of a merged cell the words stand in each of its rows, as they are true of each; an amount stands once, or it would be
 * counted twice.
 */
export const isShown = (slot) => !isBlank(slot) && !slot.right && (!slot.down || !AMOUNT.test(slot.cell.textContent))
