// Exports that are fetched by themselves: Jim adds an address, what is there comes in, and the book beside says as of when without being
// touched; then the file is gone, and he is told what to do.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { gone, phone, same, see, until } from './world.mjs'
import { Client } from '../api/server.mjs'

export const server = { demo: false, args: ['--private-hosts', 'all'] }

const password = 'correct horse battery staple'
const messages = (page) => page.getByRole('region', { name: 'Messages' })
const card = (page) => page.getByRole('region', { name: 'Keep it fresh', exact: true })
const item = (page) => card(page).getByRole('region', { name: 'CRM', exact: true })
const field = (page, name) => card(page).getByRole('textbox', { name, exact: true })

async function serveExports() {
  const crm = { status: 200, text: 'Client,City,Revenue\nZeta Mills,Chicago,100\n' }
  const source = createServer((request, response) => {
    if (request.headers['x-api-key'] !== 'marker-key') return response.writeHead(401).end()
    response.writeHead(crm.status, { 'Content-Type': 'text/csv' }).end(crm.text)
  })
  await new Promise((done) => source.listen(0, '127.0.0.1', done))
  source.unref()
  return Object.assign(crm, { url: `http://127.0.0.1:${source.address().port}/secret/clients.csv` })
}

async function signIn(world, name, path, options) {
  const page = await world.open(name, { path, ...options })
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.com')
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

export const steps = [
  ['nothing is fetched yet, and it is said how a folder is watched', async (world) => {
    world.ada = new Client(world.url)
    await world.ada.need('POST', `/invitations/${world.server.setupToken()}/acceptance`, {
      name: 'Ada Admin', email: 'ada@example.com', password, organization_name: 'Example Sales', currency: 'USD', time_zone: 'America/Chicago',
    })
    const ada = await signIn(world, 'ada', '/import')
    await see(card(ada).getByText('Nothing is fetched yet.'))
    await see(card(ada).getByText('baton import --watch FOLDER --as ada@example.com'))
    const book = await signIn(world, 'book', '/book')
    await see(book.getByRole('link', { name: 'Import a list' }))
    same(await book.getByText('as of').count(), 0, 'an empty book is as of nothing')
  }],
  ['an address that is none is refused where it stands', async (world) => {
    const ada = world.page('ada')
    world.crm = await serveExports()
    await card(ada).getByRole('button', { name: 'Add an address' }).click()
    await field(ada, 'What you call it').fill('CRM')
    await field(ada, 'Addresses of the exports, one a line').fill(`${world.crm.url}\nftp://crm.example/deals.csv`)
    await card(ada).getByRole('button', { name: 'With a header' }).click()
    await field(ada, 'Name of the header').fill('X-Api-Key')
    await card(ada).getByLabel('Value').fill('marker-key')
    await card(ada).getByRole('button', { name: 'Add and fetch now' }).click()
    await see(card(ada).getByText('Line 2: Enter the whole address, beginning with https://.'))
  }],
  ['the right one is fetched at once, and is not shown again', async (world) => {
    const ada = world.page('ada')
    await field(ada, 'Addresses of the exports, one a line').fill(world.crm.url)
    await card(ada).getByRole('button', { name: 'Add and fetch now' }).click()
    await see(messages(ada).getByText('CRM is fetched by itself from now on'))
    await see(item(ada).getByText(/^as of .+ · every hour · next at /))
    same(/secret|marker-key/.test(await ada.locator('main').innerText()), false, 'the address or the key on the page')
    same((await world.ada.need('GET', '/accounts?owner=any')).items.map((one) => one.name), ['Zeta Mills'], 'accounts')
  }],
  ['the book says as of when it is, by itself', async (world) => {
    await see(world.page('book').getByText(/^Book · as of ./))
  }],
  ['what is new comes in; its last times lead to the import', async (world) => {
    const ada = world.page('ada')
    world.crm.text += 'Yota Motors,Gary,200\n'
    await item(ada).getByRole('button', { name: 'Fetch now: CRM' }).click()
    await until(async () => (await world.ada.need('GET', '/accounts?owner=any')).items.length === 2, 'the new client')
    await see(item(ada).getByText(/next at /))
    await item(ada).getByRole('button', { name: 'Last times: CRM' }).click()
    await see(item(ada).getByText(/came in/))
    await item(ada).getByRole('link', { name: 'Open the import' }).first().click()
    await see(ada.getByRole('table', { name: 'What the import did' }))
    await ada.goBack()
  }],
  ['a folder that is watched beside: what came in already is seen without loading the page again', async (world) => {
    const ada = world.page('ada')
    await ada.evaluate(() => (window.loadedOnce = true))
    const inbox = join(world.folder, 'inbox')
    mkdirSync(inbox)
    const drop = () => writeFileSync(join(inbox, 'mills.csv'), 'Client,City,Revenue\nXeno Mills,Chicago,100\n')
    const line = ada.getByRole('listitem').filter({ has: ada.getByRole('link', { name: 'mills.csv' }) })
    drop()
    const watch = spawn(world.options.binary, ['import', '--watch', inbox, '--as', 'ada@example.com', '--data', join(world.folder, 'data')])
    try {
      await see(line.getByText(/1 new/))
      await until(() => existsSync(join(inbox, 'done', 'mills.csv')), 'the file is put away')
      same(await line.getByText(/the same again/).count(), 0, 'times it came again')
      drop()
      await see(line.getByText(/the same again/))
    } finally {
      const ended = new Promise((done) => watch.on('exit', done))
      watch.kill('SIGTERM')
      await ended
    }
    same(await ada.evaluate(() => window.loadedOnce), true, 'the page is the same one')
  }],
  ['a file that is gone is said, with what to do, on the phone too', async (world) => {
    world.crm.status = 404
    const small = await signIn(world, 'small', '/import', { viewport: phone })
    await item(small).getByRole('button', { name: 'Fetch now: CRM' }).click()
    await see(item(small).getByText('clients.csv is not at 127.0.0.1 any more (404). Correct the address.'))
    await see(item(world.page('ada')).getByText(/Correct the address/))
  }],
  ['switched off, removed, and undone', async (world) => {
    const ada = world.page('ada')
    await item(ada).getByRole('switch', { name: /^CRM/ }).click()
    await see(item(ada).getByText(/· switched off/))
    await item(ada).getByRole('button', { name: 'Remove CRM' }).click()
    await see(card(ada).getByText('Nothing is fetched yet.'))
    await messages(ada).getByRole('button', { name: 'Undo' }).last().click()
    await gone(card(ada).getByText('Nothing is fetched yet.'))
    await see(item(ada).getByText(/· switched off/))
  }],
]
