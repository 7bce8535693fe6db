// An empty Baton: the link that was printed makes the administrator, who brings in Jim, who signs in.
import { gone, see } from './world.mjs'

export const server = { demo: false }

const password = 'correct horse battery staple'

export const steps = [
  ['nobody can sign in yet, and no demo is offered', async (world) => {
    const page = await world.open('ada')
    await see(page.getByRole('heading', { name: 'Good to see you' }))
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.com')
    await page.getByRole('textbox', { name: 'Password' }).fill('whatever it may be')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await see(page.getByText('E-mail and password don’t fit together. Try again.'))
    if (await page.getByText('Look around as one of them').isVisible()) throw new Error('an empty Baton offers a demo')
  }],
  ['the printed link makes the administrator', async (world) => {
    const page = world.page('ada')
    await page.goto('/join/' + world.server.setupToken())
    await page.getByRole('textbox', { name: 'Your organization' }).fill('Example Sales')
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Admin')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.com')
    await page.getByRole('textbox', { name: 'Choose a password' }).fill('short')
    await see(page.getByText(/characters more/))
    await page.getByRole('textbox', { name: 'Choose a password' }).fill(password)
    await page.getByRole('button', { name: 'Set up Baton' }).click()
    await see(page.getByRole('navigation', { name: 'Main' }))
    await see(page.getByRole('heading', { level: 1 }))
  }],
  ['the link works once', async (world) => {
    const page = await world.open('late', { path: '/join/' + world.server.setupToken() })
    await see(page.getByText('This link no longer works'))
  }],
  ['the administrator adds Jim, a manager', async (world) => {
    const page = world.page('ada')
    await page.goto('/people')
    await page.getByRole('button', { name: 'Add somebody' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Jim Calder')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('jim@example.com')
    await page.getByRole('combobox', { name: 'Role' }).selectOption('manager')
    await page.getByRole('button', { name: 'Add 1 person' }).click()
    await see(page.getByText('Jim Calder added'))
  }],
  ['a link invites him', async (world) => {
    const page = world.page('ada')
    const panel = page.getByRole('dialog') // it opens by itself after somebody was added
    await panel.getByRole('button', { name: 'Make an invitation link' }).click()
    const link = panel.getByRole('textbox', { name: 'Invitation link for Jim Calder' })
    await see(link)
    world.invitation = await link.inputValue()
  }],
  ['Jim chooses a password and stands on his Today', async (world) => {
    const jim = await world.open('jim', { path: new URL(world.invitation).pathname })
    await see(jim.getByRole('heading', { name: 'Join Example Sales' }))
    await jim.getByRole('textbox', { name: 'Choose a password' }).fill(password)
    await jim.getByRole('button', { name: 'Join the team' }).click()
    await see(jim.getByRole('navigation', { name: 'Main' }))
  }],
  ['he signs out and in again', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: /Your account/ }).first().click()
    await jim.getByRole('menuitem', { name: 'Sign out' }).click()
    await see(jim.getByRole('heading', { name: 'Good to see you' }))
    await gone(jim.getByRole('navigation', { name: 'Main' }))
    await jim.getByRole('textbox', { name: 'E-mail' }).fill('jim@example.com')
    await jim.getByRole('textbox', { name: 'Password' }).fill(password)
    await jim.getByRole('button', { name: 'Sign in' }).click()
    await see(jim.getByRole('navigation', { name: 'Main' }))
  }],
  ['an empty book says why and offers the next step', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/')
    await see(jim.getByRole('heading', { name: 'Three steps to your first plan' }))
    await see(jim.getByRole('link', { name: 'Import a list' }))
    await jim.goto('/book')
    await see(jim.getByRole('heading', { name: 'No accounts yet' }))
    await see(jim.getByRole('main').getByRole('button', { name: 'Type or paste clients' }))
    await jim.goto('/board')
    await see(jim.getByRole('heading', { name: 'No accounts yet' }))
    await see(jim.getByRole('link', { name: 'Import your list' }))
  }],
]
