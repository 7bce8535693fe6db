// "Bill is at the door. What would you have done?" Both endings, the clock, the two days.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

const question = (page) => page.getByRole('heading', { level: 1, name: 'Bill is at the door. What would you have done?' })
const messages = (page) => page.getByRole('region', { name: 'Messages' })

async function clock(page, item) {
  await page.getByRole('banner').getByRole('button', { name: /Demo clock/ }).click()
  await page.getByRole('menuitem', { name: item }).or(page.getByRole('menuitemradio', { name: item })).first().click()
}

export const steps = [
  ['the scene asks its question', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/demo' })
    await see(question(jim))
    await see(jim.getByRole('banner').getByText('9:41 AM'))
  }],
  ['sell to him: what happened, told and real', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('main').getByRole('button', { name: /^Sell to him/ }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'You sold 15 terminals' }))
    await see(jim.getByText(/Jada waits at 10:30/))
    await see(jim.getByText(/Bill still knows only Jim/))
    const api = await world.api('jim')
    const larmar = (await api.need('GET', '/accounts?q=larmar')).items.find((one) => one.name === 'Larmar Freight')
    const deals = (await api.need('GET', `/accounts/${larmar.id}/opportunities`)).items
    same(deals.find((one) => one.name === '15 terminals for two depots').status, 'won', 'the deal')
    same(larmar.owner.name, 'Jim Calder', 'who owns Larmar')
    const jada = await world.api('jada')
    const letter = (await jada.need('GET', '/promises')).items.find((one) => /draft 2/.test(one.title))
    same([letter.state, letter.moves], ['open', 2], 'Jada\'s letter')
  }],
  ['it leaves one in the working product', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('link', { name: /Look around in what is left/ }).click()
    await see(jim.getByRole('heading', { level: 1, name: /clients know only you/ }))
    await see(jim.getByText('What interruptions cost'))
  }],
  ['with Baton: the other ending', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/demo')
    await jim.getByRole('button', { name: /Now with Baton/ }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'You introduced Jada' }))
    await see(jim.getByText(/Bill knows Jada, the promise is kept/))
    const jada = await world.api('jada')
    const letter = (await jada.need('GET', '/promises')).items.find((one) => /draft 2/.test(one.title))
    same([letter.state, letter.moves], ['kept', 1], 'Jada\'s letter')
    const handoff = (await jada.need('GET', '/handoffs?role=to_me')).items.find((one) => one.account.name === 'Larmar Freight')
    same(handoff.stage, 'introduced', 'the handoff of Larmar')
  }],
  ['start over brings the morning back', async (world) => {
    const jim = world.page('jim')
    await clock(jim, /^Start over/)
    await see(messages(jim).getByText('Started over'))
    await see(question(jim))
    await see(jim.getByRole('banner').getByText('9:41 AM'))
    const api = await world.api('jim')
    same((await api.need('GET', '/handoffs?role=mine')).items.length, 0, 'handoffs after starting over')
  }],
  ['the clock goes to 10:30, and to the next day', async (world) => {
    const jim = world.page('jim')
    await clock(jim, /^Go to 10:30/)
    await see(jim.getByRole('banner').getByText('10:30 AM'))
    await clock(jim, /^Next day/)
    await see(jim.getByRole('banner').getByText(/Nov 25/))
    await jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Today/ }).click()
    await see(jim.getByText(/Wednesday, November 25/))
  }],
  ['day 60 shows handoffs under way, day 1 none', async (world) => {
    const jim = world.page('jim')
    await clock(jim, /^Day 60/)
    await see(messages(jim).getByText('Day 60'))
    const api = await world.api('jim')
    await until(async () => (await api.need('GET', '/handoffs?role=mine')).items.length > 0, 'handoffs on day 60')
    await jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Handoff board/ }).click()
    const owned = jim.getByRole('region', { name: 'Owned' }).or(jim.getByRole('region', { name: 'Confirmed' }))
    await see(owned.getByRole('button').first())
    await clock(jim, /^Day 1:/)
    await see(messages(jim).getByText('Day 1', { exact: true }))
    await see(jim.getByRole('heading', { level: 1, name: 'Ten accounts are still yours' }))
  }],
  ['a rep sees the scene too, and whoever is no demo does not', async (world) => {
    const jada = await world.openAs('jada', 'jada', { path: '/demo' })
    await see(question(jada))
    await gone(jada.getByText('This is not the demo'))
  }],
]
