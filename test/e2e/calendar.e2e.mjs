// Own calendars: Jada adds one by its secret address, from a server in this test; Jim sees at the door until when she is free and as of when,
// that she is away, and that she does not work at this hour.
import { createServer } from 'node:http'
import { gone, same, see } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'all'] }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const card = (page, name) => page.getByRole('region', { name, exact: true })
const field = (page, name) => page.getByRole('textbox', { name, exact: true })

const panel = (page) => page.getByRole('dialog', { name: 'Client at the door' })

// The demo is at 9:41 on Nov 24 in Chicago; this is from 10:05 to 10:25 there.
const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//test//EN', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261101T000000Z', 'DTSTART:20261124T160500Z', 'DTEND:20261124T162500Z', 'SUMMARY:Dentist', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')

async function serveCalendar() {
  const source = createServer((request, response) => response.writeHead(request.url === '/secret.ics' ? 200 : 404, { 'Content-Type': 'text/calendar' }).end(text))
  await new Promise((done) => source.listen(0, '127.0.0.1', done))
  source.unref()
  return `http://127.0.0.1:${source.address().port}/secret.ics`
}

// What the door says of Jada, asked afresh.
async function door(world) {
  const jim = world.page('jim')
  await jim.reload()
  await see(jim.getByRole('heading', { level: 1 }))
  await jim.keyboard.press('w')
  await see(panel(jim).getByRole('combobox', { name: 'Who is it?' }))
  await jim.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  await jim.keyboard.type('Bill')
  await jim.keyboard.press('Enter')
  await see(panel(jim).getByText('Who is free now'))
  return panel(jim).getByRole('listitem').filter({ hasText: 'Jada' })
}

export const steps = [
  ['she adds a calendar by its secret address; it is read, and the address is not shown again', async (world) => {
    const jada = await world.openAs('jada', 'jada', { path: '/settings?section=calendar' })
    await see(card(jada, 'My calendars'))
    for (let left = await jada.getByRole('button', { name: /^Remove (?!the absence)/ }).count(); left > 0; --left) {
      await jada.getByRole('button', { name: /^Remove (?!the absence)/ }).first().click()
      await see(messages(jada).getByText('Calendar removed, with everything read from it'))
    }
    await see(card(jada, 'My calendars').getByText('No calendar yet.'))
    await jada.getByRole('button', { name: 'Add a calendar' }).click()
    await field(jada, 'What you call it').fill('Work')
    await field(jada, 'Address').fill(await serveCalendar())
    await jada.getByRole('button', { name: 'Add it' }).click()
    await see(messages(jada).getByText('Calendar added'))
    await see(card(jada, 'My calendars').getByText(/^Last read 9:4\d/))
    same((await jada.locator('main').innerText()).includes('secret.ics'), false, 'the address on the page')
  }],
  ['the door says until when she is free and as of when, and not what comes then', async (world) => {
    await world.openAs('jim', 'jim')
    const jada = await door(world)
    await see(jada.getByText(/Free until 10:05/))
    await see(panel(world.page('jim')).getByText(/^as of 9:[34]\d/)) // of the oldest calendar in the team
    same((await world.page('jim').locator('body').innerText()).includes('Dentist'), false, 'the title at the door')
  }],
  ['an absence makes her away', async (world) => {
    const jada = world.page('jada')
    await jada.getByLabel('First day').fill('2026-11-24')
    await jada.getByRole('button', { name: 'Add absence' }).click()
    await see(messages(jada).getByText('Absence added'))
    await see((await door(world)).getByText(/Away today/))
  }],
  ['undo, and she is free again', async (world) => {
    await messages(world.page('jada')).getByRole('button', { name: 'Undo' }).first().click()
    await gone(world.page('jada').getByRole('button', { name: /^Remove the absence/ }))
    await see((await door(world)).getByText(/Free until 10:05/))
  }],
  ['an absence is removed', async (world) => {
    const jada = world.page('jada')
    await jada.getByLabel('First day').fill('2026-12-21')
    await jada.getByRole('button', { name: 'Add absence' }).click()
    const remove = jada.getByRole('button', { name: /^Remove the absence/ })
    await see(remove)
    await remove.click()
    await see(messages(jada).getByText('Absence removed'))
    await gone(remove)
  }],
  ['outside her hours she is away', async (world) => {
    const jada = world.page('jada')
    const tuesday = card(jada, 'When I work').getByRole('checkbox', { name: 'Tuesday' })
    const works = await tuesday.isChecked()
    if (!works) await card(jada, 'When I work').getByRole('checkbox', { name: 'Monday' }).check()
    else await tuesday.uncheck()
    await jada.getByRole('button', { name: 'Save hours' }).click()
    await see(messages(jada).getByText('Working hours saved'))
    await see((await door(world)).getByText(/Away/))
  }],
]
