// Everything by keyboard: the palette, help, walking the board, leaving by Escape.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

const chosen = (page) => page.getByRole('main').getByRole('button', { expanded: true }).filter({ hasNotText: 'What if' })

export const steps = [
  ['a person signs in without a mouse', async (world) => {
    const page = await world.open('jim')
    const jim = page.getByRole('button', { name: /Jim Calder/ })
    await see(jim)
    for (let presses = 0; presses < 20 && !(await jim.evaluate((node) => node === document.activeElement)); ++presses) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await see(page.getByRole('navigation', { name: 'Main' }))
  }],
  ['Ctrl K finds a client through a slip and opens it', async (world) => {
    const page = world.page('jim')
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Find or do something' })
    await see(palette)
    await page.keyboard.type('larmer freigt')
    await see(palette.getByRole('option', { name: /Larmar Freight/ }))
    await page.keyboard.press('Enter')
    await gone(palette)
    await see(page.getByRole('dialog').getByRole('heading', { name: 'Larmar Freight' }))
  }],
  ['W opens the door beside an open client too, and Escape leaves it', async (world) => {
    const page = world.page('jim')
    await page.keyboard.press('w')
    const door = page.getByRole('dialog', { name: 'Client at the door' })
    await see(door)
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }],
  ['Ctrl K goes places and never ends in nothing', async (world) => {
    const page = world.page('jim')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('zzzzqqq')
    const palette = page.getByRole('dialog', { name: 'Find or do something' })
    await see(palette.getByText(/Nothing called/))
    await see(palette.getByRole('option'))
    await page.keyboard.press('Escape')
    await gone(palette)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('handoff')
    await see(palette.getByRole('option', { name: /Go to Handoff board/ }))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/board')
  }],
  ['? lists the keys of this screen', async (world) => {
    const page = world.page('jim')
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    for (const name of ['Next account', 'Lock or unlock', 'Handoff board']) await see(sheet.getByText(name))
    await page.keyboard.press('Escape')
    await gone(sheet)
  }],
  ['J and K walk the board', async (world) => {
    const page = world.page('jim')
    await see(page.getByRole('heading', { level: 1, name: 'Ten accounts are still yours' }))
    await page.keyboard.press('j')
    await see(chosen(page))
    const first = await chosen(page).textContent()
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    same(await chosen(page).textContent(), first, 'J and then K')
  }],
  ['R moves, L locks, Z undoes', async (world) => {
    const page = world.page('jim')
    await page.getByRole('button', { name: 'Propose who takes over' }).press('Enter')
    await see(page.getByText('Best possible, proven.'))
    await page.locator('main').focus()
    await page.keyboard.press('l')
    await see(page.getByRole('main').getByText('Locked', { exact: true }))
    await see(page.getByRole('region', { name: 'Messages' }).getByText(/ locked$/))
    await page.keyboard.press('z')
    await gone(page.getByRole('main').getByText('Locked', { exact: true }))
    await see(page.getByText('Undone.'))
    await page.keyboard.press('r')
    await see(page.getByRole('menuitem', { name: 'Keep it with you' }))
    await page.keyboard.press('Escape')
    await gone(page.getByRole('menuitem', { name: 'Keep it with you' }))
  }],
  ['Z undoes the deed that is on its way, not the one before', async (world) => {
    const page = world.page('jim')
    const locked = page.getByRole('main').getByText('Locked', { exact: true })
    // Not just before the deed that is held: a browser that was told only now to hand over its requests may let one pass.
    let held = Promise.resolve()
    await page.route('**/api/v1/plans/*/changes', async (route) => (await held, await route.continue()))
    await page.keyboard.press('l')
    await see(page.getByRole('region', { name: 'Messages' }).getByText(/ locked$/))
    let answer
    held = new Promise((done) => (answer = done))
    await page.keyboard.press('j')
    const asked = page.waitForRequest('**/api/v1/plans/*/changes')
    await page.keyboard.press('l')
    await asked
    await page.keyboard.press('z')
    answer()
    await see(page.getByText('Undone.'))
    await until(async () => (await locked.count()) === 1, 'one stays locked')
    await page.keyboard.press('k')
    await see(chosen(page).locator('xpath=ancestor::li').getByText('Locked', { exact: true }))
  }],
  ['G T goes to Today, W opens the door, Escape closes it', async (world) => {
    const page = world.page('jim')
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.waitForURL(world.url + '/')
    await page.keyboard.press('w')
    await see(page.getByRole('dialog'))
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
  }],
  ['single keys can be switched off', async (world) => {
    const page = world.page('jim')
    await page.keyboard.press('?')
    const off = page.getByRole('switch', { name: /Single keys act as shortcuts/ })
    await off.press(' ')
    await page.keyboard.press('Escape')
    await gone(page.getByRole('dialog'))
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.keyboard.press('Control+k')
    await see(page.getByRole('dialog', { name: 'Find or do something' }))
    same(new URL(page.url()).pathname, '/', 'the place after switched-off keys')
  }],
]
