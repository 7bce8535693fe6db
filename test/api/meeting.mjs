// A meeting through a real mail server (exim.mjs) and into a real calendar (radicale.mjs): what is invited, moved and
// cancelled is what a calendar shows. And answers from a real mailbox (dovecot.mjs).
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { PASSWORD, startDovecot, whyNoDovecot } from './dovecot.mjs'
import { startExim, whyNoExim } from './exim.mjs'
import { startRadicale, whyNoRadicale } from './radicale.mjs'
import { startServer } from './server.mjs'

const BILL = 'bill@client.example'

const match = (row) => ({ 'If-Match': `"${row.version}"` })

// Jim's client on its way to Jada; Jim's own clock is in Berlin, the client's in New York, Jada's in India.
export async function makeTeam(server, relay) {
  const { client: ada } = await found(server, server.setupToken(), 'Meeting Test', 'Ada Admin', 'ada@test.example')
  const { version } = await ada.need('GET', '/mail-relay')
  await ada.need('PATCH', '/mail-relay', { host: '127.0.0.1', security: 'none', from_email: 'baton@test.example', from_name: 'Baton', ...relay }, match({ version }))
  const { client: jim, id } = await hire(server, ada, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager', time_zone: 'Europe/Berlin' })
  const { client: jada } = await hire(server, ada, { name: 'Jada Ellis', email: 'jada@test.example', manager_id: id, time_zone: 'Asia/Kolkata', capacity_minutes: 900 })
  const account = await jim.need('POST', '/accounts', { name: 'Larmar Freight', industry: 'Freight' })
  const bill = await jim.need('POST', `/accounts/${account.id}/contacts`, { name: 'Bill Larmar', email: BILL })
  const plan = await jim.need('POST', '/plans', {})
  await jim.need('POST', `/plans/${plan.id}/approval`, undefined, match(plan))
  const handoff = (await jim.need('GET', '/handoffs')).items[0]
  return { ada, jim, jada, bill, handoff, account }
}

export const invite = ({ jim, handoff, bill }, change = {}) =>
  jim.need('POST', `/handoffs/${handoff.id}/meetings`, { starts_local: '2031-12-02T17:00', time_zone: 'America/New_York', minutes: 45, place: 'Pier 4', note: 'Bring the plans; and time.', contact_ids: [bill.id], ...change })

const decoded = (part) => {
  const [head, ...rest] = part.split('\n\n')
  const text = rest.join('\n\n')
  if (/base64/i.test(head)) return { head, text: Buffer.from(text, 'base64').toString() }
  return { head, text: text.replaceAll('=\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))) }
}

// The parts of a mail by their type.
export function partsOf({ headers, body }) {
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'])[1]
  const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => decoded(part.replace(/^\n/, '')))
  return new Map(parts.map((part) => [/content-type: ([^;\s]+)/i.exec(part.head)[1], part]))
}

export const calendarOf = (mail) => {
  const { text } = partsOf(mail).get('text/calendar')
  const lines = text.replaceAll('\r\n ', '')
  return { text, line: (name) => new RegExp(`^${name}[^:\r\n]*:([^\r\n]*)`, 'm').exec(lines)?.[1] }
}

export async function mailsTo(exim, email, count) {
  for (let tries = 0; tries < 1200; ++tries) {
    const mails = exim.mails().filter(({ headers }) => headers['envelope-to'] === email)
    if (mails.length >= count) return mails.sort((a, b) => (calendarOf(a).line('SEQUENCE') ?? 0) - (calendarOf(b).line('SEQUENCE') ?? 0))
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`${count} mails to ${email}: only ${exim.mails().length} in all`)
}

async function checkInvitation({ exim, expect, meeting }) {
  const [mail] = await mailsTo(exim, BILL, 1)
  const { headers } = mail
  expect('it is in the name of the former owner, through the relay', headers.from === 'Jim Calder via Baton <baton@test.example>' && headers['reply-to'] === 'Jim Calder <jim@test.example>', headers)
  expect('mail programs see the invitation beside the words', headers['content-type'].startsWith('multipart/alternative'), headers)
  const parts = partsOf(mail)
  expect('the calendar part says what it is for', /text\/calendar; charset=utf-8; method=REQUEST/i.test(parts.get('text/calendar').head.replaceAll('\n', ' ').replaceAll(/\s+/g, ' ')), parts.get('text/calendar').head)
  expect('the words are in the zone of who reads them', parts.get('text/plain').text.includes('5:00 PM to 5:45 PM, Eastern Standard Time (America/New_York)'), parts.get('text/plain').text)
  const [jada] = await mailsTo(exim, 'jada@test.example', 1)
  expect('and for the successor in hers', partsOf(jada).get('text/plain').text.includes('Wednesday, December 3, 2031, 3:30 AM to 4:15 AM, India Standard Time'), partsOf(jada).get('text/plain').text)
  const calendar = calendarOf(mail)
  expect('it asks', calendar.line('METHOD') === 'REQUEST' && calendar.line('SEQUENCE') === '0', calendar.text)
  expect('it begins when it was said to', calendar.line('DTSTART') === '20311202T220000Z' && meeting.starts_at === '2031-12-02T22:00:00Z', calendar.text)
  return calendar
}

async function followInCalendar({ team, exim, calendar: first, meeting, radicale, expect }) {
  const uid = first.line('UID')
  const day = () => radicale.between('20311202T000000Z', '20311203T000000Z')
  expect('a calendar server takes it', (await radicale.put(uid, first.text)).status === 201, radicale.log())
  const [event] = await day()
  expect('and finds it at its time', event?.includes(`UID:${uid}`) && event.includes('DTSTART:20311202T220000Z') && event.includes('LOCATION:Pier 4'), event)
  expect('and not at another', (await radicale.between('20311201T000000Z', '20311202T210000Z')).length === 0)

  const moved = await team.jim.need('PATCH', `/meetings/${meeting.id}`, { starts_local: '2031-12-04T09:00' }, match(meeting))
  const [, update] = (await mailsTo(exim, BILL, 2)).map(calendarOf)
  expect('a change is the same meeting with a higher sequence', update.line('METHOD') === 'REQUEST' && update.line('SEQUENCE') === '1' && update.line('UID') === uid, update.text)
  await radicale.put(uid, update.text)
  expect('it replaces the one before', (await day()).length === 0 && (await radicale.between('20311204T000000Z', '20311205T000000Z'))[0].includes('SEQUENCE:1'))

  await team.jim.need('DELETE', `/meetings/${meeting.id}`, undefined, match(moved))
  const cancel = (await mailsTo(exim, BILL, 3)).map(calendarOf)[2]
  expect('a cancellation says so', cancel.line('METHOD') === 'CANCEL' && cancel.line('SEQUENCE') === '2' && cancel.line('UID') === uid, cancel.text)
  await radicale.put(uid, cancel.text)
  const [gone] = await radicale.between('20311204T000000Z', '20311205T000000Z')
  expect('and the calendar shows it as cancelled', gone?.includes('STATUS:CANCELLED') && gone.includes('SEQUENCE:2'), gone)
}

async function saveAsFile({ team, radicale, expect }) {
  const meeting = await invite(team, { starts_local: '2031-12-08T10:00', time_zone: 'Asia/Kolkata' })
  const file = await team.jada.ask('GET', `/meetings/${meeting.id}/invitation.ics`)
  expect('it is a file for calendars too', file.status === 200 && file.headers.get('content-type').startsWith('text/calendar'), file.headers.get('content-type'))
  const put = await radicale.put('file', file.text)
  const events = await radicale.between('20311208T000000Z', '20311209T000000Z')
  expect('which a calendar server takes', put.status === 201 && events.length === 1, [put, events])
}

export const reply = ({ uid, email = BILL, from = email, sequence = 0, partstat = 'ACCEPTED', id = `${partstat}.${sequence}.${from}` }) => `From: Bill Larmar <${from}>
To: answers@test.example
Subject: ${partstat}: Larmar Freight meets Jada Ellis
Message-ID: <${id}>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain

Bill has answered.
--b
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//Calendar//EN
METHOD:REPLY
BEGIN:VEVENT
UID:${uid}
SEQUENCE:${sequence}
DTSTAMP:20261125T080000Z
DTSTART:20311202T220000Z
ORGANIZER:mailto:answers@test.example
ATTENDEE;PARTSTAT=${partstat}:mailto:${email}
END:VEVENT
END:VCALENDAR
--b--
`

export const answer = (to, id, more = '') => `From: Bill Larmar <${BILL}>
To: Jim Calder <jim@test.example>, answers@test.example
Subject: Re: your letter
Message-ID: <${id}>
In-Reply-To: ${to}
${more}
What I think is for Jim alone.
`

export const report = (to) => `From: Mail Delivery System <mailer-daemon@mail.example>
To: baton@test.example
Auto-Submitted: auto-replied
Message-ID: <report@mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="r"

--r
Content-Type: text/plain

It could not be delivered.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Action: failed
Final-Recipient: rfc822;${BILL}
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

--r
Content-Type: message/rfc822

Message-ID: ${to}
Subject: Your contact with us

Dear Bill
--r--
`

export async function until(what, look) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`${what}: never`)
}

// The mailbox as it is after another look.
export async function lookInto(ada) {
  const before = (await ada.need('GET', '/mailbox')).looked_at
  await ada.need('POST', '/mailbox/look')
  return until('a look', async () => {
    const now = await ada.need('GET', '/mailbox')
    return now.looked_at !== before && !now.is_looking ? now : null
  })
}

// Answers, mail that came back, machines, forgeries and rubbish, as they arrive in one mailbox.
async function readAnswers({ team, exim, expect, restart }) {
  const { ada, jim, handoff } = team
  const dovecot = await startDovecot()
  try {
    const look = () => lookInto(ada)
    dovecot.deliver(answer('<nothing@of.ours>', 'old@client.example'))
    const wanted = { host: '127.0.0.1', port: dovecot.port, security: 'none', user_name: 'answers', password: 'a wrong one', address: 'answers@test.example', interval_minutes: 1440 }
    await ada.need('PATCH', '/mailbox', wanted, match({ version: 0 }))
    const failed = await until('the first look', async () => {
      const now = await ada.need('GET', '/mailbox')
      return now.looked_at ? now : null
    })
    expect('a wrong password is told in the words of the server', !failed.is_good && failed.answer.includes('AUTHENTICATIONFAILED'), failed)
    await ada.need('PATCH', '/mailbox', { password: PASSWORD }, match(failed))
    const first = await look()
    expect('what was there before is not read', first.is_good && first.read_count === 0, [first, dovecot.log().slice(-500)])

    const meeting = await invite(team)
    const invitation = calendarOf(await until('the invitation', () => exim.mails().find((mail) => mail.headers['envelope-to'] === BILL && partsOf(mail).get('text/calendar').text.replaceAll('\r\n ', '').includes(`UID:${meeting.id}.`))))
    const uid = invitation.line('UID')
    expect('calendars answer to the mailbox', invitation.line('ORGANIZER') === 'mailto:answers@test.example', invitation.text)
    const saysBill = async () => (await jim.need('GET', `/meetings/${meeting.id}`)).guests[0].participation
    dovecot.deliver(reply({ uid, from: 'mallory@evil.example', partstat: 'DECLINED' }))
    dovecot.deliver(reply({ uid: `1.${uid}`, partstat: 'DECLINED' }))
    const forged = await look()
    expect('nobody answers for somebody else', forged.used_count === 0 && forged.read_count === 2 && (await saysBill()) === 'needs_action', forged)
    dovecot.deliver(reply({ uid }))
    expect('a guest answers by calendar', (await look()).used_count === 1 && (await saysBill()) === 'accepted')

    const letter = await jim.need('POST', `/handoffs/${handoff.id}/letter`, {})
    const sent = await until('the letter', () => exim.mails().find(({ headers }) => headers['message-id']?.startsWith(`<${letter.id}.`)))
    expect('answers are asked to come there, too', sent.headers['reply-to'] === 'Jim Calder <jim@test.example>, answers@test.example', sent.headers)
    const id = sent.headers['message-id']
    dovecot.deliver(answer(id, 'away@client.example', 'Auto-Submitted: auto-replied\n'))
    dovecot.deliver(answer(id, 'answer@client.example'))
    dovecot.deliver(answer(id, 'answer@client.example'))
    await look()
    const { replies } = await jim.need('GET', `/mails/${letter.id}`)
    expect('an answer is seen once, and a machine as one', JSON.stringify(replies.map((one) => one.is_automatic)) === '[true,false]' && replies[1].sender === `Bill Larmar <${BILL}>`, replies)
    const notices = (await jim.need('GET', '/notices')).items.filter(({ text }) => text.startsWith('Bill Larmar answered'))
    expect('whose letter it was is told, of people only', notices.length === 1 && notices[0].link === `/handoff/${handoff.id}`, notices)
    dovecot.deliver(report(id))
    await look()
    const back = await jim.need('GET', `/mails/${letter.id}`)
    expect('what came back is seen', back.state === 'bounced' && back.answer === `${BILL}: 550 no such user`, back)

    // Killed while it reads: it goes on behind the last mail it noted, and nothing is noted twice.
    const read = (await ada.need('GET', '/mailbox')).read_count
    for (let i = 0; i < 60; ++i) dovecot.deliver(answer(i % 4 ? `<${i}@nobody>` : id, `kill${i}@client.example`))
    await ada.need('POST', '/mailbox/look')
    await until('some of it', async () => (await ada.need('GET', '/mailbox')).read_count > read)
    await restart()
    await ada.need('POST', '/mailbox/look')
    const on = await until('the rest', async () => {
      const now = await ada.need('GET', '/mailbox')
      return now.read_count >= read + 60 && !now.is_looking ? now : null
    })
    const noted = (await jim.need('GET', `/mails/${letter.id}`)).replies
    expect('a process that is killed reads on, each mail once', on.read_count === read + 60 && noted.length === 2 + 15, [on, noted.length])

    const mails = exim.mails().length
    dovecot.deliver(answer(id, 'huge@client.example', `X-Much: ${'x'.repeat(900)}\n\n${'y'.repeat(70)}\n`.repeat(2)) + 'z\n'.repeat(3_000_000))
    for (let i = 0; i < 250; ++i) dovecot.deliver(i % 2 ? `From: a@b.example\nMessage-ID: <${i}@b>\nAuto-Submitted: auto-replied\nIn-Reply-To: <${i}@nobody>\n\nA004 OK done\n* SEARCH 9\n` : '\u0000\u00ff'.repeat(200))
    await look()
    const all = await until('all of it', async () => {
      const now = await ada.need('GET', '/mailbox')
      return now.read_count >= 257 + 60 ? now : null
    })
    expect('rubbish is read through', all.is_good, all)
    expect('nothing that comes is answered', exim.mails().length === mails, exim.mails().length - mails)
  } finally {
    await dovecot.end()
  }
}

export async function meetThrough(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`meeting: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown)}`)
  const why = whyNoExim() ?? whyNoRadicale() ?? whyNoDovecot()
  if (why) return report('a meeting through real servers', why)
  const exim = await startExim()
  const radicale = await startRadicale()
  try {
    await withDatabase(conninfo, async (database) => {
      let server = await startServer(binary, { database })
      const data = server.folder
      try {
        const team = await makeTeam(server, { port: exim.port })
        const meeting = await invite(team)
        const calendar = await checkInvitation({ exim, expect, meeting })
        await followInCalendar({ team, exim, calendar, meeting, radicale, expect })
        await saveAsFile({ team, radicale, expect })
        const restart = async () => {
          await server.kill()
          server = await startServer(binary, { database, data })
          for (const client of [team.ada, team.jim, team.jada]) client.url = server.url
        }
        await readAnswers({ team, exim, expect, restart })
      } catch (error) {
        report('a meeting through real servers', `${error.message}\n${server.log().slice(-1500)}\n${exim.log().slice(-1500)}`)
      } finally {
        await server.stop()
      }
    })
  } finally {
    await radicale.end()
    await exim.end()
  }
}
