// A forgotten password: without a mail server the page says who can help; with one the link comes by mail, opens once, and
// ends what was open elsewhere. An administrator starts the same mail and sees no link.
import { hire } from '../api/cast.mjs'
import { startExim, whyNoExim } from '../api/exim.mjs'
import { Client } from '../api/server.mjs'
import { linkIn } from '../api/password_reset.mjs'
import { gone, phone, same, see, until } from './world.mjs'

export const server = { demo: false, args: ['--private-hosts', 'mail'] }

const first = 'correct horse battery staple'
const second = 'an entirely new password'
const jim = { name: 'Jim Calder', email: 'jim@test.example', role: 'manager' }
const mailsTo = (world, email) => world.exim.mails().filter(({ headers }) => headers.to?.includes(email))
const newestLink = async (world, count) => {
  await until(() => mailsTo(world, jim.email).filter((mail) => linkIn(mail)).length === count, `link ${count}`)
  return mailsTo(world, jim.email).map(linkIn).filter(Boolean).find((link) => !world.links.includes(link))
}
const signIn = async (page, password) => {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(jim.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.keyboard.press('Enter')
}

export const steps = [
  ['an administrator and Jim, who signs in', async (world) => {
    same(whyNoExim(), null, 'what is missing for this test')
    world.exim = await startExim()
    world.links = []
    world.admin = new Client(world.url)
    await world.admin.need('POST', `/invitations/${world.server.setupToken()}/acceptance`, {
      name: 'Ada Admin', email: 'ada@test.example', password: first, organization_name: 'Example Sales', currency: 'USD', time_zone: 'America/Chicago',
    })
    await hire(world.server, world.admin, jim)
    const page = await world.open('jim')
    await signIn(page, first)
    await see(page.getByRole('navigation', { name: 'Main' }))
  }],
  ['without a mail server the page says who can help', async (world) => {
    const page = await world.open('stranger')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await see(page.getByText('This Baton sends no mail'))
    await see(page.getByText('baton user reset your@address'))
    same(await page.getByRole('textbox').count(), 0, 'fields that lead nowhere')
  }],
  ['with one it asks for the address, by keyboard, and says the same of every address', async (world) => {
    const { version } = await world.admin.need('GET', '/mail-relay')
    const relay = { host: '127.0.0.1', port: world.exim.port, security: 'none', from_email: 'baton@test.example', from_name: 'Baton' }
    await world.admin.need('PATCH', '/mail-relay', relay, { 'If-Match': `"${version}"` })
    const page = world.page('stranger')
    await page.goto('/forgot')
    await page.getByRole('textbox', { name: 'E-mail' }).focus()
    await page.keyboard.press('Enter')
    await see(page.getByText('Type your e-mail.'))
    await page.keyboard.type('nobody@test.example')
    await page.keyboard.press('Enter')
    await see(page.getByText('If somebody signs in with nobody@test.example, a link is on its way there.'))
    same(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'where the focus is')
    await page.getByRole('button', { name: 'Type another address' }).click()
    await page.getByRole('textbox', { name: 'E-mail' }).fill(jim.email)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await see(page.getByText(`If somebody signs in with ${jim.email}, a link is on its way there.`))
    world.links.push(await newestLink(world, 1))
    same(world.exim.mails().length, 1, 'mails')
  }],
  ['on a phone the link leads to a new password, and in', async (world) => {
    const page = await world.open('jim on his phone', { path: new URL(world.links[0]).pathname, viewport: phone, hasTouch: true })
    await see(page.getByRole('heading', { name: 'Choose a new password' }))
    same(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'no scrolling sideways')
    await page.getByRole('textbox', { name: 'Choose a password' }).fill(second)
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await see(page.getByRole('heading', { level: 1 }))
    await gone(page.getByRole('heading', { name: 'Choose a new password' }))
    await until(() => mailsTo(world, jim.email).some(({ headers }) => headers.subject === 'Your password for Baton was changed'), 'Jim is told')
  }],
  ['elsewhere Jim is signed out, the old password is gone and the link too', async (world) => {
    const page = world.page('jim')
    await page.goto('/')
    await see(page.getByRole('heading', { name: 'Good to see you' }))
    await signIn(page, first)
    await see(page.getByText('E-mail and password don’t fit together. Try again.'))
    await signIn(page, second)
    await see(page.getByRole('navigation', { name: 'Main' }))
    const late = await world.open('late', { path: new URL(world.links[0]).pathname })
    await see(late.getByText('This link no longer works'))
  }],
  ['an administrator sends one, and sees neither link nor address in the outbox', async (world) => {
    const page = await world.open('ada')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@test.example')
    await page.getByRole('textbox', { name: 'Password' }).fill(first)
    await page.keyboard.press('Enter')
    await see(page.getByRole('navigation', { name: 'Main' }))
    await page.goto('/people')
    await page.getByRole('link', { name: 'Jim Calder' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: 'Send a link to set a new password' }).click()
    await see(page.getByText('A link is on its way to Jim Calder.'))
    same(await panel.getByText('/join/').count(), 0, 'links on the screen')
    const link = await newestLink(world, 2)
    await page.goto('/outbox')
    await see(page.getByRole('row').filter({ hasText: 'Choose a new password for Baton' }))
    const shown = await page.content()
    same([shown.includes(link.split('/').pop()), shown.includes(jim.email)], [false, false], 'the link and the address in the outbox')
  }],
  ['the server is put away', async (world) => {
    await world.exim.end()
  }],
]
