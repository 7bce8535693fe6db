// Do we have this right? One tap a contact, without the score; what was said stands beside what was learnt, and can be taken back.
import { gone, phone, same, see, until } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const item = (page, text) => page.getByRole('listitem').filter({ hasText: text })
const panel = (page) => page.getByRole('dialog', { name: 'Larmar Freight' })

export const steps = [
  ['Jim is asked about own contacts, without what was learnt', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/who-knows-whom' })
    await see(jim.getByRole('heading', { level: 1, name: 'Do we have this right?' }))
    await see(item(jim, 'Bill Larmar'))
    same(await jim.getByText(/%/).count(), 0, 'figures of strength')
    same(await jim.getByText('Does the score agree with people?').count(), 0, 'the figure of the organization, which is not his to see')
  }],
  ['one tap says it, and the question is gone', async (world) => {
    const jim = world.page('jim')
    await item(jim, 'Bill Larmar').getByRole('button', { name: 'Has met', exact: true }).click()
    await see(messages(jim).getByText('Jim Calder has met Bill Larmar: noted'))
    await gone(item(jim, 'Bill Larmar').getByRole('button', { name: 'Has met', exact: true }))
    await see(jim.getByText(/, 1 answered$/))
  }],
  ['the client’s panel says it beside what was learnt, by whom', async (world) => {
    const jim = world.page('jim')
    const api = await world.api('jim')
    const { items } = await api.need('GET', '/accounts?owner=me&limit=50')
    const larmar = items.find((one) => one.name === 'Larmar Freight')
    await jim.goto(`/book?open=account/${larmar.id}`)
    await see(panel(jim).getByText(/^“Has met”, says Jim Calder, .* Learnt: knows Bill Larmar/))
    await see(panel(jim).getByText(/^Hangs on one thread: nobody but Jim Calder is known to know them\./))
  }],
  ['he corrects it there', async (world) => {
    const jim = world.page('jim')
    await panel(jim).getByRole('button', { name: 'Correct how well Jim Calder knows Bill Larmar' }).click()
    await jim.getByRole('menuitem', { name: 'Knows well' }).click()
    await see(panel(jim).getByText(/^“Knows well”, says Jim Calder/))
    await panel(jim).getByRole('button', { name: 'Correct how well Jim Calder knows Bill Larmar' }).click()
    await jim.getByRole('menuitem', { name: 'Take back what was said' }).click()
    await gone(panel(jim).getByText(/says Jim Calder/))
  }],
  ['undo brings it back', async (world) => {
    const jim = world.page('jim')
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await see(panel(jim).getByText(/^“Knows well”, says Jim Calder/))
  }],
  ['his director reads one figure, and why there is none yet', async (world) => {
    const dana = await world.openAs('dana', 'dana', { path: '/who-knows-whom' })
    await see(dana.getByText(/^Too few answers for a figure: 0 close and 1 other ties by 1 person\. It takes 10 of each/))
  }],
  ['on a phone it is one tap too', async (world) => {
    const small = await world.openAs('phone', 'jada', { path: '/who-knows-whom', viewport: phone, hasTouch: true })
    await see(small.getByRole('heading', { level: 1, name: 'Do we have this right?' }))
    await until(async () => (await small.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'nothing to scroll sideways')
  }],
]
