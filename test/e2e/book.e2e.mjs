// The book: filters that stand in the address, the account panel, editing in place, a conflict, clients typed and pasted.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

const table = (page) => page.getByRole('table', { name: 'Book' })
const panel = (page) => page.getByRole('dialog')
const messages = (page) => page.getByRole('region', { name: 'Messages' })

// Puts a text on the clipboard's way into a cell, as Ctrl V does.
export async function paste(page, cell, text) {
  await cell.focus()
  await cell.evaluate((node, value) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', value)
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

const ten = [
  ['Client', 'Contact there', 'E-mail', 'City', 'Industry', 'USD a year'],
  ...Array.from({ length: 10 }, (_, i) => [`Pasted Client ${i + 1}`, `Contact ${i + 1}`, `c${i + 1}@pasted.example`, 'Gary', 'Retail', `${i + 1},000`]),
]

const larmar = async (world) =>
  (await (await world.api('jim')).need('GET', '/accounts?q=larmar')).items.find((one) => one.name === 'Larmar Freight')

export const steps = [
  ['the book opens with what hangs on Jim alone', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/book' })
    await see(jim.getByRole('heading', { level: 1, name: /Ten clients|10 clients/ }))
    await see(table(jim).getByRole('link', { name: 'Larmar Freight' }))
    await see(table(jim).getByRole('row', { name: /Larmar Freight/ }).getByText('Only you'))
  }],
  ['a search and a filter stand in the address', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('searchbox', { name: 'Find a client' }).fill('clinics')
    await gone(table(jim).getByRole('link', { name: 'Larmar Freight' }))
    await see(table(jim).getByRole('link', { name: 'Northline Clinics' }))
    await jim.waitForURL(/[?&]q=clinics/)
    await jim.getByRole('button', { name: 'Whole team' }).click()
    await see(table(jim).getByRole('link', { name: 'Maple Clinics' }))
    const other = await world.openAs('other', 'jim', { path: new URL(jim.url()).pathname + new URL(jim.url()).search })
    await see(table(other).getByRole('link', { name: 'Maple Clinics' }))
    same(await table(other).getByRole('link', { name: 'Larmar Freight' }).count(), 0, 'Larmar in the filtered view that was sent on')
  }],
  ['a filter that fits nothing says so and gives the way back', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('searchbox', { name: 'Find a client' }).fill('zzzz')
    await see(jim.getByText('No client fits these filters'))
    await jim.getByRole('button', { name: 'Clear the filters' }).click()
    await see(table(jim).getByRole('link', { name: 'Larmar Freight' }))
  }],
  ['an account opens beside the book, with its own address', async (world) => {
    const jim = world.page('jim')
    await table(jim).getByRole('link', { name: 'Larmar Freight' }).click()
    await see(panel(jim).getByRole('heading', { name: 'Larmar Freight' }))
    await see(panel(jim).getByText('Bill Larmar').first())
    await see(panel(jim).getByText('15 terminals for two depots'))
    await jim.waitForURL(/open=account\/\d+|open=account%2F\d+/)
  }],
  ['who knows whom is learnt from what is noted', async (world) => {
    const jim = world.page('jim')
    await see(panel(jim).getByText('knows Bill Larmar', { exact: false }).first())
    const api = await world.api('jim')
    const { id } = await larmar(world)
    const { contacts } = await api.need('GET', `/accounts/${id}`)
    const jada = (await api.need('GET', '/people')).items.find((one) => one.name === 'Jada Ellis')
    const starts_at = new Date(Date.parse((await api.need('GET', '/session')).now) - 60 * 60_000).toISOString()
    await api.need('POST', `/accounts/${id}/activities`, { kind: 'call', starts_at, contact_ids: [contacts[0].id], person_ids: [jada.id] })
    await see(panel(jim).getByText(/of all contact · new/))
    await see(panel(jim).getByText(/Jim Calder has .* of all contact\. Second is Jada Ellis/i))
  }],
  ['a fact is edited where it stands; Escape restores, Enter saves', async (world) => {
    const jim = world.page('jim')
    await panel(jim).getByRole('button', { name: 'City Chicago' }).click()
    await panel(jim).getByRole('textbox', { name: 'City' }).fill('Nowhere')
    await jim.keyboard.press('Escape')
    await see(panel(jim).getByRole('button', { name: 'City Chicago' }))
    await panel(jim).getByRole('button', { name: 'City Chicago' }).click()
    await panel(jim).getByRole('textbox', { name: 'City' }).fill('Joliet')
    await jim.keyboard.press('Enter')
    await see(messages(jim).getByText('Larmar Freight: City saved'))
    await see(panel(jim).getByRole('button', { name: 'City Joliet' }))
  }],
  ['undo puts it back', async (world) => {
    const jim = world.page('jim')
    await messages(jim).getByRole('button', { name: 'Undo' }).click()
    await see(panel(jim).getByRole('button', { name: 'City Chicago' }))
  }],
  ['who was second is told, and nothing is overwritten', async (world) => {
    const second = await world.openAs('second', 'jim', { path: '/book' })
    await second.context().route('**/api/v1/events*', (route) => route.abort())
    await second.reload()
    await table(second).getByRole('link', { name: 'Larmar Freight' }).click()
    await panel(second).getByRole('button', { name: 'City Chicago' }).click()
    const jim = world.page('jim')
    await panel(jim).getByRole('button', { name: 'City Chicago' }).click()
    await panel(jim).getByRole('textbox', { name: 'City' }).fill('Gary')
    await jim.keyboard.press('Enter')
    await see(messages(jim).getByText('Larmar Freight: City saved'))
    await panel(second).getByRole('textbox', { name: 'City' }).fill('Elgin')
    await second.keyboard.press('Enter')
    await see(panel(second).getByRole('alert').getByText('Jim Calder changed this meanwhile: Gary'))
    same((await larmar(world)).city, 'Gary', 'the city after the conflict')
    same(await panel(second).getByRole('textbox', { name: 'City' }).inputValue(), 'Elgin', 'what the second one typed')
    await panel(second).getByRole('button', { name: 'Keep mine' }).click()
    await see(panel(second).getByRole('button', { name: 'City Elgin' }))
    same((await larmar(world)).city, 'Elgin', 'the city that was chosen')
  }],
  ['what changes under an edit is not overwritten by it', async (world) => {
    const jim = world.page('jim')
    await panel(jim).getByRole('button', { name: 'City Elgin' }).click()
    await panel(jim).getByRole('textbox', { name: 'City' }).fill('Joliet')
    const api = await world.api('jim')
    const { id, version } = await larmar(world)
    await api.need('PATCH', `/accounts/${id}`, { city: 'Aurora' }, { 'If-Match': `"${version}"` })
    await see(panel(jim).getByRole('alert').getByText('Jim Calder changed this meanwhile: Aurora'))
    await panel(jim).getByRole('textbox', { name: 'City' }).press('Enter')
    same((await larmar(world)).city, 'Aurora', 'the city that came meanwhile')
    await panel(jim).getByRole('button', { name: 'Take theirs' }).click()
    await see(panel(jim).getByRole('button', { name: 'City Aurora' }))
  }],
  ['ten clients are pasted from a spreadsheet', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/book')
    await jim.getByRole('button', { name: 'Add clients' }).click()
    await paste(jim, jim.getByRole('textbox', { name: 'Client, row 1' }), ten.map((row) => row.join('\t')).join('\n'))
    same(await jim.getByRole('textbox', { name: 'Contact there, row 10' }).inputValue(), 'Contact 10', 'the last pasted row')
    await jim.getByRole('button', { name: 'Add 10 clients' }).click()
    await see(messages(jim).getByText('10 clients added'))
    await see(table(jim).getByRole('link', { name: 'Pasted Client 10' }))
    await gone(jim.getByRole('textbox', { name: 'Client, row 10' }))
    const api = await world.api('jim')
    const found = await api.need('GET', '/accounts?owner=me&q=pasted')
    same(found.items.length, 10, 'pasted clients')
    same(found.items.find((one) => one.name === 'Pasted Client 3').revenue_minor, 300_000, 'the money of the third')
  }],
  ['a cell that cannot be read is named, and nothing goes in', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Add clients' }).click()
    await jim.getByRole('textbox', { name: 'Client, row 1' }).fill('Half Right')
    await jim.getByRole('textbox', { name: 'USD a year, row 1' }).fill('a lot')
    await jim.getByRole('button', { name: 'Add 1 client' }).click()
    await see(jim.getByRole('alert').getByText('One cell needs you. Nothing was added yet.'))
    same(await jim.getByRole('textbox', { name: 'USD a year, row 1' }).getAttribute('aria-invalid'), 'true', 'the cell is marked')
    const api = await world.api('jim')
    same((await api.need('GET', '/accounts?q=half%20right')).items.filter((one) => one.name === 'Half Right').length, 0, 'half rows')
    await jim.getByRole('textbox', { name: 'USD a year, row 1' }).fill('12,500')
    await jim.getByRole('button', { name: 'Add 1 client' }).click()
    await until(async () => (await api.need('GET', '/accounts?q=half%20right')).items.some((one) => one.revenue_minor === 1_250_000), 'the mended row is in')
  }],
]
