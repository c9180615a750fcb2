// Buttons that copy a text of the page, such as a link that is shown once.
import { copied } from '../copy.js'

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    await copied(document.getElementById(button.dataset.copy).textContent.trim())
    button.textContent = '已复制'
  })
}
