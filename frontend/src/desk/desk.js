// The desk works without any script; this only makes it quicker: parts of pages by htmx, the search, and
// the report workbench. The editor is a bundle of its own (writing/).
import htmx from 'htmx.org'
import '../display.js'
import './copy.js'
import './forms.js'
import './halls.js'
import './search.js'
import './workbench.js'

window.htmx = htmx
