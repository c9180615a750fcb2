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
