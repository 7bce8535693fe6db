// Every screen and state, in a wide window and on a phone, in the pseudo language: all of its text comes from the catalogue, nothing is cut
// off or wider than the window, and axe finds nothing. One visit for all of it, since a visit costs more than the looks.
import { barriers } from './axe.mjs'
import { gatherData, untranslated } from './pseudo.mjs'
import { leave, screens, show } from './screens.mjs'
import { desktop, phone } from './world.mjs'

export const server = { demo: true }
export const independent = true

const looks = [
  { look: 'wide', viewport: desktop, serviceWorkers: 'block' },
  { look: 'phone', viewport: phone, hasTouch: true, serviceWorkers: 'block' },
]

// One browser for each person and look: the screens follow each other in it.
async function pageFor(world, as, { look, ...options }) {
  const name = `${as ?? 'nobody'}-${look}`
  const known = world.page(name)
  if (known) return known
  const page = as ? await world.openAs(name, as, options) : await world.open(name, options)
  gatherData(page)
  return page
}

// What the server writes itself has no pseudo language; a tab stays in the language it was asked for last.
function languageOf(screen) {
  if (!screen.isServed) return 'lang=pseudo'
  return screen.as ? 'lang=en' : ''
}

async function inspect(world, screen, how) {
  const page = await pageFor(world, screen.as, how)
  await page.emulateMedia({ colorScheme: 'light' })
  await show(page, screen, world, languageOf(screen))
  const faults = screen.isServed ? [] : await untranslated(page)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 1) faults.push(`the page is ${wide} px wider than the window`)
  faults.push(...(await barriers(page, world, { dark: how.look === 'wide' })))
  await leave(page, screen)
  if (faults.length) throw new Error(faults.join('\n'))
}

// Each look has a server of its own.
export const parts = looks.map((how) => screens.map((screen) => [`${screen.name}, ${how.look}`, (world) => inspect(world, screen, how)]))
