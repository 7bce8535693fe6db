// The first day of a new manager in an empty Baton: from the first screen to a plan, the ninety days and the first
// self-assessment, with help on the way, and no screen that leads nowhere.
import { paste } from './book.e2e.mjs'
import { same, see, until } from './world.mjs'

export const server = { demo: false }

const password = 'correct horse battery staple'
const main = (page) => page.getByRole('main')
const clients = ['Client\tContact there\tE-mail\tCity\tIndustry\tUSD a year', ...Array.from({ length: 10 }, (_, i) => `Client ${i + 1}\tContact ${i + 1}\tc${i + 1}@client.example\tGary\tRetail\t${i + 1}0,000`)]
const reps = ['Jada Ellis\tjada@example.com\t12', 'Tom Reyes\ttom@example.com\t12', 'Lena Koch\tlena@example.com\t12']

export const steps = [
  ['the administrator sets Baton up and makes Jim a manager', async (world) => {
    const ada = await world.open('ada', { path: '/join/' + world.server.setupToken() })
    for (const [name, value] of [['Your organization', 'Example Sales'], ['Your name', 'Ada Admin'], ['E-mail', 'ada@example.com'], ['Choose a password', password]]) {
      await ada.getByRole('textbox', { name }).fill(value)
    }
    await ada.getByRole('button', { name: 'Set up Baton' }).click()
    await see(ada.getByRole('navigation', { name: 'Main' }))
    await ada.goto('/people')
    await ada.getByRole('button', { name: 'Add somebody' }).click()
    await ada.getByRole('textbox', { name: 'Name' }).fill('Jim Calder')
    await ada.getByRole('textbox', { name: 'E-mail' }).fill('jim@example.com')
    await ada.getByRole('combobox', { name: 'Role' }).selectOption('manager')
    await ada.getByRole('button', { name: 'Add 1 person' }).click()
    await ada.getByRole('dialog').getByRole('button', { name: 'Make an invitation link' }).click()
    world.invitation = await ada.getByRole('textbox', { name: 'Invitation link for Jim Calder' }).inputValue()
  }],
  ['his first screen says what comes first', async (world) => {
    const jim = await world.open('jim', { path: new URL(world.invitation).pathname })
    await jim.getByRole('textbox', { name: 'Choose a password' }).fill(password)
    await jim.getByRole('button', { name: 'Join the team' }).click()
    await see(jim.getByRole('heading', { name: 'Three steps to your first plan' }))
    for (const name of ['Import a list', 'Type or paste clients', 'Paste several', 'Propose who takes over', 'See the steps']) await see(main(jim).getByRole('link', { name }))
    same(await main(jim).getByText('half hour').count(), 0, 'the Friday half hour of a week without a team, whatever day it is')
  }],
  ['? opens the help at the page of the screen, and back', async (world) => {
    const jim = world.page('jim')
    await jim.keyboard.press('?')
    await jim.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('link', { name: 'How this is done' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'Where to start' }))
    await jim.getByRole('searchbox', { name: 'Search the help' }).fill('overlap')
    await jim.getByRole('link', { name: 'Read the scoreboard' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'Read the scoreboard' }))
    await jim.goto('/board')
    await see(jim.getByRole('heading', { name: 'No accounts yet' }))
    await jim.keyboard.press('g')
    await jim.keyboard.press('g')
    await see(jim.getByRole('heading', { level: 1, name: 'Hand over a client' }))
    same(await main(jim).getByRole('link', { name: 'Administration' }).count(), 0, 'links to where a manager may not go')
    await jim.goto('/')
  }],
  ['he pastes his clients and his reps', async (world) => {
    const jim = world.page('jim')
    await main(jim).getByRole('link', { name: 'Type or paste clients' }).click()
    await paste(jim, jim.getByRole('textbox', { name: 'Client, row 1' }), clients.join('\n'))
    await jim.getByRole('button', { name: 'Add 10 clients' }).click()
    await see(main(jim).getByRole('link', { name: 'Client 10', exact: true }))
    await jim.goto('/people?add=many')
    await paste(jim, jim.getByRole('textbox', { name: 'Name, row 1' }), reps.join('\n'))
    await jim.getByRole('button', { name: 'Add 3 people' }).click()
    await see(main(jim).getByRole('button', { name: 'Lena Koch' }).or(main(jim).getByRole('link', { name: 'Lena Koch' })))
  }],
  ['a plan is proposed, and is a draft', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Today/ }).click()
    await main(jim).getByRole('link', { name: 'Propose who takes over' }).first().click()
    await main(jim).getByRole('button', { name: 'Propose who takes over' }).click()
    await see(jim.getByRole('complementary', { name: 'What if' }).getByRole('button', { name: /^Apply \d+ moves/ }))
  }],
  ['his ninety days begin today, with one press', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'First 90 days' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'When did you become a manager?' }))
    await jim.getByRole('button', { name: 'It begins today' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'Day 1 of 90' }))
    await main(jim).getByRole('link', { name: /^How I lead: the first time/ }).first().click()
    await see(jim.getByRole('heading', { level: 1, name: /How do you lead/ }))
  }],
  ['he answers how he leads, and the step is done', async (world) => {
    const jim = world.page('jim')
    await until(async () => (await jim.getByRole('group').count()) === 20, 'twenty statements')
    for (const statement of await jim.getByRole('group').all()) await statement.getByText('often').click()
    await jim.getByRole('button', { name: 'Keep my answers' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'How you lead, as you see it' }))
    await jim.goto('/ninety-days')
    await see(main(jim).getByRole('listitem').filter({ hasText: 'How I lead: the first time' }).getByText('done', { exact: true }))
  }],
]
