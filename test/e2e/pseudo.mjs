// With ?lang=pseudo every sentence of the catalogue is accented and longer. So what is plain on the screen is either data, or text that
// never went through messages/; and what was too narrow for a longer language is cut off.

// Texts that come from the server (names, reasons in the reader's own language) and from Intl (days, money, units) are data, and so is
// what a browser calls itself.
const ofIntl =
  /\b(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Satur?|Sun)(day)?\b|\b(Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sep(t|tember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?)\b|\b(AM|PM|and|or|USD|US Dollar|ago|in|days?|hours?|hr|min|minutes?|sec|seconds?|yesterday|today|tomorrow|last|next|weeks?|months?|years?|k|Chrome|Linux|English|Deutsch)\b/g
const ofKeys = /\b(Ctrl|Esc|Enter|Shift|Baton|HubSpot|Salesforce|Pipedrive|ArrowRight|ArrowLeft|Escape)\b|^[A-Za-z?/→←]$/g

function stringsOf(value, into) {
  if (typeof value === 'string') into.add(value).add(nameOfCode(value))
  else if (Array.isArray(value)) value.forEach((item) => stringsOf(item, into))
  else if (value && typeof value === 'object') Object.values(value).forEach((item) => stringsOf(item, into))
}

// `words`: the longer strings of the data, longest first, which may stand within a text.
function isPlain(text, data, words) {
  if (/[~\]]\s*$|^\s*\[|[åƀçđéƒĝĥîĵķļñöþŕšţûṽŵýžÅÇĐÉĜĤÎĶĻÑÖŔŠŢÛÝŽ]/.test(text)) return false
  if (/^[A-Z]{1,3}$/.test(text.trim())) return false // initials, a currency
  if (text.split(/[,·()]/).every((part) => part.trim() === '' || data.has(part.trim()))) return false // "Freight, Chicago, US"
  const without_intl = (rest) => rest.replace(ofIntl, ' ').replace(ofKeys, ' ')
  const without_data = (rest) => words.reduce((left, one) => (left.includes(one) ? left.split(one).join(' ') : left), rest)
  // In both orders: "day" may be data and a part of "yesterday", "May" a name and a month.
  return [without_intl(without_data(text)), without_data(without_intl(text))].every((rest) => /[A-Za-z]{2,}/.test(rest))
}

// Countries and languages are named by the browser.
const region = new Intl.DisplayNames('en', { type: 'region' })
const language = new Intl.DisplayNames('en', { type: 'language' })
function nameOfCode(code) {
  if (/^[A-Z]{2}$/.test(code)) return region.of(code)
  return /^[a-z]{2}$/.test(code) ? language.of(code) : code
}

// Every text a person can see, and the elements that cut theirs off.
const look = () => {
  // For screen readers only: a box of one pixel, or clipped to nothing.
  const isForEars = (element) => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      if (style.position === 'absolute' && ((box.offsetWidth <= 1 && box.offsetHeight <= 1) || style.clipPath.includes('inset(50%'))) return true
    }
    return false
  }
  const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest('[aria-hidden=true], svg') && !isForEars(element)
  const texts = []
  const cut = []
  const seen = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim()
    const element = node.parentElement
    if (!text || ['SCRIPT', 'STYLE', 'CODE'].includes(element.tagName) || !shown(element)) continue
    if (!element.closest('.prose')) texts.push(text) // a letter is the server's, as a page
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      // An ellipsis is a choice; what ends without one is a fault.
      const clips = (style.overflowX === 'hidden' || style.overflowX === 'clip') && style.textOverflow !== 'ellipsis'
      if (clips && style.display !== 'inline' && box.scrollWidth > box.clientWidth + 1) {
        if (seen.has(box)) break
        seen.add(box)
        cut.push(`${box.tagName.toLowerCase()}.${[...box.classList].join('.')}: ${text.slice(0, 60)}`)
        break
      }
    }
  }
  for (const element of document.querySelectorAll('button, a')) {
    const box = element.getBoundingClientRect()
    if (shown(element) && box.width > 0 && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && getComputedStyle(element).display !== 'inline') {
      cut.push(`${element.tagName.toLowerCase()} too narrow for: ${element.textContent.trim().slice(0, 60)}`)
    }
  }
  return { texts, cut }
}

// Remembers what the server answers to a page: that is data.
export function gatherData(page) {
  page.data = new Set()
  page.coming = new Set() // its words are fetched from the browser, which takes a moment
  page.on('response', (answer) => {
    if (!(answer.headers()['content-type'] ?? '').includes('json')) return
    const words = answer.json().then((body) => stringsOf(body, page.data)).catch(() => undefined).finally(() => page.coming.delete(words))
    page.coming.add(words)
  })
}

// What on a page with ?lang=pseudo did not go through the catalogue, or is cut off.
export async function untranslated(page) {
  const { texts, cut } = await page.evaluate(look)
  await Promise.all(page.coming)
  const words = [...page.data].filter((one) => one.length > 2).sort((a, b) => b.length - a.length)
  for (const one of [...words]) if (one.includes(' ')) words.push(one.split(' ')[0]) // first names
  const plain = texts.filter((text) => isPlain(text, page.data, words)).map((text) => `not from the catalogue: ${text}`)
  return [...plain, ...new Set(cut.map((one) => `cut off: ${one}`))]
}
