// Ctrl K goes to the one field that searches the whole desk; where the bar has no room for it, to its page.

addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
  event.preventDefault()
  const field = document.querySelector('#desk-q')
  if (field?.checkVisibility()) field.select()
  else location.assign('/desk/search')
})
