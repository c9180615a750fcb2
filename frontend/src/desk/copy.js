// Buttons that copy a text of the page, such as a link that is shown once.
import { copied, copiedStyled } from '../copy.js'

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    await copied(document.getElementById(button.dataset.copy).textContent.trim())
    button.textContent = '已复制'
  })
}

// A button that copies an article with its styles, as an editor elsewhere takes it.
for (const button of document.querySelectorAll('button[data-copy-html]')) {
  button.hidden = false
  button.addEventListener('click', () => {
    copiedStyled(document.getElementById(button.dataset.copyHtml).value)
    button.textContent = '已复制'
  })
}
