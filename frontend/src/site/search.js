// While somebody types into the search field, words of what is published are offered in the browser's own list.
const field = document.querySelector('.site-search input')
if (field) {
  const list = document.createElement('datalist')
  list.id = 'site-words'
  field.after(list)
  field.setAttribute('list', list.id)
  let waiting
  field.addEventListener('input', (event) => {
    // A word that was chosen from the list is whole.
    if (event.inputType === 'insertReplacementText' || event.isComposing) return
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const begun = field.value.trim()
      if (!begun) return list.replaceChildren()
      const answer = await fetch(`/search/words?${new URLSearchParams({ q: begun })}`).catch(() => null)
      if (!answer?.ok || field.value.trim() !== begun) return
      const words = await answer.json()
      list.replaceChildren(
        ...words.map((word) => Object.assign(document.createElement('option'), { value: word, label: word }))
      )
    }, 200)
  })
}
