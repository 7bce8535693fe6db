// The hour that belongs to the rep, from both desks side by side: Bill at 9:41, and both endings. What one does appears at the
// other without loading it again.
import { gone, phone, same, see, until } from './world.mjs'

export const server = { demo: true }

const door = (page) => page.getByRole('dialog', { name: 'Client at the door' })
const messages = (page) => page.getByRole('region', { name: 'Messages' })
const letter = async (api) => (await api.need('GET', '/promises')).items.find((one) => /draft 2/.test(one.title))
const item = (page, text) => page.getByRole('main').getByRole('listitem').filter({ hasText: text })

async function clock(page, item) {
  await page.getByRole('banner').getByRole('button', { name: /Demo clock/ }).click()
  await page.getByRole('menuitem', { name: item }).or(page.getByRole('menuitemradio', { name: item })).first().click()
}

async function ask(page) {
  await page.keyboard.press('w')
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  await page.keyboard.type('Bill')
  await page.keyboard.press('Enter')
  await see(door(page).getByText('Bill Larmar, Owner, Larmar Freight'))
  await see(door(page).getByText('At stake for Jada: Review Jada\'s prospecting letter, draft 2'))
}

// Level 3 for every kind of deal: what "I could have taken it" raises.
async function agreeOnLevels(world) {
  const [jim, jada] = [await world.api('jim'), await world.api('jada')]
  const id = (await jim.need('GET', '/people')).items.find((one) => one.name === 'Jada Ellis').id
  for (const kind of ['new_business', 'existing_client', 'above_size']) {
    await jada.need('POST', `/delegations/${id}/${kind}/propose`, { level: 3 }, { 'If-Match': '"0"' })
    await jim.need('POST', `/delegations/${id}/${kind}/agree`, undefined, { 'If-Match': '"1"' })
  }
}

async function handToJada(world) {
  const api = await world.api('jim')
  const jada = (await api.need('GET', '/people')).items.find((one) => one.name === 'Jada Ellis').id
  let plan = await api.need('POST', '/plans', {})
  const larmar = plan.lines.find((line) => line.account.name === 'Larmar Freight').account.id
  plan = await api.need('POST', `/plans/${plan.id}/changes`, { assign: [{ account_id: larmar, person_id: jada }], lock: [larmar] }, { 'If-Match': `"${plan.version}"` })
  await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
}

const atTheDesk = [
  ['9:41, two desks: Jim is at his, Jada waits for 10:30', async (world) => {
    await handToJada(world)
    const jim = await world.openAs('jim', 'jim')
    const jada = await world.openAs('jada', 'jada')
    await see(jim.getByRole('heading', { level: 1 }))
    await see(jim.getByRole('banner').getByText('9:41 AM'))
    await see(jada.getByText('Review Jada\'s prospecting letter, draft 2'))
    for (const page of [jim, jada]) await page.evaluate(() => (window.loadedOnce = true))
  }],
  ['W, "Bill", Enter, Enter: introduced, and Jada hears of it where she sits', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    const bell = jada.getByRole('button', { name: /^Notices/ })
    await world.quiet(jada) // the bell shows none before they are read
    const before = Number(/(\d+) new/.exec(await bell.getAttribute('aria-label') ?? await bell.textContent())?.[1] ?? 0)
    await ask(jim)
    await jim.keyboard.press('Enter')
    await see(messages(jim).getByText('Jada introduced to Bill Larmar'))
    await see(jada.getByRole('button', { name: `Notices, ${before + 1} new` }))
    await bell.click()
    const told = jada.getByRole('dialog', { name: 'Notices' }).getByRole('listitem').filter({ hasText: 'Jim Calder introduced you' })
    await see(told.getByText('just now')) // by the scene's clock
    await jada.keyboard.press('Escape')
    const handoff = (await (await world.api('jada')).need('GET', '/handoffs?role=to_me')).items.find((one) => one.account.name === 'Larmar Freight')
    same(handoff.stage, 'introduced', 'the handoff of Larmar')
    await jim.keyboard.press('Escape')
  }],
  ['at 10:30 the letter is reviewed as promised, and is kept at both desks', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    await clock(jim, /^Go to 10:30/)
    await see(jim.getByRole('banner').getByText('10:30 AM'))
    await jim.getByRole('checkbox', { name: /^Kept: Review Jada.s prospecting letter, draft 2/ }).click()
    await see(messages(jim).getByText(/^Kept: Review Jada/))
    await until(async () => (await letter(await world.api('jada'))).state === 'kept', 'the promise is kept')
    same((await letter(await world.api('jada'))).moves, 1, 'how often the letter was moved')
    await see(item(jada, 'draft 2').getByText(/^(Done|Kept)/).or(jada.getByText(/^Done 10:30/)).first())
  }],
  ['the other ending: T takes it, and Jada sees her new time at once', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    await clock(jim, /^Start over/)
    await see(messages(jim).getByText('Started over'))
    await agreeOnLevels(world)
    await jim.goto('/')
    await jada.goto('/')
    await see(jada.getByText(/Moved once/))
    await jada.evaluate(() => (window.loadedOnce = true))
    await ask(jim)
    await see(door(jim).getByText(/^Taking it moves “Review Jada's prospecting letter, draft 2” for Jada to /))
    await jim.keyboard.press('t')
    await see(messages(jim).getByText('Bill Larmar taken on the record'))
    await see(jada.getByText('Moved twice, from Nov 20 to Nov 25, 9:00 AM.'))
    same((await letter(await world.api('jada'))).moves, 2, 'how often the letter was moved')
  }],
  ['the receipt: Jim says why with one tap, Jada reads it and could have taken it', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    await see(door(jim).getByRole('region', { name: 'Receipt' }).getByText(/Made good by/))
    await door(jim).getByRole('button', { name: 'I wanted to' }).click()
    await see(door(jim).getByText('Why: I wanted to'))
    await jim.keyboard.press('Escape')
    await see(jada.getByText('Why: I wanted to'))
    await jada.getByRole('button', { name: 'I could have taken it' }).click()
    await see(messages(jada).getByText('Jim reads it.'))
    await see(jim.getByText('Jada: I could have taken it'))
  }],
  ['the next level is proposed, not given: it waits for Jim', async (world) => {
    const api = await world.api('jim')
    const jada = (await api.need('GET', '/people')).items.find((one) => one.name === 'Jada Ellis').id
    const levels = (await api.need('GET', `/delegations/${jada}`)).items
    const raised = levels.filter((one) => one.proposed_level !== null)
    same(raised.map((one) => [one.proposed_level - one.level, one.proposed_by.name, one.may.includes('agree')]), [[1, 'Jada Ellis', true]], 'what is proposed')
    await see(item(world.page('jim'), /level/i).first())
  }],
  ['the ledger says what happened', async (world) => {
    const ledger = await (await world.api('jim')).need('GET', '/promises/ledger')
    if (!JSON.stringify(ledger).includes('own_deal')) throw new Error(`no own deal in the ledger: ${JSON.stringify(ledger).slice(0, 600)}`)
    const jim = world.page('jim')
    await jim.goto('/promises?state=moved')
    await see(item(jim, 'draft 2').first())
  }],
]

// Both stand somewhere with a phone: no keys, nothing beside anything.
const askByThumb = async (page) => {
  await page.getByRole('main').getByRole('button', { name: 'Client at the door' }).click()
  await door(page).getByRole('combobox', { name: 'Who is it?' }).fill('bill')
  await door(page).getByRole('option', { name: /Bill Larmar/ }).click()
  await see(door(page).getByText('At stake for Jada: Review Jada\'s prospecting letter, draft 2'))
}

const onPhones = [
  ['on two phones: a tap introduces, and Jada is told', async (world) => {
    await handToJada(world)
    const jim = await world.openAs('jim', 'jim', { viewport: phone, hasTouch: true })
    const jada = await world.openAs('jada', 'jada', { viewport: phone, hasTouch: true })
    await see(jada.getByText(/Moved once/))
    await askByThumb(jim)
    await door(jim).getByRole('button', { name: 'Introduce Jada now' }).click()
    await see(messages(jim).getByText('Jada introduced to Bill Larmar'))
    await jada.getByRole('button', { name: /^Notices, \d+ new/ }).click()
    await see(jada.getByText(/Jim Calder introduced you/))
    await jada.keyboard.press('Escape')
    await door(jim).getByRole('button', { name: 'Done' }).click()
    await gone(door(jim))
  }],
  ['at 10:30 a tap keeps the promise', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    await clock(jim, /^Go to 10:30/)
    await see(jim.getByRole('banner').getByText('10:30 AM'))
    await jim.getByRole('checkbox', { name: /^Kept: Review Jada.s prospecting letter, draft 2/ }).click()
    await see(jada.getByText(/^Done Nov 24, 10:30/))
  }],
  ['the other ending: taken, the new time is at Jada\'s, she answers with a tap', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    await clock(jim, /^Start over/)
    await see(messages(jim).getByText('Started over'))
    for (const page of [jim, jada]) await page.goto('/')
    await see(jada.getByText(/Moved once/))
    await askByThumb(jim)
    await door(jim).getByRole('button', { name: 'I’ll take it' }).click()
    await see(jada.getByText('Moved twice, from Nov 20 to Nov 25, 9:00 AM.'))
    await door(jim).getByRole('button', { name: 'The client insisted' }).click()
    await see(jada.getByText('Why: The client insisted'))
    await jada.getByRole('button', { name: 'Let me join' }).click()
    await see(messages(jada).getByText('Jim reads it.'))
    await door(jim).getByRole('button', { name: 'Done' }).click()
    await see(jim.getByText('Jada: Let me join'))
  }],
]

export const parts = [atTheDesk, onPhones]
