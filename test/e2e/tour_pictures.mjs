// The pictures of the README, taken as its five minutes tell them, from a demo of their own:
//   node test/e2e/tour_pictures.mjs build/release/src/baton [FOLDER]      into docs/images, or elsewhere
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser } from './browser.mjs'
import { World, see } from './world.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const [binary, out = join(root, 'docs/images')] = process.argv.slice(2)
const options = { viewport: { width: 1440, height: 960 }, serviceWorkers: 'block' }

const browser = await openBrowser()
const world = new World(browser, { binary, web: join(root, 'web/dist'), demo: true })

async function take(page, name) {
  await world.quiet(page)
  await page.screenshot({ path: join(out, `${name}.png`) })
}

try {
  await world.start()
  const jim = await world.openAs('jim', 'jim', options)
  await see(jim.getByText('What I promised'))
  await take(jim, 'today')

  await jim.goto('/scoreboard')
  await see(jim.getByRole('heading', { level: 1 }))
  await take(jim, 'scoreboard')

  await jim.goto('/board')
  await jim.getByRole('button', { name: 'Propose who takes over' }).click()
  await see(jim.getByText('Best possible, proven.'))
  await jim.getByRole('main').getByRole('button', { name: 'Larmar Freight', exact: true }).click()
  await see(jim.getByText('Serves 2 clients in Freight'))
  await jim.getByRole('button', { name: /^(Close|Dismiss)/ }).last().click()
  await take(jim, 'board')

  await jim.getByRole('button', { name: 'Apply 10 moves' }).click()
  await see(jim.getByRole('main').getByText('Proposed', { exact: true }))
  await jim.goto('/if-i-leave')
  await see(jim.getByRole('main').getByText('Larmar Freight').first())
  await take(jim, 'leave')

  await jim.goto('/?open=door')
  await jim.getByRole('dialog').getByRole('combobox').fill('bill')
  await see(jim.getByRole('dialog').getByRole('option'))
  await jim.keyboard.press('Enter')
  await see(jim.getByRole('dialog').getByRole('button', { name: /^Introduce Jada now/ }))
  await take(jim, 'door')

  const server = await world.api('jim')
  await server.need('POST', '/demo/day', { day: 60 })
  const { items } = await server.need('GET', '/handoffs')
  const owned = items.find(({ account }) => account.name === 'Pell & Sons')
  const later = await world.openAs('later', 'jim', { ...options, path: `/handoff/${owned.id}` })
  await see(later.getByText('How well they know each other'))
  await take(later, 'handoff')
} finally {
  await world.stop()
  await browser.close()
}
