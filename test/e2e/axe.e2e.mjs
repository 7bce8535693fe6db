// WCAG 2.0 to 2.2, A and AA, by axe: no finding on any screen, light, dark and on a phone.
import { axeSource } from './browser.mjs'
import { leave, screens, show } from './screens.mjs'
import { desktop, phone } from './world.mjs'

export const server = { demo: true }
export const independent = true

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function findings(page) {
  const result = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), rules)
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
  const found = (await findings(page)).map((one) => `light: ${one}`)
  if (how.look === 'wide') {
    await page.emulateMedia({ colorScheme: 'dark' })
    await world.quiet(page)
    found.push(...(await findings(page)).map((one) => `dark: ${one}`))
  }
  await leave(page, screen)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 1) found.push(`the page is ${wide} px wider than the window`)
  if (found.length) throw new Error(found.join('\n'))
}

export const steps = looks.flatMap((how) => screens.map((screen) => [`${screen.name}, ${how.look}`, (world) => look(world, screen, how)]))
