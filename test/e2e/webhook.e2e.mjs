// Webhooks: an administrator adds one, copies its secret, sends a test, sees what came back, sends again, makes a new secret.
import { createServer } from 'node:http'
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'all'] }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const field = (page, name) => page.getByRole('textbox', { name, exact: true })
const hook = (page) => page.getByRole('region', { name: 'Our CRM', exact: true })
const events = (page) => hook(page).getByRole('list', { name: 'Last events of Our CRM' }).locator(':scope > li')

async function receive(world) {
  world.heard = []
  world.status = 204
  const receiver = createServer((request, response) => {
    world.heard.push(request.headers)
    request.resume().on('end', () => response.writeHead(world.status, { 'Retry-After': 3600 }).end(world.status === 204 ? '' : 'no room'))
  })
  await new Promise((done) => receiver.listen(0, '127.0.0.1', done))
  receiver.unref()
  return `http://127.0.0.1:${receiver.address().port}/hook`
}

export const steps = [
  ['nobody is told at first', async (world) => {
    const admin = await world.openAs('admin', 'admin', { path: '/settings' })
    await admin.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Webhooks', exact: true }).click()
    await see(admin.getByText('No program is told'))
  }],
  ['what is wrong stands at its field', async (world) => {
    const admin = world.page('admin')
    await field(admin, 'Name').fill('Our CRM')
    await field(admin, 'Address of the receiver').fill('https://me:word@crm.example.com/')
    await admin.getByRole('button', { name: 'Add the webhook' }).click()
    await see(admin.getByText('An address with a user name or a password in it is not taken.'))
  }],
  ['the secret is shown once', async (world) => {
    const admin = world.page('admin')
    await field(admin, 'Address of the receiver').fill(await receive(world))
    await see(admin.getByText('This address is not encrypted'))
    await admin.getByRole('button', { name: 'Add the webhook' }).click()
    await see(messages(admin).getByText('Webhook Our CRM added'))
    same((await admin.locator('code').innerText()).startsWith('whsec_'), true, 'a secret')
    await admin.getByRole('button', { name: 'Done' }).click()
    await gone(admin.locator('code'))
    await see(hook(admin).getByText('http://127.0.0.1'))
  }],
  ['a test arrives, and what came back is seen', async (world) => {
    const admin = world.page('admin')
    await hook(admin).getByRole('button', { name: 'Send a test' }).click()
    await see(events(admin).first().getByText('webhook.test'))
    await see(events(admin).first().getByText('Delivered'))
    await see(events(admin).first().getByText('Answered with 204.'))
    same(world.heard.length, 1, 'requests')
    await events(admin).first().getByText('What was sent').click()
    await see(events(admin).first().getByText(`webhook-id: ${world.heard[0]['webhook-id']}`))
  }],
  ['what failed is sent again', async (world) => {
    const admin = world.page('admin')
    world.status = 429 // and not before an hour by itself
    await hook(admin).getByRole('button', { name: 'Send a test' }).click()
    await see(events(admin).first().getByText('Answered with 429. no room'))
    world.status = 204
    await events(admin).first().getByRole('button', { name: 'Send again' }).click()
    await see(events(admin).first().getByText('Delivered'))
  }],
  ['an owner who changes is told', async (world) => {
    const admin = world.page('admin')
    const api = await world.api('jim')
    const account = (await api.need('GET', '/accounts?owner=me')).items[0]
    const jada = (await api.need('GET', '/people')).items.find(({ name }) => name === 'Jada Ellis')
    await api.need('PATCH', `/accounts/${account.id}`, { owner_id: jada.id }, { 'If-Match': `"${account.version}"` })
    await see(events(admin).first().getByText('account.owner_changed'))
  }],
  ['a new secret signs beside the old one', async (world) => {
    const admin = world.page('admin')
    await hook(admin).getByRole('button', { name: 'New secret' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click()
    await see(admin.locator('code'))
    await see(hook(admin).getByText('The secret before signs too until'))
    const before = world.heard.length
    await hook(admin).getByRole('button', { name: 'Send a test' }).click()
    await until(() => world.heard.length > before, 'a test arrives')
    same(world.heard.at(-1)['webhook-signature'].split(' ').length, 2, 'signatures')
  }],
  ['it is switched off, and removed with a way back', async (world) => {
    const admin = world.page('admin')
    await hook(admin).getByRole('switch', { name: 'Our CRM' }).click()
    await see(messages(admin).getByText('Webhook Our CRM is off'))
    await until(() => hook(admin).getByRole('button', { name: 'Send a test' }).isDisabled(), 'no test while it is off')
    await hook(admin).getByRole('button', { name: 'Remove Our CRM' }).click()
    await see(admin.getByText('No program is told'))
    await messages(admin).getByRole('button', { name: 'Undo' }).first().click()
    await see(hook(admin))
  }],
]
