// Own calendars: Jada adds one by its secret address, from a server in this test; Jim sees at the door until when she is free and as of when,
// that she is away, and that she does not work at this hour. He sets an absence and hours for her, she is told, and an undo takes it back.
import { createServer } from 'node:http'
import { gone, hold, same, see } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'all'] }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const card = (page, name) => page.getByRole('region', { name, exact: true })
const field = (page, name) => page.getByRole('textbox', { name, exact: true })

const panel = (page) => page.getByRole('dialog', { name: 'Client at the door' })

// The demo is at 9:41 on Nov 24 in Chicago; from 10:05 to 10:25 there, and an hour the day before with a client of hers.
const dentist = ['DTSTART:20261124T160500Z', 'DTEND:20261124T162500Z', 'SUMMARY:Dentist']
const client = ['DTSTART:20261123T150000Z', 'DTEND:20261123T160000Z', 'SUMMARY:MARKERWORD', 'ORGANIZER:mailto:jada@larmar.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:pia@harborcouriers.example']
const event = (lines, uid) => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT']
const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//test//EN', ...[dentist, client].flatMap(event), 'END:VCALENDAR', ''].join('\r\n')

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
    await see(jada.getByRole('button', { name: 'Add a calendar' }))
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
    await hold(messages(jada).getByText('Absence added'))
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
  ['her manager says when she is away: she is told who, and undone it is gone', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    await jim.goto('/people')
    await jim.getByRole('link', { name: /Jada Ellis/ }).first().click()
    const side = jim.getByRole('dialog')
    await see(side.getByText('Jada is told what you enter here.', { exact: false }))
    await side.getByRole('textbox', { name: 'First day' }).fill('2026-12-03')
    await side.getByRole('textbox', { name: 'Last day' }).fill('2026-12-05')
    await side.getByRole('button', { name: 'Add absence' }).click()
    await hold(messages(jim).getByText('Jada is away Dec 3, 2026 to Dec 5, 2026'))
    await see(card(jada, 'When I am away').getByText('Dec 3, 2026 to Dec 5, 2026'))
    await jada.getByRole('button', { name: /^Notices/ }).click()
    await see(jada.getByText('Jim Calder entered that you are away: December 3, 2026 to December 5, 2026'))
    await jada.keyboard.press('Escape')
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await gone(card(jada, 'When I am away').getByText('Dec 3, 2026 to Dec 5, 2026'))
    await gone(side.getByRole('button', { name: /^Remove the absence/ }))
  }],
  ['and her working hours', async (world) => {
    const side = world.page('jim').getByRole('dialog')
    await side.getByRole('button', { name: /When Jada works/ }).click()
    await side.getByRole('checkbox', { name: 'Saturday' }).check()
    await side.getByRole('button', { name: 'Save hours' }).click()
    await hold(messages(world.page('jim')).getByText('Working hours of Jada saved'))
    await see(card(world.page('jada'), 'When I work').getByRole('checkbox', { name: 'Saturday', checked: true }))
    await messages(world.page('jim')).getByRole('button', { name: 'Undo' }).first().click()
    await see(card(world.page('jada'), 'When I work').getByRole('checkbox', { name: 'Saturday', checked: false }))
    await world.page('jim').goto('/')
  }],
  ['a meeting with a client counts, without its title; where it came from is said to her alone', async (world) => {
    const [jim, jada] = [world.page('jim'), world.page('jada')]
    const { items } = await (await world.api('jada')).need('GET', '/accounts?owner=me&q=Harbor')
    const met = (page) => page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Jada Ellis and Pia Novak' }).filter({ hasText: 'Nov 23, 2026' })
    await jim.goto(`/book?open=account/${items[0].id}`)
    await see(met(jim).getByText('1 h', { exact: false }))
    same((await jim.getByRole('dialog').innerText()).includes('from your calendar'), false, 'where it came from, to Jim')
    await jada.goto(`/book?open=account/${items[0].id}`)
    await see(met(jada).getByText('from your calendar', { exact: false }))
    same((await jada.getByRole('dialog').innerText()).includes('MARKERWORD'), false, 'the title')
    await met(jada).getByRole('button', { name: /^Take out/ }).click()
    await hold(messages(jada).getByText('Taken out.', { exact: false }))
    await gone(met(jada))
    await gone(met(jim))
    await messages(jada).getByRole('button', { name: 'Undo' }).first().click()
    await see(met(jim))
    await jim.goto('/')
    await jada.goto('/settings?section=calendar')
  }],
  ['a switch says whether they count', async (world) => {
    const jada = world.page('jada')
    const counts = card(jada, 'My calendars').getByRole('switch', { name: /^Meetings with clients count/ })
    same(await counts.isChecked(), true, 'the form begins with it')
    await counts.click()
    await see(messages(jada).getByText('Meetings in Work count no more. Those that counted stay.'))
    await see(card(jada, 'My calendars').getByRole('switch', { name: /^Meetings with clients count/, checked: false }))
  }],
  ['outside her hours she is away', async (world) => {
    const jada = world.page('jada')
    const monday = card(jada, 'When I work').getByRole('checkbox', { name: 'Monday' })
    await monday.check() // and no Tuesday, which it is
    // Back from another window, everything is read again: what was ticked stays.
    const again = jada.waitForResponse((answer) => answer.url().endsWith('/hours'))
    await jada.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
    await again
    await world.settled(jada)
    same(await monday.isChecked(), true, 'the day that was ticked')
    await jada.getByRole('button', { name: 'Save hours' }).click()
    await see(messages(jada).getByText('Working hours saved'))
    await see((await door(world)).getByText(/Away/))
  }],
]
