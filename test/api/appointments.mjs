// Promises in calendars: through a real mail server (exim.mjs) into a real calendar (radicale.mjs), and by the secret address that
// calendar programs subscribe to.
import { withDatabase } from './database.mjs'
import { startExim, whyNoExim } from './exim.mjs'
import { calendarOf, mailsTo, makeTeam, partsOf } from './meeting.mjs'
import { startRadicale, whyNoRadicale } from './radicale.mjs'
import { startServer } from './server.mjs'

const JADA = 'jada@test.example'
const TITLE = 'Practise the MARKERWORD opening'
const match = (row) => ({ 'If-Match': `"${row.version}"` })

const promised = ({ jim, jadaId }, change = {}) =>
  jim.need('POST', '/promises', { kind: 'call_practice', title: TITLE, rep_id: jadaId, due_local: '2031-12-02T11:30', minutes: 45, ...change })

async function followPromise({ team, exim, radicale, expect }) {
  const { jim, ada } = team
  const promise = await promised(team)
  expect('the time is one on the wall in Berlin', promise.due_at === '2031-12-02T10:30:00Z', promise)
  const [mail] = await mailsTo(exim, JADA, 1)
  const [his] = await mailsTo(exim, 'jim@test.example', 1)
  const words = partsOf(mail).get('text/plain').text
  expect('both are asked, each on the own clock', words.includes('4:00 PM to 4:45 PM, India Standard Time') && partsOf(his).get('text/plain').text.includes('11:30 AM to 12:15 PM'), words)
  expect('nobody reads in a mail what it is about', !JSON.stringify([mail, his]).includes('MARKERWORD') && mail.headers.subject.includes('Jim Calder and Jada Ellis'), mail)
  const outbox = await ada.ask('GET', '/mails')
  expect('nor does an administrator in the outbox', outbox.text.includes('Jim Calder and Jada Ellis') && !outbox.text.includes('MARKERWORD'), outbox.text)

  const first = calendarOf(mail)
  const uid = first.line('UID')
  const on = (day) => radicale.between(`203112${day}T000000Z`, `203112${day}T235959Z`)
  expect('a calendar takes it', (await radicale.put(uid, first.text)).status === 201 && (await on('02')).length === 1, radicale.log())

  const moved = await jim.need('POST', `/promises/${promise.id}/move`, { due_at: '2031-12-04T10:30:00Z', cause: 'own_deal' }, match(promise))
  const update = calendarOf((await mailsTo(exim, JADA, 2))[1])
  expect('a move is the same appointment with a higher sequence', update.line('UID') === uid && update.line('SEQUENCE') === '1' && update.line('METHOD') === 'REQUEST', update.text)
  await radicale.put(uid, update.text)
  expect('which moves in the calendar', (await on('02')).length === 0 && (await on('04')).length === 1)

  await jim.need('POST', `/promises/${promise.id}/withdraw`, undefined, match(moved))
  const cancel = calendarOf((await mailsTo(exim, JADA, 3))[2])
  expect('a promise that is withdrawn is cancelled', cancel.line('METHOD') === 'CANCEL' && cancel.line('SEQUENCE') === '2' && cancel.line('UID') === uid, cancel.text)
  await radicale.put(uid, cancel.text)
  expect('and the calendar shows it as cancelled', (await on('04'))[0]?.includes('STATUS:CANCELLED'))
}

async function refuse({ team, expect }) {
  const { jim, jadaId } = team
  const skipped = await jim.ask('POST', '/promises', { kind: 'other', title: 'x', rep_id: jadaId, due_local: '2031-03-30T02:30', minutes: 30 })
  expect('a time that the clocks skip is refused with the next one', skipped.status === 422 && skipped.text.includes('2031-03-30 03:00'), skipped.text)
}

// The next last Sunday of March: at two in the morning the clocks in Berlin go forward.
function springDay() {
  const day = 24 * 60 * 60_000
  for (let year = new Date().getUTCFullYear(); ; ++year) {
    const end = Date.UTC(year, 2, 31)
    const sunday = end - new Date(end).getUTCDay() * day
    if (sunday > Date.now() + day) return new Date(sunday).toISOString().slice(0, 10)
  }
}

async function readFeed({ team, server, radicale, expect }) {
  const { jada } = team
  const spring = springDay()
  const short = spring.replaceAll('-', '')
  for (const time of ['01:30', '03:30']) await promised(team, { due_local: `${spring}T${time}` })
  const seen = (version) => ({ 'If-Match': `"${version}"` })
  const { url, version } = await jada.need('POST', '/calendar-feed', { has_titles: false }, seen(0))
  const late = await jada.ask('POST', '/calendar-feed', { has_titles: true }, seen(0))
  expect('who made another one meanwhile is told so, and the first stays', late.status === 412 && /Somebody changed this/.test(late.body.detail), late.text)
  const path = new URL(url).pathname
  const read = (headers = {}) => fetch(server.url + path, { headers })
  const answer = await read()
  const text = await answer.text()
  expect('it is a calendar for whoever has the address', answer.status === 200 && answer.headers.get('content-type').startsWith('text/calendar'), text)
  expect('that says with whom and not what', text.includes('With Jim Calder') && !text.includes('MARKERWORD'), text)
  expect('and has nothing new the next time', (await read({ 'If-None-Match': answer.headers.get('etag') })).status === 304)
  const events = text.match(/BEGIN:VEVENT[^]*?END:VEVENT\r\n/g) ?? []
  for (const event of events) {
    const put = await radicale.put(/UID:(.*)\r/.exec(event)[1], `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Baton//Baton//EN\r\n${event}END:VCALENDAR\r\n`)
    expect('a calendar server takes each event', put.status === 201, put.text)
  }
  const around = await radicale.between(`${short}T000000Z`, `${short}T030000Z`)
  expect('an hour apart, since the clocks go forward between them', around.length === 2 && around.some((one) => one.includes(`DTSTART:${short}T003000Z`)) && around.some((one) => one.includes(`DTSTART:${short}T013000Z`)), around)
  const { url: titled, version: newer } = await jada.need('POST', '/calendar-feed', { has_titles: true }, seen(version))
  expect('a new address ends the one before', (await read()).status === 404)
  expect('and says what it is about where that is wished', (await (await fetch(server.url + new URL(titled).pathname)).text()).includes('MARKERWORD'))
  expect('and not by whoever saw the one before', (await jada.ask('DELETE', '/calendar-feed', undefined, seen(version))).status === 412)
  await jada.need('DELETE', '/calendar-feed', undefined, seen(newer))
  expect('until it is ended', (await fetch(server.url + new URL(titled).pathname)).status === 404)
  const { items } = await jada.need('GET', '/actions')
  const [ended, again, made] = items.filter((one) => one.kind.startsWith('calendar_feed.'))
  expect('her log says it, newest first', ended.kind === 'calendar_feed.end' && made.kind === 'calendar_feed.make', items)
  expect('without the address', ![url, titled].some((one) => JSON.stringify(items).includes(new URL(one).pathname)))
  const undo = await jada.ask('POST', `/actions/${again.id}/undo`)
  expect('an address is not brought back', undo.status === 409 && undo.body.code === 'problem.feed.kept', undo.text)
}

export async function keepAppointments(binary, conninfo, report) {
  const missing = whyNoExim() ?? whyNoRadicale()
  if (missing) return report('appointments: they are kept', missing)
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database })
    const exim = await startExim()
    const radicale = await startRadicale()
    const expect = (name, is, seen) => report(`appointments: ${name}`, is ? null : JSON.stringify(seen))
    try {
      const team = await makeTeam(server, { port: exim.port })
      const jadaId = (await team.jim.need('GET', '/people')).items.find(({ email }) => email === JADA).id
      const all = { team: { ...team, jadaId }, server, exim, radicale, expect }
      await followPromise(all)
      await refuse(all)
      await readFeed(all)
    } catch (error) {
      report('appointments: they are played', `${error.stack}\n${server.log().slice(-2000)}`)
    } finally {
      await radicale.end()
      await exim.end()
      await server.stop()
    }
  })
}
