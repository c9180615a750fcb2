// The site works without any script. This keeps a page where it is: 长辈版 and the theme are switched on the page itself, so
// that nothing typed or shown once is lost, and what was refused is read out first.
import '../display.js'

document.querySelector('.form-problems')?.focus()
