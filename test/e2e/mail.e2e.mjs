// Mail: an administrator sets the server and tries it; the outbox shows how each mail went, its words to those who may read them.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../api/server.mjs'
import { mails, words } from './screens.mjs'
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'mail'] }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const card = (page) => page.getByRole('region', { name: 'Mail server' })
const field = (page, name) => card(page).getByRole('textbox', { name, exact: true })
const row = (page, text) => page.getByRole('row').filter({ hasText: text })
const panel = (page) => page.getByRole('dialog')
const written = (world) => {
  const folder = join(world.folder, 'data/mail')
  return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')) : []
}
const relay = async (world) => (await world.api('admin')).need('GET', '/mail-relay')

export const steps = [
  ['without a server nothing is sent, and the settings say so', async (world) => {
    const admin = await world.openAs('admin', 'admin', { path: '/settings' })
    await admin.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Mail', exact: true }).click()
    await see(admin.getByText('None is set: mail waits in the outbox, and everything else works.'))
    await see(admin.getByText('No mail waits.'))
    same(await admin.getByRole('button', { name: 'Send a test to me' }).isDisabled(), true, 'a test without a server')
  }],
  ['what is wrong stands at its field', async (world) => {
    const admin = world.page('admin')
    await field(admin, 'Server').fill('http://mail')
    await field(admin, 'From address').fill('somebody')
    await admin.evaluate(() => (document.querySelector('main form').noValidate = true)) // the browser's own word comes first
    await admin.getByRole('button', { name: 'Save the mail server' }).click()
    await see(admin.getByText('The name of a mail server is wanted, such as smtp.example.com, without http:// and without a port.'))
    await see(card(admin).getByText('This is no e-mail address. Use one such as jada@example.com.'))
    same((await relay(world)).version, 0, 'nothing is saved')
  }],
  ['a dry run writes files', async (world) => {
    const admin = world.page('admin')
    await admin.getByRole('button', { name: 'Into files only' }).click()
    await field(admin, 'From address').fill('baton@larmar.example')
    await admin.getByRole('button', { name: 'Save the mail server' }).click()
    await see(messages(admin).getByText('Mail server saved'))
    await admin.getByRole('button', { name: 'Send a test to me' }).click()
    await see(admin.getByRole('status').getByText('Written to a file, as a dry run: it was not sent.'))
    same(written(world).filter((mail) => mail.includes('Subject: Baton can send mail')).length, 1, 'files')
  }],
  ['in whose name letters go follows the own domains', async (world) => {
    const admin = world.page('admin')
    const { person } = await (await world.api('admin')).need('GET', '/session')
    await see(admin.getByText(`A letter of yours comes from “${person.name} via Baton”, baton@larmar.example, and answers go to you.`))
    await field(admin, 'Own domains').fill(`example.org, ${person.email.split('@')[1]}`)
    await see(admin.getByText(`A letter of yours comes from your own address: ${person.name}, ${person.email}.`))
  }],
  ['the password is kept and never shown', async (world) => {
    const admin = world.page('admin')
    world.closed = await freePort()
    await admin.getByRole('button', { name: 'To a mail server' }).click()
    await field(admin, 'Server').fill('127.0.0.1')
    await card(admin).getByRole('combobox', { name: 'Encryption' }).selectOption('tls')
    same(await field(admin, 'Port').inputValue(), '465', 'the usual port')
    await card(admin).getByRole('combobox', { name: 'Encryption' }).selectOption('none')
    await field(admin, 'Port').fill(String(world.closed))
    await field(admin, 'User name').fill('baton')
    await field(admin, 'Password').fill('a password')
    await admin.getByRole('button', { name: 'Save the mail server' }).click()
    await see(admin.getByText('One is kept and never shown. Leave this empty to keep it.'))
    same(await field(admin, 'Password').inputValue(), '', 'the field of the password')
    await field(admin, 'Name beside it').fill('Larmar')
    await admin.getByRole('button', { name: 'Save the mail server' }).click()
    await until(async () => (await relay(world)).from_name === 'Larmar', 'the name is saved')
    same((await relay(world)).has_password, true, 'has a password')
  }],
  ['what somebody else saves meanwhile is not overwritten unasked', async (world) => {
    const admin = world.page('admin')
    await field(admin, 'User name').fill('mine')
    const before = await relay(world)
    await (await world.api('admin')).need('PATCH', '/mail-relay', { from_name: 'Theirs' }, { 'If-Match': `"${before.version}"` })
    const theirs = admin.getByRole('button', { name: 'Take theirs' })
    await until(async () => {
      if (await theirs.isVisible()) return true
      await admin.getByRole('button', { name: 'Save the mail server' }).click({ timeout: 500 }).catch(() => undefined)
    }, 'being asked')
    await theirs.click()
    await until(async () => (await field(admin, 'Name beside it').inputValue()) === 'Theirs', 'theirs is shown')
    same((await relay(world)).user_name, 'baton', 'the user name')
  }],
  ['a server that does not answer is told, and the mail waits', async (world) => {
    const admin = world.page('admin')
    await admin.getByRole('button', { name: 'Send a test to me' }).click()
    await see(admin.getByRole('status').getByText(/Tried once\. Next: /))
    await see(admin.getByText('One mail waits.'))
    await admin.getByRole('link', { name: 'Open the outbox' }).click()
    await see(admin.getByRole('heading', { level: 1, name: 'Outbox' }))
    await see(row(admin, 'Tried once.'))
    same(await admin.getByRole('row').count(), 2, 'the one that waits, under its head')
  }],
  ['an administrator sees how it went, not what it says', async (world) => {
    const admin = world.page('admin')
    await admin.getByRole('link', { name: 'Baton can send mail' }).click()
    await see(panel(admin).getByText('Only the person in whose name it goes, and who leads that person, may read it.'))
    await see(panel(admin).getByRole('heading', { name: 'The last word of the mail server' }))
  }],
  ['it is cancelled, and seen so in another browser', async (world) => {
    const other = await world.openAs('other', 'admin', { path: '/outbox' })
    await see(row(other, 'Tried once.'))
    const admin = world.page('admin')
    await panel(admin).getByRole('button', { name: 'Don’t send it' }).click()
    await see(messages(admin).getByText('Not sent: Baton can send mail'))
    await see(row(other, 'Cancelled'))
    await see(panel(admin).getByText('Cancelled', { exact: true }))
  }],
  ['it goes again through a server that works', async (world) => {
    const admin = world.page('admin')
    const { version } = await relay(world)
    await (await world.api('admin')).need('PATCH', '/mail-relay', { kind: 'folder' }, { 'If-Match': `"${version}"` })
    await panel(admin).getByRole('button', { name: 'Send it again' }).click()
    await see(messages(admin).getByText('Goes again: Baton can send mail'))
    await see(panel(admin).getByText('Written to a file, as a dry run: it was not sent.'))
    await gone(panel(admin).getByRole('button', { name: 'Send it again' }))
    same(written(world).length, 2, 'files')
  }],
  ['the palette and a key lead to the outbox, empty for who has sent nothing', async (world) => {
    const jada = await world.openAs('jada', 'jada')
    await see(jada.getByRole('heading', { level: 1 }))
    await jada.keyboard.press('Control+k')
    await jada.keyboard.type('outbox')
    await jada.getByRole('option', { name: /Outbox/ }).first().click()
    await see(jada.getByRole('heading', { name: 'No mail yet' }))
    await jada.getByRole('button', { name: 'Failed', exact: true }).click()
    await see(jada.getByRole('heading', { name: 'Nothing failed' }))
    same(new URL(jada.url()).searchParams.get('state'), 'failed', 'the state stands in the address')
    await jada.goto('/book')
    await see(jada.getByRole('heading', { level: 1 }))
    await jada.keyboard.press('g')
    await jada.keyboard.press('o')
    await see(jada.getByRole('heading', { level: 1, name: 'Outbox' }))
  }],
  ['whose mail it is reads its words', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/outbox', serviceWorkers: 'block' })
    await jim.route(/\/api\/v1\/mails/, (route) => {
      const url = new URL(route.request().url())
      const id = /\/mails\/(\d+)/.exec(url.pathname)?.[1]
      const body = !id ? { items: mails, next: null } : url.pathname.endsWith('/content') ? words : mails.find((mail) => mail.id === id)
      return route.fulfill({ json: body })
    })
    await jim.reload()
    await see(row(jim, '550 5.1.1 No such mailbox'))
    await jim.getByRole('link', { name: mails[0].subject }).click()
    await see(panel(jim).getByText('Jada Ellis takes over from me'))
    await see(panel(jim).getByText('Tried twice.'))
    await see(panel(jim).getByRole('link', { name: 'Larmar Freight' }))
  }],
  ['a letter goes from the handoff to the outbox', async (world) => {
    const api = await world.api('jim')
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    const handoff = (await api.need('GET', '/handoffs')).items.find((one) => one.account.name === 'Larmar Freight')
    const jim = await world.openAs('jim sends', 'jim', { path: `/handoff/${handoff.id}#letter` })
    await jim.getByRole('button', { name: 'Send it to Bill' }).click()
    await see(jim.getByText(/It goes to Bill Larmar now, in your name, with .* in copy/))
    await jim.getByRole('button', { name: 'Send it now' }).click()
    await see(jim.getByRole('link', { name: /Bill Larmar/ }).filter({ hasText: '@' }))
    await jim.getByRole('link', { name: /Bill Larmar/ }).filter({ hasText: '@' }).click()
    await see(panel(jim).getByText(`${handoff.to.name} `, { exact: false }).first())
    same((await api.need('GET', '/mails')).items.map((mail) => mail.kind), ['letter'], 'mails of Jim')
  }],
  ['a director has no outbox', async (world) => {
    const dana = await world.openAs('dana', 'dana', { path: '/outbox' })
    await see(dana.getByRole('alert'))
    await dana.keyboard.press('Control+k')
    await dana.keyboard.type('outbox')
    await see(dana.getByText(/^Nothing/))
    same(await dana.getByRole('option', { name: /Outbox/ }).count(), 0, 'places called outbox')
  }],
]
