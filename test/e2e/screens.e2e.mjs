// Every screen and state, in a wide window by day and on a phone at night, in the pseudo language: all of its text comes from the catalogue,
// nothing is cut off or wider than the window, and axe finds nothing. One visit for both, since a visit costs more than the looks: the
// window is made small where it stands. Two looks and not four: what is drawn differs by the width, its colours do not.
import { barriers } from './axe.mjs'
import { gatherData, untranslated } from './pseudo.mjs'
import { leave, screens, show } from './screens.mjs'
import { desktop, phone } from './world.mjs'

export const server = { demo: true }
export const independent = true

const looks = {
  wide: { colorScheme: 'light', window: desktop, isTouched: false },
  phone: { colorScheme: 'dark', window: phone, isTouched: true },
}

async function hold(page, { colorScheme, window, isTouched }) {
  page.touch ??= await page.context().newCDPSession(page)
  await page.touch.send('Emulation.setTouchEmulationEnabled', { enabled: isTouched, maxTouchPoints: isTouched ? 1 : undefined })
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize(window)
}

// One browser for each person: the screens follow each other in it.
async function pageFor(world, as) {
  const name = as ?? 'nobody'
  const known = world.page(name)
  if (known) return known
  const page = as ? await world.openAs(name, as, { serviceWorkers: 'block' }) : await world.open(name, { serviceWorkers: 'block' })
  gatherData(page)
  return page
}

// What the server writes itself has no pseudo language; a tab stays in the language it was asked for last.
function languageOf(screen) {
  if (!screen.isServed) return 'lang=pseudo'
  return screen.as ? 'lang=en' : ''
}

async function faultsOf(page, screen, look) {
  const faults = screen.isServed ? [] : await untranslated(page)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 1) faults.push(`the page is ${wide} px wider than the window`)
  faults.push(...(await barriers(page)))
  return faults.map((fault) => `${look}: ${fault}`)
}

async function inspect(world, screen) {
  const page = await pageFor(world, screen.as)
  await hold(page, looks.wide)
  await show(page, screen, world, languageOf(screen))
  const faults = await faultsOf(page, screen, 'wide')
  await hold(page, looks.phone)
  await world.settled(page)
  faults.push(...(await faultsOf(page, screen, 'phone')))
  await leave(page, screen)
  if (faults.length) throw new Error(faults.join('\n'))
}

// Two halves with a server each, parted where what has happened so far changes, since a screen may need those before it.
function halves() {
  const stageOf = (at) => screens[at].stage ?? 'approved'
  const middle = screens.length / 2
  const cuts = screens.map((_, at) => at).filter((at) => at > 0 && stageOf(at) !== stageOf(at - 1))
  const cut = cuts.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best))
  return [screens.slice(0, cut), screens.slice(cut)]
}

export const parts = halves().map((half) => half.map((screen) => [screen.name, (world) => inspect(world, screen)]))
