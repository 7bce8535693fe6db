// WCAG 2.0 to 2.2, A and AA, by axe.
import { axeSource } from './browser.mjs'

const all = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }

// What breaks the rules on a page as it stands.
export async function barriers(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource())
  const options = { runOnly: all, resultTypes: ['violations'] }
  const { violations } = await page.evaluate((asked) => window.axe.run(document, asked), options)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}\n${node.html.slice(0, 160)}\n${node.failureSummary.split('\n').slice(1).join(' ')}`),
  )
}
