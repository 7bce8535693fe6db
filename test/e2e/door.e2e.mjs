// Bill is at the door: who serves him, which promise is at stake, and the ways on.
import { gone, hold, same, see, until } from './world.mjs'

export const server = { demo: true }

const door = (page) => page.getByRole('dialog', { name: 'Client at the door' })
const messages = (page) => page.getByRole('region', { name: 'Messages' })

async function ask(page) {
  await page.keyboard.press('w')
  await see(door(page).getByRole('combobox', { name: 'Who is it?' }))
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  await page.keyboard.type('Bill')
  await page.keyboard.press('Enter')
}

const letter = async (api) => (await api.need('GET', '/promises?state=open')).items.find((one) => /letter, draft 2/.test(one.title))

export const steps = [
  ['W, "Bill", Enter: who he is and what is at stake', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await see(jim.getByRole('heading', { level: 1, name: 'Ten clients know only you.' }))
    await ask(jim)
    await see(door(jim).getByText('Bill Larmar, Owner, Larmar Freight'))
    await see(door(jim).getByText('Nobody else serves Larmar Freight yet'))
    await see(door(jim).getByText('At stake for Jada: Review Jada\'s prospecting letter, draft 2'))
    await see(door(jim).getByText('Already moved once.'))
  }],
  ['the promise stands above what the hour does', async (world) => {
    const jim = world.page('jim')
    const stake = await door(jim).getByRole('region', { name: 'At stake' }).boundingBox()
    const worth = await door(jim).getByRole('heading', { name: 'What this hour does' }).boundingBox()
    if (stake.y >= worth.y) throw new Error('what the hour does stands above the promise')
    await jim.keyboard.press('Escape')
    await gone(door(jim))
  }],
  ['with an approved plan the door names the successor', async (world) => {
    const api = await world.api('jim')
    const people = await api.need('GET', '/people')
    const jada = people.items.find((one) => one.name === 'Jada Ellis').id
    let plan = await api.need('POST', '/plans', {})
    const larmar = plan.lines.find((line) => line.account.name === 'Larmar Freight').account.id
    plan = await api.need('POST', `/plans/${plan.id}/changes`, { assign: [{ account_id: larmar, person_id: jada }], lock: [larmar] }, { 'If-Match': `"${plan.version}"` })
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    const jim = world.page('jim')
    await ask(jim)
    await see(door(jim).getByRole('region', { name: 'Who serves the client' }).getByText(/Jada/))
  }],
  ['and says how likely each of the two wins Bill\'s order, what that rests on, and how it is counted', async (world) => {
    const jim = world.page('jim')
    await see(door(jim).getByText('15 terminals for two depots: Jada would likely win it too (72%, you 77%; about as likely).'))
    await see(door(jim).getByText(/^Jada: 72%, likely \d\d% to \d\d%. 5 of 7 like it won.$/))
    await see(door(jim).getByText(/^You: 77%, likely \d\d% to \d\d%. 8 of 10 like it won.$/))
    await door(jim).getByText('How it’s counted').click()
    await see(door(jim).getByText(/same segment and from a quarter to four times the size/))
    await see(door(jim).getByText('Both and their colleagues: 20 of 27 like it won.'))
    if (/\$\d/.test(await door(jim).innerText())) throw new Error('money stands at the door below suggestive evidence')
  }],
  ['Introduce now is recorded, and undone in one click', async (world) => {
    const jim = world.page('jim')
    await door(jim).getByRole('button', { name: 'Introduce Jada now' }).click()
    await see(messages(jim).getByText('Jada introduced to Bill Larmar'))
    const api = await world.api('jim')
    const stage = async () => (await api.need('GET', '/handoffs?role=mine')).items.find((one) => one.account.name === 'Larmar Freight').stage
    await until(async () => (await stage()) === 'introduced', 'the handoff is introduced')
    await messages(jim).getByRole('button', { name: 'Undo' }).click()
    await see(messages(jim).getByText('Undone.'))
    same(await stage(), 'proposed', 'the stage after the undo')
    await see(door(jim).getByRole('button', { name: 'Introduce Jada now' }))
  }],
  ['Take it: the promise gets its new time first, then comes the receipt', async (world) => {
    const jim = world.page('jim')
    const jada = await world.openAs('jada', 'jada')
    await see(jada.getByText('Review Jada\'s prospecting letter, draft 2'))
    await door(jim).getByRole('button', { name: 'Another time' }).click()
    await see(door(jim).getByRole('heading', { name: 'Then Jada needs a new time first' }))
    await door(jim).getByRole('button', { name: 'Take it and tell Jada' }).click()
    await hold(messages(jim).getByText('Bill Larmar taken on the record'))
    await see(door(jim).getByText('Receipt'))
    await see(door(jim).getByText('Displaced:').or(door(jim).getByText('Displaced')))
    same((await letter(await world.api('jada'))).moves, 2, 'how often the letter was moved')
  }],
  ['Jada\'s Today shows it without being loaded again', async (world) => {
    const jada = world.page('jada')
    await see(jada.getByText(/Moved twice/))
    await see(jada.getByRole('button', { name: /Notices, \d+ new/ }))
  }],
  ['Undo gives Jada her time back', async (world) => {
    const jim = world.page('jim')
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await see(messages(jim).getByText('Undone.'))
    same((await letter(await world.api('jada'))).moves, 1, 'how often the letter was moved after the undo')
    await see(world.page('jada').getByText(/Moved once/))
  }],
  ['a promise that begins when the hour is over stays where it is', async (world) => {
    const jim = world.page('jim')
    const api = await world.api('jim')
    const before = await letter(api)
    const at = '2026-11-24T17:00:00Z' // 11:00 on Jim's wall; it is 9:41
    await api.need('POST', `/promises/${before.id}/move`, { due_at: at, cause: 'other' }, { 'If-Match': `"${before.version}"` })
    await jim.keyboard.press('Escape')
    await gone(door(jim))
    await ask(jim)
    await see(door(jim).getByText('In 1 h 19').or(door(jim).getByText('in 1 h 19')))
    await see(door(jim).getByText('Taking it leaves “Review Jada\'s prospecting letter, draft 2” for Jada at Nov 24, 11:00 AM as it is.'))
    await jim.keyboard.press('t')
    await see(door(jim).getByText('No promise was displaced').or(door(jim).getByText('Receipt')))
    same((await letter(api)).due_at, at, 'when the letter is promised')
  }],
  ['on a phone the promise is in sight without scrolling', async (world) => {
    const page = await world.openAs('phone', 'jim', { viewport: { width: 390, height: 844 }, hasTouch: true })
    await page.getByRole('main').getByRole('button', { name: 'Client at the door' }).click()
    await door(page).getByRole('combobox', { name: 'Who is it?' }).fill('bill')
    await door(page).getByRole('option', { name: /Bill Larmar/ }).click()
    const stake = door(page).getByRole('region', { name: 'At stake' })
    await see(stake)
    const box = await stake.boundingBox()
    if (box.y + box.height > 844) throw new Error(`the promise ends at ${Math.round(box.y + box.height)} px, below the phone's 844`)
  }],
]
