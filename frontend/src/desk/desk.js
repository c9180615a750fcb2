// The desk works without any script; this only makes it quicker: parts of pages by htmx, the marks and the pasting of the
// editor, and the report workbench.
import htmx from 'htmx.org'
import '../display.js'
import './copy.js'
import './forms.js'
import './marks.js'
import './paste.js'
import './search.js'
import './workbench.js'

window.htmx = htmx
