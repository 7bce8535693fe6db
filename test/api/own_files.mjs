// Somebody's own mail and calendar as files: looked at before anything is kept, bad input refused with a reason, nobody else's to see;
// and the same by `baton import`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { zip } from './hostile.mjs'
import { Client, run, startServer } from './server.mjs'

const SECRET = 'nobody-may-read-this'
const BILL = 'bill@larmar.example'
const JADA = 'jada@northwind.example'
const PATIENCE = 60_000

const formOf = (...files) => {
  const form = new FormData()
  for (const [name, bytes] of files) form.append('files', new Blob([bytes]), name)
  return form
}
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000)
const mail = (number, from, to, more = '') =>
  `From x Tue Mar 04 03:33:20 2003\nMessage-ID: <${number}@x.example>\nDate: ${daysAgo(number).toUTCString()}\nFrom: ${from}\nTo: ${to}\n${more}Subject: ${SECRET}\n\n${SECRET}\n\n`
const MBOX =
  mail(1, `Bill <${BILL}>`, JADA) +
  mail(2, JADA, `"O'Dd; quoting" <x@stranger.example>; ${BILL}`) +
  mail(3, `News <${BILL}>`, JADA, 'List-Id: <news.larmar.example>\n') +
  mail(4, BILL, Array.from({ length: 10_000 }, (_, i) => `a${i}@x.example`).join(', ') + `, ${JADA}`) +
  mail(5, '\xff\xfe <y@stranger.example>', JADA) +
  mail(6, BILL, JADA).replace(/Date: .*/, 'Date: Tue, 1 Jan 1979 00:00:00 +0000') +
  mail(7, BILL, JADA).replace(/Date: .*/, 'Date: Tue, 1 Jan 2099 00:00:00 +0000') +
  mail(8, BILL, JADA).replace(/Date: .*\n/, '') +
  'From x Tue Mar 04 03:33:20 2003\nno header at all\n\n'

const stamp = (date) => date.toISOString().replace(/[-:]|\.\d+/g, '')
const event = (uid, more) =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTART:${stamp(daysAgo(10))}\r\nDURATION:PT30M\r\nSUMMARY:${SECRET}\r\nATTENDEE:mailto:${JADA}\r\nATTENDEE:mailto:${BILL}\r\n${more}END:VEVENT\r\n`
const calendar = (...events) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`

async function readMail({ jada, others, server, binary, database, expect }) {
  const looked = await jada.need('POST', '/mail-sources', formOf(['sent.mbox', MBOX], ['photo.png', '\x89PNG']))
  expect('a mailbox waits to be decided on', looked.state === 'waiting' && looked.name === 'sent.mbox +1', looked)
  const preview = await jada.need('GET', `/mail-sources/${looked.id}/preview`)
  const reasons = Object.fromEntries(preview.tally.left_out.map(({ reason, mails }) => [reason, mails]))
  const expected = { list: 1, crowd: 1, unknown: 1, wrong_date: 2, no_date: 1, unreadable: 1, not_mail: 1 }
  expect('each that is left out has a reason and is counted', JSON.stringify(Object.entries(reasons).sort()) === JSON.stringify(Object.entries(expected).sort()), reasons)
  expect('what is read is what is kept and what is not', preview.tally.read === 10 && preview.tally.kept === 2 && preview.contacts === 1, preview.tally)
  expect('strangers are named to the owner', preview.strangers.some(({ email }) => email === 'x@stranger.example'), preview.strangers)
  expect('no subject and no text is said', !JSON.stringify([looked, preview]).includes(SECRET))

  for (const [name, other] of others) {
    const list = await other.ask('GET', '/mail-sources')
    const hidden = name === 'nobody' ? list.status === 401 : !list.text.includes(looked.id)
    const answers = []
    for (const [method, path] of [['GET', ''], ['GET', '/preview'], ['POST', '/keep'], ['DELETE', '']])
      answers.push((await other.ask(method, `/mail-sources/${looked.id}${path}`)).status)
    expect(`${name} does not have it`, hidden && answers.every((status) => status === (name === 'nobody' ? 401 : 404)), answers)
  }

  const kept = async () => {
    for (const end = Date.now() + PATIENCE; ; await new Promise((done) => setTimeout(done, 100))) {
      const seen = await jada.need('GET', `/mail-sources/${looked.id}`)
      if (seen.state !== 'keeping' || Date.now() > end) return seen
    }
  }
  await jada.need('POST', `/mail-sources/${looked.id}/keep`)
  const settled = await kept()
  expect('it is kept when its owner says so', settled.state === 'kept' && settled.tally.kept === 2, settled)
  expect('it is decided on once', (await jada.ask('POST', `/mail-sources/${looked.id}/keep`)).status === 409)
  await jada.need('DELETE', `/mail-sources/${looked.id}`)
  expect('one press, and it is gone', (await jada.need('GET', '/mail-sources')).items.length === 0)

  const bad = {
    'a table': ['a.csv', 'id,name\n1,Larmar\n', 'problem.mailbox.not_mail'],
    'nothing': ['empty.mbox', '', 'problem.mailbox.not_mail'],
    'a damaged zip': ['a.zip', 'PK\x03\x04 and then nothing', 'problem.mailbox.damaged'],
    'a zip without mail': ['b.zip', zip([{ name: 'photo.png', bytes: Buffer.from('PNG') }]), 'problem.mailbox.not_mail'],
    'prose': ['c.eml', 'This is no mail.\n\nIt has no header.\n', 'problem.mailbox.not_mail'],
  }
  for (const [what, [name, bytes, code]] of Object.entries(bad)) {
    const answer = await jada.ask('POST', '/mail-sources', formOf([name, bytes]))
    expect(`${what} is refused with a reason`, answer.status >= 400 && answer.status < 500 && answer.text.includes(code), answer.text)
  }
  expect('what was refused is not there', (await jada.need('GET', '/mail-sources')).items.length === 0)

  const path = join(server.folder, 'sent.mbox')
  writeFileSync(path, MBOX)
  const command = (...more) => run(binary, ['import', path, '--as', JADA, '--data', server.folder, ...(database ? ['--database', database] : []), ...more])
  expect('the command line shows the same', String(command('--preview')).includes('2 of 9 mails would be kept, with 1 contact'))
  expect('and keeps it, beside the server', String(command('--yes')).includes('2 mails are kept'))
  expect('what was only looked at waits on the screen', (await jada.need('GET', '/mail-sources')).items.map(({ state }) => state).sort().join() === 'kept,waiting')
}

async function readCalendar({ jada, jim, account, expect }) {
  const file = calendar(event('1@x', ''), event('2@x', 'STATUS:CANCELLED\r\n'), event('3@x', 'RRULE:FREQ=SECONDLY\r\n'), event('4@x', '').replace(BILL, 'x@stranger.example'))
  const form = () => formOf(['calendar.ics', file])
  const seen = await jada.need('POST', '/calendar-files/preview', form())
  expect('a calendar is looked at, and nothing is kept', seen.meetings > 0 && seen.action_id === null, seen)
  expect('what is left out has a reason in words and a count', seen.left_out.length > 0 && seen.left_out.every(({ text, count }) => text && count > 0), seen.left_out)
  expect('no title is said', !JSON.stringify(seen).includes(SECRET))
  const before = (await jim.need('GET', `/accounts/${account}/activities`)).items.length
  const taken = await jada.need('POST', '/calendar-files', form())
  expect('it is taken when its owner says so', taken.action_id && taken.meetings === seen.meetings, taken)
  const after = await jim.ask('GET', `/accounts/${account}/activities`)
  expect('the meetings are there, and no title', JSON.parse(after.text).items.length > before && !after.text.includes(SECRET))
  const again = await jada.need('POST', '/calendar-files', form())
  expect('the same file again counts nothing twice', again.meetings === 0 && again.known === seen.meetings && again.action_id === null, again)
  const undone = await jada.ask('POST', `/actions/${taken.action_id}/undo`)
  expect('one press takes it back, though the client is another’s', undone.status < 300, undone.text)
  const left = (await jim.need('GET', `/accounts/${account}/activities`)).items.length
  expect('and the meetings are gone', left === before, left)

  const bad = {
    'no calendar': [formOf(['a.ics', 'hello'])],
    'nothing': [formOf(['a.ics', ''])],
    'half a calendar': [formOf(['a.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:'])],
    'two files': [formOf(['a.ics', file], ['b.ics', file])],
    'no file': [new FormData()],
  }
  for (const [what, [body]] of Object.entries(bad)) {
    const answer = await jada.ask('POST', '/calendar-files/preview', body)
    const isTold = answer.status >= 400 && answer.status < 500 ? answer.text.includes('problem.') : answer.status === 200 && JSON.parse(answer.text).meetings === 0
    expect(`${what} is refused with a reason, or says that there is nothing`, isTold, answer.text)
  }
  return form
}

export async function readOwnFiles(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`own files: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown).slice(0, 600)}`)
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database })
    try {
      const { client: ada } = await found(server, server.setupToken(), 'Northwind', 'Ada Admin', 'ada@northwind.example')
      const { client: jim, id } = await hire(server, ada, { name: 'Jim Calder', email: 'jim@northwind.example', role: 'manager' })
      const { client: jada } = await hire(server, ada, { name: 'Jada Ellis', email: JADA, manager_id: id })
      const { id: account } = await jim.need('POST', '/accounts', { name: 'Larmar Freight' })
      await jim.need('POST', `/accounts/${account}/contacts`, { name: 'Bill Larmar', email: BILL })
      const nobody = new Client(server.url)
      await readMail({ jada, others: [['an administrator', ada], ['the manager', jim], ['nobody', nobody]], server, binary, database, expect })
      const form = await readCalendar({ jada, jim, account, expect })
      for (const path of ['/mail-sources', '/calendar-files', '/calendar-files/preview'])
        expect(`nobody hands over ${path}`, (await nobody.ask('POST', path, form())).status === 401)
      const own = await jim.need('POST', '/calendar-files/preview', form())
      expect('somebody else’s calendar counts nothing for the one who hands it over', own.meetings === 0, own)
    } finally {
      await server.stop()
    }
  })
}
