// The desk works without any script; this only makes it quicker: parts of pages by htmx, and the report workbench.
import htmx from 'htmx.org'
import './forms.js'
import './workbench.js'

window.htmx = htmx
