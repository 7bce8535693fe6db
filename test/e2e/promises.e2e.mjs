// The promises of a manager and of a rep: made, asked for, agreed, kept and taken back.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const title = (page, text) => page.getByRole('heading', { level: 1, name: text })
const item = (page, text) => page.getByRole('listitem').filter({ hasText: text })

export const steps = [
  ['Today leads to all promises, late ones first', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await jim.getByRole('link', { name: 'All promises' }).click()
    await see(title(jim, 'You owe five answers'))
    await see(jim.getByText('Priya is first: Tell Priya yes or no on the Tilbury discount.'))
    await see(jim.getByText('8 of 12', { exact: true }))
    await see(jim.getByText(/^Likely \d+% to \d+%/))
  }],
  ['the navigation knows them, by mouse and by key', async (world) => {
    const jim = world.page('jim')
    await see(jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Promises', exact: true }))
    await jim.goto('/book')
    await see(jim.getByRole('heading', { level: 1 }))
    await jim.keyboard.press('g')
    await jim.keyboard.press('c')
    await see(title(jim, 'You owe five answers'))
  }],
  ['what was moved, and what came in between', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Moved', exact: true }).click()
    await see(item(jim, 'Ride along to Harbor Couriers'))
    await see(jim.getByText('A deal of my own'))
    await gone(item(jim, 'Go through the Ridgeway proposal'))
    same(new URL(jim.url()).searchParams.get('state'), 'moved', 'the view stands in the address')
    await jim.getByRole('combobox', { name: 'With whom' }).selectOption({ label: 'Tom Reyes' })
    await see(jim.getByRole('heading', { name: 'Nothing was moved' }))
    await jim.goto('/promises')
  }],
  ['Jim promises Jada something, and Jada sees it', async (world) => {
    const jim = world.page('jim')
    await see(title(jim, 'You owe five answers'))
    await jim.keyboard.press('n')
    await jim.getByRole('combobox', { name: 'To whom' }).selectOption({ label: 'Jada Ellis' })
    await jim.getByRole('combobox', { name: 'What kind' }).selectOption({ label: 'Practise a call' })
    await jim.getByRole('textbox', { name: 'What exactly' }).fill('Practise the second call')
    await jim.getByRole('button', { name: 'Promise it' }).click()
    await see(messages(jim).getByText('Promised: Practise the second call'))
    await see(title(jim, 'You owe 6 answers'))
    await see(item(jim, 'Practise the second call'))
    const jada = await world.openAs('jada', 'jada', { path: '/promises' })
    await see(title(jada, 'Two things are promised to you'))
    await see(item(jada, 'Practise the second call'))
  }],
  ['one click takes it back', async (world) => {
    const jim = world.page('jim')
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await see(title(jim, 'You owe five answers'))
    await see(title(world.page('jada'), 'One thing is promised to you'))
  }],
  ['Jada asks, Jim agrees on his page', async (world) => {
    const jada = world.page('jada')
    await jada.getByRole('button', { name: 'Ask for something' }).click()
    await jada.getByRole('textbox', { name: 'What exactly' }).fill('Look at my price list')
    await jada.getByRole('button', { name: 'Ask', exact: true }).click()
    await see(messages(jada).getByText('Asked: Look at my price list'))
    const jim = world.page('jim')
    await item(jim, 'Look at my price list').getByRole('button', { name: 'Promise Jada' }).click()
    await see(messages(jim).getByText('Promised: Look at my price list'))
    const api = await world.api('jada')
    const state = async () => (await api.need('GET', '/promises?state=open')).items.find((one) => one.title === 'Look at my price list')?.state
    await until(async () => (await state()) === 'open', 'the promise is open')
  }],
  ['kept with one tick, it leaves the open ones', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('checkbox', { name: 'Kept: Tell Priya yes or no on the Tilbury discount' }).click()
    await see(messages(jim).getByText('Kept: Tell Priya yes or no on the Tilbury discount'))
    await jim.getByRole('button', { name: 'Kept', exact: true }).click()
    await see(item(jim, 'Tell Priya yes or no on the Tilbury discount'))
  }],
  ['somebody without promises has no such page in the navigation', async (world) => {
    const dana = await world.openAs('dana', 'dana')
    await see(dana.getByRole('heading', { name: 'Where clients hang on one person' }))
    if (await dana.getByRole('link', { name: 'Promises', exact: true }).count()) throw new Error('a director is offered promises')
    await dana.getByRole('link', { name: /10 clients know only Jim/ }).click()
    await see(title(dana, /accounts are still Jim’s/))
  }],
]
