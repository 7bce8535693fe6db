// The way of a new user: a Salesforce export without users in it, mapped to oneself, five reps pasted, a plan, approved.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { paste } from './book.e2e.mjs'
import { same, see, until } from './world.mjs'
import { Client } from '../api/server.mjs'

export const server = { demo: false }

const folder = fileURLToPath(new URL('../data/crm/salesforce-export-workshop/', import.meta.url))
const password = 'correct horse battery staple'
const messages = (page) => page.getByRole('region', { name: 'Messages' })

// Rows of a CSV file, counted by other means than the product's: quotes decide what a line break is.
function rowsOf(name) {
  const text = readFileSync(folder + name, 'utf8')
  let quoted = false
  let rows = 0
  let filled = false
  for (const c of text) {
    if (c === '"') quoted = !quoted
    else if (c === '\n' && !quoted) {
      if (filled) ++rows
      filled = false
      continue
    }
    if (c !== '\r') filled = true
  }
  return rows + (filled ? 1 : 0) - 1
}

const reps = [
  ['Name', 'E-mail', 'Hours a week'],
  ['Ana Novak', 'ana@example.com', '38'],
  ['Ben Ode', 'ben@example.com', '38'],
  ['Cem Ak', 'cem@example.com', '20'],
  ['Di Wu', 'di@example.com', '38'],
  ['Eve Lund', 'eve@example.com', '30'],
]

async function next(page, step) {
  await page.getByRole('button', { name: `Next: ${step}` }).click()
  await see(page.getByRole('list', { name: 'Steps' }).locator('[aria-current=step]').getByText(step))
}

export const steps = [
  ['Jim comes to an empty Baton and chooses his files', async (world) => {
    const ada = new Client(world.url)
    await ada.need('POST', `/invitations/${world.server.setupToken()}/acceptance`, {
      name: 'Ada Admin', email: 'ada@example.com', password, organization_name: 'Example Sales', currency: 'USD', time_zone: 'America/Chicago',
    })
    const person = await ada.need('POST', '/people', { name: 'Jim Calder', email: 'jim@example.com', role: 'manager' })
    const { url } = await ada.need('POST', `/people/${person.id}/invitation`)
    world.jim = new Client(world.url)
    await world.jim.need('POST', `/invitations/${url.split('/').pop()}/acceptance`, { name: 'Jim Calder', email: 'jim@example.com', password })
    const jim = await world.open('jim')
    await jim.getByRole('textbox', { name: 'E-mail' }).fill('jim@example.com')
    await jim.getByRole('textbox', { name: 'Password' }).fill(password)
    await jim.getByRole('button', { name: 'Sign in' }).click()
    await see(jim.getByRole('navigation', { name: 'Main' }))
    await jim.getByRole('link', { name: /^Book/ }).click()
    await jim.getByRole('link', { name: 'Import a list' }).first().waitFor()
    same(await jim.getByText('as of').count(), 0, 'an empty book is as of nothing')
    await jim.getByRole('link', { name: 'Import a list' }).first().click()
    await see(jim.getByRole('group', { name: 'Drop your exports here' }))
    const names = ['Account.csv', 'Contact.csv', 'Opportunity.csv', 'Task.csv', 'Lead.csv']
    await jim.locator('input[type=file]').setInputFiles(names.map((name) => folder + name))
  }],
  ['the files are recognised for what they are', async (world) => {
    const jim = world.page('jim')
    await see(jim.getByText('Salesforce export'))
    for (const [file, target] of [['Account', 'account'], ['Contact', 'contact'], ['Opportunity', 'opportunity'], ['Task', 'activity']]) {
      same(await jim.getByRole('combobox', { name: `What ${file}.csv holds` }).inputValue(), target, `what ${file}.csv is taken for`)
    }
    same(await jim.getByRole('combobox', { name: 'What Lead.csv holds' }).inputValue(), 'skip', 'what Lead.csv is taken for')
  }],
  ['columns are mapped, with samples', async (world) => {
    const jim = world.page('jim')
    await next(jim, 'Columns')
    same(await jim.getByRole('combobox', { name: 'What AnnualRevenue is' }).first().inputValue(), 'revenue', 'AnnualRevenue')
  }],
  ['the wizard says that nobody is known, and lets him say that it is he', async (world) => {
    const jim = world.page('jim')
    await next(jim, 'Owners')
    const mine = jim.getByRole('button', { name: 'Yes, these are mine' })
    const choices = jim.getByRole('combobox', { name: /^Who .+ is$/ })
    await see(choices)
    if (await mine.isVisible()) await mine.click()
    for (let i = 0; i < (await choices.count()); ++i) {
      const me = await choices.nth(i).locator('option', { hasText: 'Jim Calder' }).getAttribute('value')
      if ((await choices.nth(i).inputValue()) !== me) await choices.nth(i).selectOption(me)
    }
    await see(jim.getByText(/chosen by you/))
  }],
  ['he pastes five reps on the spot', async (world) => {
    const jim = world.page('jim')
    await paste(jim, jim.getByRole('textbox', { name: 'Name, row 1' }), reps.map((row) => row.join('\t')).join('\n'))
    await jim.getByRole('button', { name: 'Add 5 people' }).click()
    await see(messages(jim).getByText('5 people added'))
  }],
  ['the preview counts before anything is written', async (world) => {
    const jim = world.page('jim')
    await next(jim, 'Preview')
    const table = jim.getByRole('table', { name: 'What the import would do' })
    await see(table)
    same(await table.getByRole('row', { name: /^Clients/ }).getByRole('cell').first().textContent(), String(rowsOf('Account.csv')), 'new clients')
    same((await world.jim.need('GET', '/accounts')).items.length, 0, 'accounts before the import')
  }],
  ['it goes in', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Import it' }).click()
    const table = jim.getByRole('table', { name: 'What the import did' })
    await see(table)
    for (const [word, file] of [['Clients', 'Account.csv'], ['Contacts', 'Contact.csv'], ['Deals', 'Opportunity.csv']]) {
      const cells = await table.getByRole('row', { name: new RegExp(`^${word}`) }).getByRole('cell').allTextContents()
      same(Number(cells[0]) + Number(cells[3]), rowsOf(file), `rows of ${file}, new and rejected`)
    }
    const summary = await world.jim.need('GET', '/accounts/summary?owner=me')
    same(summary.accounts, rowsOf('Account.csv'), 'accounts of Jim')
  }],
  ['the book says as of when it is', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('link', { name: /^Book/ }).click()
    await see(jim.getByText(/^Book · as of ./))
    await jim.goBack()
  }],
  ['the same files again change nothing', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('link', { name: 'Another import' }).click()
    await jim.locator('input[type=file]').setInputFiles([folder + 'Account.csv'])
    await see(jim.getByRole('combobox', { name: 'What Account.csv holds' }))
    await next(jim, 'Columns')
    await next(jim, 'Owners')
    await next(jim, 'Preview')
    const row = jim.getByRole('table', { name: 'What the import would do' }).getByRole('row', { name: /^Clients/ })
    await see(row)
    same((await row.getByRole('cell').allTextContents()).slice(0, 3), ['0', '0', String(rowsOf('Account.csv'))], 'new, changed, same')
  }],
  ['the board proposes a plan for them, and Jim approves it', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('link', { name: /^Handoff board/ }).first().click()
    await jim.getByRole('button', { name: 'Propose who takes over' }).click()
    await see(jim.getByText(/Best possible, proven\.|Close to the best: at most/))
    await jim.getByRole('complementary', { name: 'What if' }).getByRole('button', { name: /^Apply \d+ moves?$/ }).click()
    await see(messages(jim).getByText(/handoffs? proposed/))
    await until(async () => (await world.jim.need('GET', '/handoffs?role=mine')).items.length > 0, 'handoffs')
  }],
]
