// Own calendars from real servers: an iCalendar address that changes, is the same, fails and comes back, and a CalDAV server
// (radicale.mjs). Times are those of the wall: an event begins and ends around now.
import { createServer } from 'node:http'
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startRadicale, whyNoRadicale } from './radicale.mjs'
import { startServer } from './server.mjs'

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))
const HOUR = 3_600_000
const stamp = (time) => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')
const event = (uid, from, to, title, more = '') => `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:${stamp(from)}\r\nDTEND:${stamp(to)}\r\nSUMMARY:${title}\r\n${more}END:VEVENT\r\n`
const calendar = (events) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//test//EN\r\n${events}END:VCALENDAR\r\n`

async function until(what, look) {
  for (let tries = 0; tries < 600; ++tries, await sleep(100)) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`${what}: not after a minute`)
}

async function startSource() {
  const source = { status: 200, text: calendar(''), asked: [], location: null }
  const server = createServer((request, response) => {
    source.asked.push(request.headers)
    if (source.location && request.url === '/secret.ics') return response.writeHead(302, { Location: source.location }).end()
    if (source.status !== 200) return response.writeHead(source.status).end()
    const tag = `"${source.text.length}"`
    if (request.headers['if-none-match'] === tag) return response.writeHead(304).end()
    response.writeHead(200, { 'Content-Type': 'text/calendar', ETag: tag }).end(source.text)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  source.url = `http://127.0.0.1:${server.address().port}/secret.ics`
  source.end = () => new Promise((done) => (server.closeAllConnections(), server.close(done)))
  return source
}

async function readAddress({ jim, jada, jadaId, expect }) {
  const source = await startSource()
  const timeOfJada = async () => (await jim.need('GET', '/team-times')).items.find((one) => one.person.id === jadaId)
  const mine = async () => (await jada.need('GET', '/calendars')).items[0]
  try {
    expect('without a calendar the answer is ask', (await timeOfJada()).standing === 'unknown', await timeOfJada())
    const now = Date.now()
    source.text = calendar(event('1', now - HOUR, now + HOUR, 'Secret client'))
    const { id } = await jada.need('POST', '/calendars', { name: 'Work', kind: 'address', url: source.url })
    await until('it is read', async () => (await mine()).read_at)
    const busy = await timeOfJada()
    expect('who has something on is busy', busy.standing === 'busy' && busy.as_of, busy)
    expect('others read no title', !JSON.stringify(await jim.need('GET', '/team-times')).includes('Secret client'))
    // Read once more, until what came of it is noted. Who asks too soon is not heard, and asks once more.
    const again = async (isNoted) => {
      const asked = source.asked.length
      await until('it is asked again', async () => {
        if (source.asked.length === asked) await jada.need('POST', `/calendars/${id}/read`)
        return source.asked.length > asked && isNoted(await mine())
      }).catch(() => null)
    }
    await again(() => source.asked.at(-1)['if-none-match'] !== undefined)
    expect('what is known already is not sent again', source.asked.at(-1)['if-none-match'] !== undefined, source.asked.at(-1))
    source.status = 404
    await again(({ text }) => /404/.test(text))
    expect('what is wrong is said to its owner', /404/.test((await mine()).text) && (await mine()).failing_since, await mine())
    expect('what was read stays', (await timeOfJada()).standing === 'busy', await timeOfJada())
    source.status = 200
    source.text = '<html>Sign in first</html>'
    await again(({ text }) => /no calendar/.test(text))
    expect('a page is no calendar', /no calendar/.test((await mine()).text), await mine())
    source.text = calendar('')
    await again(({ failing_since }) => failing_since === null)
    expect('when it is right again all is right', (await timeOfJada()).standing === 'free' && (await mine()).failing_since === null, await mine())
    source.location = '/secret.ics'
    await again(({ failing_since }) => failing_since !== null)
    expect('a circle of redirects ends', (await mine()).failing_since !== null, await mine())
    const seen = (version) => ({ 'If-Match': `"${version}"` })
    expect('it is not removed unseen', (await jada.ask('DELETE', `/calendars/${id}`)).status === 428)
    const late = await jada.ask('DELETE', `/calendars/${id}`, undefined, seen(7))
    expect('nor by who saw something else', late.status === 412 && /Somebody changed this/.test(late.body.detail), late.text)
    await jada.need('DELETE', `/calendars/${id}`, undefined, seen((await mine()).version))
    const { items: log } = await jada.need('GET', '/actions')
    expect('her log says both, and no address', ['calendar.remove', 'calendar.add'].every((kind, i) => log[i].kind === kind) && !JSON.stringify(log).includes('secret.ics'), log)
    const undo = await jada.ask('POST', `/actions/${log[0].id}/undo`)
    expect('it is not brought back', undo.status === 409 && undo.body.code === 'problem.calendar.kept', undo.text)
    expect('a removed calendar says nothing', (await timeOfJada()).standing === 'unknown', await timeOfJada())
  } finally {
    await source.end()
  }
}

// What lies over an hour that is owed: Jim is asked once, in no other words than those of his own calendar.
async function askAboutConflict({ jim, jada, ada, jadaId, expect }) {
  const source = await startSource()
  try {
    const due = Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR
    const quarter = HOUR / 4
    const promise = await jim.need('POST', '/promises', { kind: 'ride_along', title: 'Ride along', rep_id: jadaId, minutes: 60, due_at: new Date(due).toISOString() })
    const asked = async () => (await jim.need('GET', '/conflicts')).items
    const notices = async () => (await jim.need('GET', '/notices')).items
    expect('nothing lies over it', (await asked()).length === 0)
    source.text = calendar(event('1', due + quarter, due + 3 * quarter, 'Secret client') + event('2', due, due + HOUR, 'Jim and Jada'))
    await jim.need('POST', '/calendars', { name: 'Work', kind: 'address', url: source.url })
    const [one] = await until('he is asked', async () => ((await asked()).length > 0 ? asked() : null))
    expect('about what his calendar says, and of no client', one.other_title === 'Secret client' && one.account === null && one.title === 'Ride along', one)
    expect('the invitation that came back is not asked about', (await asked()).length === 1, await asked())
    const told = await until('he is told', async () => (await notices()).find((row) => row.text.includes('Something in your calendar')))
    expect('without its title', !told.text.includes('Secret client'), told)
    expect('it stands on Today', (await jim.need('GET', '/today')).conflicts.length === 1)
    for (const other of [jada, ada]) {
      const today = await other.need('GET', '/today')
      expect('nobody else is asked', today.conflicts.length === 0 && !JSON.stringify(today).includes('Secret client'), today.conflicts)
    }
    const say = (client, body) => client.ask('POST', '/conflicts/answer', { key: one.key, ...body })
    expect('the rep does not answer', (await say(jada, { answer: 'move' })).status === 404)
    expect('an administrator does not', (await say(ada, { answer: 'move' })).status === 403)
    const late = await say(jim, { answer: 'move', new_at: '2020-01-01T09:00:00Z' })
    expect('no time that is over', late.status === 422 && late.body.errors[0].path === 'new_at', late.text)
    const moved = await say(jim, { answer: 'move', new_at: one.new_at })
    expect('it moves to the time that was shown', moved.status === 200 && moved.body.items.length === 0, moved.text)
    const after = await jada.need('GET', `/promises/${promise.id}`)
    expect('the rep has the new time', after.due_at === one.new_at && after.displacements[0].cause === 'other', after)
    await jim.need('POST', `/actions/${moved.headers.get('Baton-Action')}/undo`)
    expect('undone, it is asked again', (await asked()).length === 1, await asked())
    expect('both can be', (await say(jim, { answer: 'fine' })).status === 200)
    expect('and is not asked again', (await asked()).length === 0 && (await say(jim, { answer: 'keep' })).body.code === 'problem.conflict.answered', await asked())
    await jim.need('POST', `/promises/${promise.id}/withdraw`, {}, { 'If-Match': `"${(await jim.need('GET', `/promises/${promise.id}`)).version}"` })
    const [mine] = (await jim.need('GET', '/calendars')).items
    await jim.need('DELETE', `/calendars/${mine.id}`, undefined, { 'If-Match': `"${mine.version}"` })
  } finally {
    await source.end()
  }
}

// A meeting with a client in Jim's calendar and in Jada's: one meeting, once it is over, and never with its title.
async function countMeetings({ jim, jada, expect }) {
  const source = await startSource()
  try {
    const account = await jim.need('POST', '/accounts', { name: 'Larmar Freight', city: 'Gary' })
    await jim.need('POST', `/accounts/${account.id}/contacts`, { name: 'Bill Larmar', email: 'bill@larmar.example' })
    const listed = async (client) => (await client.need('GET', `/accounts/${account.id}/activities`)).items
    const guests = 'ORGANIZER:mailto:bill@larmar.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:Jim@test.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:jada@test.example\r\n'
    const now = Date.now()
    const past = (more = '') => event('met', now - 2 * HOUR, now - HOUR, 'MARKERWORD', guests + more)
    source.text = calendar(past() + event('to-come', now + HOUR, now + 2 * HOUR, 'MARKERWORD', guests) + event('private', now - 4 * HOUR, now - 3 * HOUR, 'MARKERWORD', guests + 'CLASS:PRIVATE\r\n'))
    const mine = await jim.need('POST', '/calendars', { name: 'Work', kind: 'address', url: source.url })
    expect('meetings count where titles are kept', mine.counts_meetings === true, mine)
    const [met, ...more] = await until('it counts', async () => ((await listed(jim)).length > 0 ? listed(jim) : null))
    expect('who and when, and only what is over', more.length === 0 && met.contacts[0].name === 'Bill Larmar' && met.people.length === 2 && met.minutes === 60 && met.is_from_own_calendar, met)
    expect('no title is taken', !JSON.stringify(await listed(jim)).includes('MARKERWORD'))
    await jada.need('POST', '/calendars', { name: 'Work', kind: 'address', url: source.url })
    await until('hers is read', async () => (await jada.need('GET', '/calendars')).items[0].read_at)
    expect('in two calendars it is one', (await listed(jim)).length === 1, await listed(jim))
    const removed = await jim.ask('DELETE', `/activities/${met.id}`)
    expect('what was something else is taken out', removed.status === 204 && (await listed(jim)).length === 0, removed.text)
    source.text = calendar(past('LOCATION:Elsewhere\r\n') + event('second', now - 6 * HOUR, now - 5 * HOUR, 'MARKERWORD', guests))
    await jim.need('POST', `/calendars/${mine.id}/read`)
    await until('another one counts', async () => {
      await jim.need('POST', `/calendars/${mine.id}/read`)
      return (await listed(jim)).length > 0
    })
    expect('and it stays out', (await listed(jim)).length === 1 && (await listed(jim))[0].id !== met.id, await listed(jim))
    const seen = (version) => ({ 'If-Match': `"${version}"` })
    const off = await jim.ask('PATCH', `/calendars/${mine.id}`, { counts_meetings: false }, { ...seen(1), 'Content-Type': 'application/merge-patch+json' })
    expect('it can be switched off', off.status === 200 && off.body.counts_meetings === false && off.body.version === 2, off.text)
    const late = await jim.ask('PATCH', `/calendars/${mine.id}`, { counts_meetings: true }, { ...seen(1), 'Content-Type': 'application/merge-patch+json' })
    expect('not by whoever saw it as it was', late.status === 412, late.text)
    const busy = await jim.ask('POST', '/calendars', { name: 'Busy', kind: 'address', url: source.url, is_busy_only: true, counts_meetings: true })
    expect('where only busy times are kept nobody knows a client', busy.status === 422 && busy.body.errors[0].code === 'problem.calendar.only_busy', busy.text)
    await jim.need('DELETE', `/calendars/${mine.id}`, undefined, seen(2))
  } finally {
    await source.end()
  }
}

// What a manager sets for a rep: she is told once, and the undo takes it back.
async function setForRep({ jim, jada, jadaId, expect }) {
  const told = async () => (await jada.need('GET', '/notices')).items.filter((one) => one.link === '/settings?section=calendar').map((one) => one.text)
  const before = (await told()).length
  const made = await jim.ask('POST', `/people/${jadaId}/absences`, { kind: 'sick', from_on: '2031-12-03', to_on: '2031-12-05' })
  expect('she is told who entered what, and not why', (await told())[0] === 'Jim Calder entered that you are away: December 3, 2031 to December 5, 2031', await told())
  await jim.need('POST', `/actions/${made.headers.get('Baton-Action')}/undo`)
  expect('undone, there is nothing to tell', (await told()).length === before && (await jada.need('GET', `/people/${jadaId}/absences`)).items.length === 0, await told())
  const denied = await jada.ask('POST', `/people/${(await jim.need('GET', '/session')).person.id}/absences`, { kind: 'other', from_on: '2031-12-03', to_on: '2031-12-05' })
  expect('a rep sets nothing for the manager', denied.status === 404, denied.text)
}

async function readCalDav({ jim, expect }) {
  const radicale = await startRadicale()
  try {
    const now = Date.now()
    await radicale.put('daily', calendar(event('daily', now - 49 * HOUR, now - 47 * HOUR, 'Every day', 'RRULE:FREQ=DAILY\r\n')))
    await jim.need('POST', '/calendars', { name: 'Radicale', kind: 'caldav', url: radicale.url, user_name: 'jim', password: 'x', is_busy_only: true })
    const read = await until('it is read', async () => {
      const [one] = (await jim.need('GET', '/calendars')).items
      return one.read_at || one.failing_since ? one : null
    })
    expect('a CalDAV server is read', read.read_at && read.events === 1, read)
    expect('a repeated event is laid out', (await jim.need('GET', '/calendars')).items[0].unread === 0)
  } finally {
    await radicale.end()
  }
}

export async function readCalendars(binary, conninfo, report) {
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database, args: ['--private-hosts', 'all'] })
    const expect = (name, is, seen) => report(`calendars: ${name}`, is ? null : JSON.stringify(seen ?? null).slice(0, 600))
    try {
      const { client: ada } = await found(server, server.setupToken(), 'Calendar Test', 'Ada Admin', 'ada@test.example')
      const { client: jim, id: jimId } = await hire(server, ada, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager' })
      const { client: jada, id: jadaId } = await hire(server, ada, { name: 'Jada Ellis', email: 'jada@test.example', manager_id: jimId })
      await readAddress({ jim, jada, jadaId, expect })
      await askAboutConflict({ jim, jada, ada, jadaId, expect })
      await countMeetings({ jim, jada, expect })
      await setForRep({ jim, jada, jadaId, expect })
      const why = whyNoRadicale()
      if (why) console.log(`skipped: CalDAV: ${why}`)
      else await readCalDav({ jim, expect })
    } catch (error) {
      report('calendars: they are played', error.stack)
    } finally {
      await server.stop()
    }
  })
}
