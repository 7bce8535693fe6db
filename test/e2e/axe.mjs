// WCAG 2.0 to 2.2, A and AA, by axe.
import { axeSource } from './browser.mjs'

const all = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }

// In the dark only the colours differ: the same elements, so the other rules have seen them.
const ofColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

async function findings(page, runOnly) {
  const result = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), runOnly)
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}\n${node.html.slice(0, 160)}\n${node.failureSummary.split('\n').slice(1).join(' ')}`),
  )
}

// What breaks the rules on a page as it stands, light and, where asked for, dark.
export async function barriers(page, world, { dark }) {
  await page.evaluate(axeSource())
  const found = (await findings(page, all)).map((one) => `light: ${one}`)
  if (!dark) return found
  await page.emulateMedia({ colorScheme: 'dark' })
  await world.settled(page)
  return [...found, ...(await findings(page, ofColours)).map((one) => `dark: ${one}`)]
}
