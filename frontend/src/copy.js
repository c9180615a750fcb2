// Copies a text, with https or without.
export async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  // Without https a browser copies what is selected, and nothing else.
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}

// Copies HTML with its styles and its plain words; what is copied is given at the moment of copying, with https or without.
export function copiedStyled(html) {
  const give = (event) => {
    event.clipboardData.setData('text/html', html)
    event.clipboardData.setData('text/plain', new DOMParser().parseFromString(html, 'text/html').body.textContent)
    event.preventDefault()
  }
  document.addEventListener('copy', give, { once: true })
  document.execCommand('copy')
  document.removeEventListener('copy', give)
}
