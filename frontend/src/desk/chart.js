// Charts at the desk: every element with data-chart draws the numbers of the table it names.
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

// Colours of the theme, so that a chart is read on any ground.
const tokens = getComputedStyle(document.documentElement)
const token = (name) => tokens.getPropertyValue(name).trim()
const words = { color: token('--ink') }

for (const place of document.querySelectorAll('[data-chart]')) {
  const table = document.getElementById(place.dataset.chart)
  if (!table) continue
  const heads = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim())
  const rows = [...table.tBodies[0].rows]
  const chart = init(place, null, { renderer: 'svg' })
  chart.setOption({
    aria: { enabled: true },
    color: ['--blue', '--green', '--amber'].map(token),
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    grid: { left: 48, right: 16, top: 40, bottom: 32 },
    legend: { top: 0, textStyle: words },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', axisLabel: words, data: rows.map((row) => row.cells[0].textContent.trim()) },
    yAxis: { type: 'value', minInterval: 1, axisLabel: words, splitLine: { lineStyle: { color: token('--rule') } } },
    series: heads.map((name, column) => ({
      name,
      type: 'bar',
      data: rows.map((row) => Number(row.cells[column + 1].textContent) || 0),
    })),
  })
  addEventListener('resize', () => chart.resize())
}
