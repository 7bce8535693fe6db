// The page of a client: made by the former owner, opened on a phone without JavaScript, and its answer on the board of who
// looks at it, without loading it again.
import { axeSource } from './browser.mjs'
import { desktop, gone, hold, phone, same, see, until } from './world.mjs'

export const server = { demo: true }

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function handOver(api) {
  const plan = await api.need('POST', '/plans', {})
  await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
  return (await api.need('GET', '/handoffs?role=mine')).items
}

// Bill's own browser: a phone, nothing of ours on it, no JavaScript.
async function openPhone(world, url, options = {}) {
  const context = await world.browser.newContext({ viewport: phone, hasTouch: true, isMobile: true, javaScriptEnabled: false, locale: 'en-US', ...options })
  const page = await context.newPage()
  world.watch('bill', page)
  world.pages.set('bill', page)
  await page.goto(url)
  return page
}

export const steps = [
  ['Jim makes a page for Bill and gets its address', async (world) => {
    world.handoff = (await handOver(await world.api('jim'))).find((one) => one.account.name === 'Larmar Freight')
    const jim = await world.openAs('jim', 'jim', { path: `/handoff/${world.handoff.id}#client` })
    await jim.getByRole('button', { name: 'Make a page for Bill' }).click()
    world.link = await jim.getByLabel('The address of the page for Bill Larmar').inputValue()
    await see(jim.getByText(/^Works until/))
    await see(jim.getByText('No answer yet. You hear of it at once.'))
  }],
  ['Bill opens it on a phone: who looks after him, and whom to call', async (world) => {
    const bill = await openPhone(world, world.link)
    await see(bill.getByRole('heading', { level: 1, name: /Jada Ellis is going to look after Larmar Freight/ }))
    await see(bill.getByRole('link', { name: /Write to Jada/ }))
    await see(bill.getByText('What stays'))
    same(await bill.getByText('Bexley').count(), 0, 'other clients on the page')
  }],
  ['the board is open when Bill says yes, and says so without being loaded again', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/board')
    await see(jim.getByRole('button', { name: 'Larmar Freight', exact: true }))
    await jim.evaluate(() => (window.loadedOnce = true))
    const bill = world.page('bill')
    await bill.getByRole('button', { name: 'Yes, that suits me' }).click()
    await see(bill.getByRole('heading', { name: 'Thank you, Bill' }))
    same(bill.url(), world.link, 'the address after the answer')
    await see(jim.getByText('Bill said yes'))
    same(await jim.evaluate(() => window.loadedOnce), true, 'the board was not loaded again')
  }],
  ['the board of Jada says what Bill said, and her Today', async (world) => {
    const jada = await world.openAs('jada', 'jada', { path: '/board' })
    await see(jada.getByText('Bill said yes'))
    await jada.evaluate(() => (window.loadedOnce = true))
  }],
  ['a question shows its words on the board, and its text to both', async (world) => {
    const bill = world.page('bill')
    await bill.getByText('I have a question').click()
    await bill.getByLabel('Your question').fill('Who sends the bill now?')
    await bill.getByRole('button', { name: 'Send the question' }).click()
    await see(bill.getByText('Who sends the bill now?'))
    const jim = world.page('jim')
    await see(jim.getByText('Bill asks'))
    await see(jim.getByText('Who sends the bill now?'))
    await jim.goto('/board?view=list')
    await see(jim.getByText('Bill asks'))
    const jada = world.page('jada')
    await see(jada.getByText('Bill asks'))
    await see(jada.getByText('Who sends the bill now?'))
    same(await jada.evaluate(() => window.loadedOnce), true, 'her board was not loaded again')
    await jada.goto('/')
    await see(jada.getByText('Who sends the bill now?'))
    await jada.goto(`/handoff/${world.handoff.id}`)
    await see(jada.getByText('Who sends the bill now?'))
    await see(jada.getByText('Bill said yes'))
  }],
  ['the notice leads to what was said', async (world) => {
    const jada = world.page('jada')
    await jada.goto('/')
    await jada.getByRole('button', { name: /^Notices/ }).click()
    await jada.getByRole('link', { name: /^Bill Larmar said yes/ }).click()
    await see(jada.getByRole('heading', { name: 'A page for the client' }))
    await see(jada.getByText('Who sends the bill now?'))
  }],
  ['a picture and a number of hers stand on the page at once', async (world) => {
    const jada = world.page('jada')
    await jada.getByText('What clients see of you two').click()
    const pixels = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    await jada.getByLabel('A picture of Jada Ellis').setInputFiles({ name: 'jada.png', mimeType: 'image/png', buffer: Buffer.from(pixels, 'base64') })
    await see(jada.getByText('What clients see of Jada Ellis is changed'))
    const bill = world.page('bill')
    await bill.reload()
    await see(bill.locator('img.face'))
    same((await bill.locator('img.face').getAttribute('src')).slice(0, 23), 'data:image/jpeg;base64,', 'the picture')
    await see(bill.getByRole('link', { name: /^Call Jada/ }))
    await jada.getByRole('button', { name: 'Remove the picture' }).click()
    await gone(jada.getByRole('button', { name: 'Remove the picture' }))
  }],
  ['whoever is signed in and looks at the page keeps the own shell for when the network is gone', async (world) => {
    const jim = world.page('jim')
    const shell = () => jim.evaluate(async () => (await (await caches.match('/'))?.text()) ?? '')
    await until(async () => (await jim.evaluate(() => navigator.serviceWorker.controller !== null)) && (await shell()).includes('theme.js'), 'the shell is kept')
    await jim.goto(world.link)
    await see(jim.getByRole('heading', { level: 1, name: /Jada Ellis/ }))
    same((await shell()).includes('Jada Ellis'), false, 'the client in the shell')
    await jim.goto('/board')
  }],
  ['a wish for somebody else names who it is, and moves nothing', async (world) => {
    const bill = world.page('bill')
    await bill.getByText('I would rather work with somebody else').click()
    const first = bill.getByRole('radio').first()
    const name = await first.locator('xpath=..').locator('b').innerText()
    await first.check()
    await bill.getByRole('button', { name: 'Send this' }).click()
    await see(bill.getByText(`You said that you would rather work with ${name}.`))
    const jim = world.page('jim')
    await see(jim.getByText(`Bill would rather work with ${name}`))
    const after = await (await world.api('jim')).need('GET', `/handoffs/${world.handoff.id}`)
    same([after.stage, after.to.name], ['proposed', 'Jada Ellis'], 'the handoff')
  }],
  ['the page stands on any width, and axe finds nothing in any state', async (world) => {
    for (const [viewport, colorScheme] of [[phone, 'light'], [{ width: 320, height: 640 }, 'dark'], [desktop, 'dark']]) {
      const context = await world.browser.newContext({ viewport, colorScheme })
      const page = await context.newPage()
      await page.goto(world.link)
      for (const part of await page.locator('summary').all()) await part.click()
      await page.evaluate(axeSource())
      const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), rules)
      same(found.violations.map((one) => one.id), [], `axe at ${viewport.width}`)
      same(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `too wide at ${viewport.width}`)
      await context.close()
    }
  }],
  ['the letter takes a page along', async (world) => {
    const jim = world.page('jim')
    await jim.goto(`/handoff/${world.handoff.id}#letter`)
    await jim.locator('.send button').first().click()
    const wish = jim.getByRole('checkbox', { name: 'Put a page for Bill into it' })
    const sentence = jim.locator('#letter .sheet').getByText('(the link is made when the letter is sent)')
    await see(sentence)
    await wish.uncheck()
    await gone(sentence)
    await wish.check()
    await see(sentence)
    await jim.getByRole('button', { name: 'Send it now' }).click()
    await gone(sentence)
    const api = await world.api('jim')
    const mail = await until(async () => (await api.need('GET', `/mails?handoff_id=${world.handoff.id}`)).items[0], 'the letter is queued')
    const words = await api.need('GET', `/mails/${mail.id}/content`)
    const url = /http:\S+\/c\/\S+/.exec(words.text)?.[0]
    same((await fetch(url)).status, 200, `the page in the letter (${words.text})`)
  }],
  ['past the introduction the letter steps back behind what was sent', async (world) => {
    const api = await world.api('jim')
    const { version } = await api.need('GET', `/handoffs/${world.handoff.id}`)
    await api.need('POST', `/handoffs/${world.handoff.id}/stage`, { stage: 'introduced' }, { 'If-Match': `"${version}"` })
    const letter = world.page('jim').locator('#letter')
    await world.page('jim').goto(`/handoff/${world.handoff.id}`)
    await see(letter.getByText(/^Introduced on/))
    await gone(letter.getByRole('button', { name: 'Send it again to Bill' }))
    await letter.getByRole('button', { name: 'The letter', expanded: false }).click()
    await see(letter.getByText(/to Bill Larmar/).first())
    await see(letter.getByRole('button', { name: 'Send it again to Bill' }))
  }],
  ['closed, it leads nowhere; taken back, it leads there again', async (world) => {
    const jim = world.page('jim')
    await jim.goto(`/handoff/${world.handoff.id}#client`)
    await jim.getByRole('button', { name: 'Close the page for Bill Larmar' }).last().click()
    await see(jim.getByText('Closed', { exact: true }))
    await hold(jim.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }))
    const bill = world.page('bill')
    await bill.goto(world.link)
    await see(bill.getByRole('heading', { name: 'This page is not here any more' }))
    await jim.keyboard.press('z')
    await gone(jim.getByText('Closed', { exact: true }))
    await bill.goto(world.link)
    await see(bill.getByRole('heading', { level: 1, name: /Jada Ellis/ }))
  }],
]
