// A planned coaching session in calendars: through a real mail server (exim.mjs) into a real calendar (radicale.mjs); planned, moved,
// declined in a calendar (dovecot.mjs), with somebody else in it, taken back, cancelled.
import { hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { PASSWORD, startDovecot, whyNoDovecot } from './dovecot.mjs'
import { startExim, whyNoExim } from './exim.mjs'
import { calendarOf, lookInto, mailsTo, makeTeam, partsOf, reply, until } from './meeting.mjs'
import { startRadicale, whyNoRadicale } from './radicale.mjs'
import { startServer } from './server.mjs'

const [JIM, JADA, TOM, LENA] = ['jim', 'jada', 'tom', 'lena'].map((name) => `${name}@test.example`)
const match = (row) => ({ 'If-Match': `"${row.version}"` })

// Half past ten in London, so many days from when this began: midnight may come meanwhile.
const began = Date.now()
const at = (days) => `${new Date(began + days * 86_400_000).toISOString().slice(0, 10)}T10:30:00Z`
const plain = (instant) => instant.replaceAll(/[-:]/g, '')
const calendars = async (exim, email, count) => (await mailsTo(exim, email, count)).map(calendarOf)
const says = (calendar, method, sequence) => calendar.line('METHOD') === method && calendar.line('SEQUENCE') === String(sequence)

async function makePeople(server, exim, dovecot) {
  const team = await makeTeam(server, { port: exim.port })
  const { items } = await team.jim.need('GET', '/people')
  const [jim, jada] = [JIM, JADA].map((email) => items.find((person) => person.email === email).id)
  const { client: tom, id: tomId } = await hire(server, team.ada, { name: 'Tom Reyes', email: TOM, manager_id: jim })
  const { client: lena, id: lenaId } = await hire(server, team.ada, { name: 'Lena Koch', email: LENA, manager_id: jim })
  const mailbox = { host: '127.0.0.1', port: dovecot.port, security: 'none', user_name: 'answers', password: PASSWORD, address: 'answers@test.example', interval_minutes: 1440 }
  await team.ada.need('PATCH', '/mailbox', mailbox, match({ version: 0 }))
  await until('the first look', async () => (await team.ada.need('GET', '/mailbox')).looked_at)
  return { ...team, tom, lena, ids: { jada, tom: tomId, lena: lenaId } }
}

async function follow({ people, exim, dovecot, radicale, expect }) {
  const { ada, jim, jada, tom, lena, ids } = people
  const read = () => jim.need('GET', path).then(({ session }) => session)
  const change = async (body) => jim.ask('PATCH', path, body, match(await read()))
  const planned = await jim.need('POST', '/coaching-sessions', { kind: 'group', purpose: 'skill', rep_ids: [ids.jada, ids.tom], starts_at: at(14), minutes: 45 })
  const path = `/coaching-sessions/${planned.id}`
  await jada.need('POST', `${path}/items`, { text: 'The MARKERWORD price list' })
  const [first] = await calendars(exim, JADA, 1)
  const uid = first.line('UID')
  expect('each in it is asked, once', says(first, 'REQUEST', 0) && says((await calendars(exim, TOM, 1))[0], 'REQUEST', 0) && says((await calendars(exim, JIM, 1))[0], 'REQUEST', 0), first.text)
  expect('to the mailbox', first.line('ORGANIZER') === 'mailto:answers@test.example' && first.line('SUMMARY') === 'Group session with Jim Calder', first.text)
  const day = (instant) => radicale.between(`${plain(instant).slice(0, 8)}T000000Z`, `${plain(instant).slice(0, 8)}T235959Z`)
  expect('a calendar takes it', (await radicale.put(uid, first.text)).status === 201 && (await day(at(14))).length === 1, radicale.log())

  await change({ starts_at: at(15) })
  const moved = (await calendars(exim, JADA, 2))[1]
  await radicale.put(uid, moved.text)
  expect('a move is the same appointment at another time', says(moved, 'REQUEST', 1) && moved.line('UID') === uid && (await day(at(14))).length === 0 && (await day(at(15))).length === 1, moved.text)

  dovecot.deliver(reply({ uid, email: JADA, sequence: 0, partstat: 'ACCEPTED' }))
  dovecot.deliver(reply({ uid, email: LENA, sequence: 1, partstat: 'ACCEPTED' }))
  expect('a yes to the old time, or by who was not asked, is none', (await lookInto(ada)).used_count === 0)
  dovecot.deliver(reply({ uid, email: JADA, sequence: 1, partstat: 'DECLINED' }))
  await lookInto(ada)
  const { items: told } = await jim.need('GET', '/notices')
  expect('a no is told to the manager', told.some(({ text, link }) => text.startsWith('Jada Ellis said no in the calendar to your group session') && link === `/coaching/${planned.id}`), told)
  expect('and the session stays as it is', (await read()).state === 'planned')

  // Somebody else, after the mailbox has moved to another domain.
  const box = await ada.need('GET', '/mailbox')
  await ada.need('PATCH', '/mailbox', { address: 'answers@other.example' }, match(box))
  const other = await change({ rep_ids: [ids.jada, ids.lena] })
  expect('Tom goes and Lena comes', other.status === 200, other.text)
  const off = (await calendars(exim, TOM, 3))[2]
  const update = (await calendars(exim, JADA, 3))[2]
  expect('who goes gets a cancellation', says(off, 'CANCEL', 2) && off.line('UID') === uid, off.text)
  expect('who comes an invitation', says((await calendars(exim, LENA, 1))[0], 'REQUEST', 2) && (await calendars(exim, LENA, 1))[0].line('UID') === uid)
  expect('the others a change', says(update, 'REQUEST', 2) && update.text.includes(LENA) && !update.text.includes(TOM) && says((await calendars(exim, JIM, 3))[2], 'REQUEST', 2), update.text)
  expect('by the same name, though answers go elsewhere', update.line('UID') === uid && update.line('ORGANIZER') === 'mailto:answers@other.example', update.text)
  await radicale.put(uid, update.text)
  expect('and the calendar has one appointment', (await day(at(15))).length === 1)
  expect('Tom sees it no more, Lena does', (await tom.ask('GET', path)).status === 404 && (await lena.ask('GET', path)).status === 200)
  expect('the group stays two to five', (await change({ rep_ids: [ids.jada] })).status === 422 && (await change({ rep_ids: [] })).body.errors[0].code === 'problem.coaching_session.nobody')

  const undone = await jim.ask('POST', `/actions/${other.headers.get('Baton-Action')}/undo`)
  expect('it is taken back', undone.status === 200 && undone.body.kept.every((row) => row.table_name === 'mail'), undone.text)
  expect('Tom is asked again, and Lena is free', says((await calendars(exim, TOM, 4))[3], 'REQUEST', 3) && says((await calendars(exim, LENA, 2))[1], 'CANCEL', 3))
  expect('as the screens say', (await tom.ask('GET', path)).status === 200 && (await lena.ask('GET', path)).status === 404)

  await jim.need('POST', `${path}/cancel`, undefined, match(await read()))
  const gone = (await calendars(exim, JADA, 5))[4]
  await radicale.put(uid, gone.text)
  expect('a session that is cancelled is so in calendars', says(gone, 'CANCEL', 4) && gone.line('UID') === uid && (await day(at(15)))[0]?.includes('STATUS:CANCELLED'), gone.text)
  expect('and for Tom', says((await calendars(exim, TOM, 5))[4], 'CANCEL', 4))
  expect('no mail says what it is about', !exim.mails().some((mail) => JSON.stringify(mail).includes('MARKERWORD') || partsOf(mail).get('text/plain').text.includes('MARKERWORD')))
}

export async function keepSessions(binary, conninfo, report) {
  const missing = whyNoExim() ?? whyNoRadicale() ?? whyNoDovecot()
  if (missing) return report('session appointments: they are kept', missing)
  const expect = (name, is, seen = '') => report(`session appointments: ${name}`, is ? null : `it is not so ${JSON.stringify(seen)}`)
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database })
    const [exim, radicale, dovecot] = [await startExim(), await startRadicale(), await startDovecot()]
    try {
      await follow({ people: await makePeople(server, exim, dovecot), exim, dovecot, radicale, expect })
    } catch (error) {
      report('session appointments: they are played', `${error.stack}\n${server.log().slice(-2000)}`)
    } finally {
      await dovecot.end()
      await radicale.end()
      await exim.end()
      await server.stop()
    }
  })
}
