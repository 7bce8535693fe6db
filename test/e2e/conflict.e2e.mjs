// What lies over an hour that Jim owes: on day sixty a client whom he keeps, over the ride with Marcus; and in the scene what his own calendar
// says, asked about on the screen that is open.
import { createServer } from 'node:http'
import { gone, phone, see } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'all'] }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const card = (page) => page.getByRole('region', { name: 'Two things at one time', exact: true })
const deed = (page, name) => card(page).getByRole('button', { name })

// The scene is at 9:41 on Nov 24 in Chicago, and the letter at 10:30: this is from 10:45 to 11:15 there, and the letter's invitation.
const event = (uid, from, to, title) => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', `DTSTART:${from}`, `DTEND:${to}`, `SUMMARY:${title}`, 'END:VEVENT']
const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//test//EN', ...event(1, '20261124T164500Z', '20261124T171500Z', 'Call with the bank'), ...event(2, '20261124T163000Z', '20261124T173000Z', 'Jim Calder and Jada Ellis'), 'END:VCALENDAR', ''].join('\r\n')

async function serveCalendar() {
  const source = createServer((request, response) => response.writeHead(200, { 'Content-Type': 'text/calendar' }).end(text))
  await new Promise((done) => source.listen(0, '127.0.0.1', done))
  source.unref()
  return `http://127.0.0.1:${source.address().port}/secret.ics`
}

export const steps = [
  ['what the calendar says appears on the screen that is open, and names no client', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await see(jim.getByRole('heading', { level: 1 }))
    await gone(card(jim))
    await jim.evaluate(() => (window.loadedOnce = true))
    await (await world.api('jim')).need('POST', '/calendars', { name: 'Bank', kind: 'address', url: await serveCalendar() })
    await see(card(jim).getByText('Something in your calendar lies over what you owe Jada'))
    await see(card(jim).getByText('Call with the bank'))
    await gone(card(jim).getByText('Jim Calder and Jada Ellis'))
    if (!(await jim.evaluate(() => window.loadedOnce))) throw new Error('the page was loaded again')
    await see(jim.getByRole('button', { name: /Notices, \d+ new/ }))
  }],
  ['M moves the hour to a time for both, and Jada has it at once', async (world) => {
    const jim = world.page('jim')
    const jada = await world.openAs('jada', 'jada')
    await see(jada.getByText(/Moved once, from Nov 20/))
    await see(deed(jim, /^Move it to Nov 25, 9:00/))
    await jim.keyboard.press('m')
    await see(messages(jim).getByText(/draft 2: now on .*Jada is told\.$/))
    await gone(card(jim))
    await see(jada.getByText(/Moved twice, from Nov 20/))
    await see(jada.getByRole('button', { name: /Notices, \d+ new/ }))
  }],
  ['Z takes it back: the letter has its time, and Jim is asked again', async (world) => {
    const jim = world.page('jim')
    await jim.keyboard.press('z')
    await see(card(jim).getByText('Something in your calendar lies over what you owe Jada'))
    await see(world.page('jada').getByText(/Moved once, from Nov 20/))
  }],
  ['on day sixty a client lies over the ride with Marcus, also on a phone', async (world) => {
    await (await world.api('jim')).need('POST', '/demo/day', { day: 60 })
    for (const page of [world.page('jim'), await world.openAs('phone', 'jim', { viewport: phone, hasTouch: true })]) {
      await page.goto('/')
      await see(card(page).getByText('A meeting with Dune Hotels lies over what you owe Marcus'))
      await see(deed(page, /^Keep it for Marcus/))
      await see(deed(page, /^Both can be/))
    }
  }],
  ['K keeps the hour and says whose the meeting is to move; the other screen knows', async (world) => {
    const jim = world.page('jim')
    await jim.keyboard.press('k')
    await see(messages(jim).getByText('The hour stays with Marcus. Ask Dune Hotels for another time: The group contract is yours to move.'))
    await gone(card(jim))
    await gone(card(world.page('phone')))
    await jim.reload()
    await see(jim.getByRole('heading', { level: 1 }))
    await gone(card(jim))
  }],
]
