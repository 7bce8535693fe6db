// WCAG 2.0 to 2.2, A and AA, by axe: no finding on any screen, light, dark and on a phone.
import { axeSource } from './browser.mjs'
import { leave, screens, show } from './screens.mjs'
import { desktop, phone } from './world.mjs'

export const server = { demo: true }
export const independent = true

const all = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }

// In the dark only the colours differ: the same elements, so the other rules have seen them.
const ofColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

async function findings(page, runOnly) {
  const result = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), runOnly)
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}\n${node.html.slice(0, 160)}\n${node.failureSummary.split('\n').slice(1).join(' ')}`),
  )
}

const looks = [
  { look: 'wide', viewport: desktop, serviceWorkers: 'block' },
  { look: 'phone', viewport: phone, hasTouch: true, serviceWorkers: 'block' },
]

// One browser for each person and look: the screens follow each other in it.
async function pageFor(world, as, { look, ...options }) {
  const name = `${as ?? 'nobody'}-${look}`
  return world.page(name) ?? (as ? world.openAs(name, as, options) : world.open(name, options))
}

async function look(world, screen, how) {
  const page = await pageFor(world, screen.as, how)
  await page.emulateMedia({ colorScheme: 'light' })
  await show(page, screen, world)
  await page.evaluate(axeSource())
  const found = (await findings(page, all)).map((one) => `light: ${one}`)
  if (how.look === 'wide') {
    await page.emulateMedia({ colorScheme: 'dark' })
    await world.quiet(page)
    found.push(...(await findings(page, ofColours)).map((one) => `dark: ${one}`))
  }
  await leave(page, screen)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 1) found.push(`the page is ${wide} px wider than the window`)
  if (found.length) throw new Error(found.join('\n'))
}

// Each look has a server of its own.
export const parts = looks.map((how) => screens.map((screen) => [`${screen.name}, ${how.look}`, (world) => look(world, screen, how)]))
