// A forgotten password, through a real mail server (exim.mjs): who asks learns nothing, the link comes to the person and is
// nowhere else, opens once, and ends what was open before.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startExim, whyNoExim } from './exim.mjs'
import { unzip } from './sealed.mjs'
import { Client, run, startServer } from './server.mjs'

const FIRST = 'correct horse battery staple'
const SECOND = 'an entirely new password'
const JIM = { name: 'Jim Calder', email: 'jim@test.example', role: 'manager' }
const PATIENCE = 60_000

// The link of a mail; null when there is none in it. Its text comes quoted-printable when it has other than English letters.
export function linkIn({ body }) {
  return /https?:\/\/\S+\/join\/[\w-]{43}/.exec(body.replaceAll(/=\n/g, ''))?.[0] ?? null
}

const tokenOf = (link) => link.split('/').pop()
const acceptance = (password) => ({ name: '', email: '', password })
// What a client could tell two answers apart by. A request has a number of its own, and an answer its moment.
const shown = (answer) =>
  JSON.stringify([answer.status, answer.text, [...answer.headers].filter(([name]) => !['x-request-id', 'date'].includes(name))])

async function until(what, look) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`${what}: not after ${PATIENCE / 1000} seconds`)
}

const linkMails = (exim) => exim.mails().filter((mail) => linkIn(mail) && mail.headers['envelope-to'] === JIM.email)
const nthMail = async (exim, count) => {
  await until(`mail ${count} with a link`, () => linkMails(exim).length >= count)
  return linkMails(exim)
}

async function withoutServer({ server, ada, expect }) {
  const stranger = new Client(server.url)
  expect('without a mail server nothing is offered', (await stranger.need('GET', '/password-reset')).by_mail === false)
  const known = await stranger.ask('POST', '/password-reset', { email: JIM.email })
  const unknown = await stranger.ask('POST', '/password-reset', { email: 'nobody@test.example' })
  expect('it says so of every address', known.status === 409 && known.body.code === 'problem.password.no_mail' && known.body.code === unknown.body.code, known.text)
  const { items } = await ada.need('GET', '/people')
  const person = items.find(({ name }) => name === JIM.name)
  const started = await ada.ask('POST', `/people/${person.id}/password-reset`)
  expect('an administrator is told as well', started.status === 409 && started.body.code === 'problem.password.no_mail', started.text)
  return person
}

async function setRelay(ada, exim) {
  const { version } = await ada.need('GET', '/mail-relay')
  const relay = { host: '127.0.0.1', port: exim.port, security: 'none', from_email: 'baton@test.example', from_name: 'Baton' }
  await ada.need('PATCH', '/mail-relay', relay, { 'If-Match': `"${version}"` })
}

async function ask({ server, exim, expect, left }) {
  const stranger = new Client(server.url)
  expect('with one it is offered', (await stranger.need('GET', '/password-reset')).by_mail === true)
  const answers = []
  for (const email of [JIM.email, 'nobody@test.example', 'invited@test.example', left]) {
    answers.push(shown(await stranger.ask('POST', '/password-reset', { email })))
  }
  expect('known, unknown, only invited and gone get the same bytes', new Set(answers).size === 1 && answers[0].startsWith('[204,""'), answers)
  expect('what is no address is said', (await stranger.ask('POST', '/password-reset', { email: 'nobody' })).status === 422)
  expect('a page of somebody else cannot ask', (await stranger.ask('POST', '/password-reset', { email: JIM.email }, { Origin: 'https://evil.example' })).status === 403)
  const [mail] = await nthMail(exim, 1)
  expect('one mail, to the person alone', exim.mails().length === 1 && mail.headers['envelope-to'] === JIM.email, exim.mails().map(({ headers }) => headers))
  expect('no machine answers it', mail.headers['auto-submitted'] === 'auto-generated', mail.headers)
  return linkIn(mail)
}

// Where an administrator could look, and the machine's log.
async function lookFor(token, { server, ada, expect, document }) {
  const reads = ['/mails?limit=200', '/actions', '/actions.csv', '/jobs', '/health', `/search?q=${token}`, `/people?q=${token}`]
  const { items } = await ada.need('GET', '/mails')
  for (const { id } of items) reads.push(`/mails/${id}`, `/mails/${id}/content`)
  for (const { id } of (await ada.need('GET', '/actions')).items) reads.push(`/actions/${id}`)
  for (const [route, operations] of Object.entries(document.paths)) {
    const isRead = operations.get && route.startsWith('/api/v1/') && !route.includes('{') && operations.get.operationId !== 'listen'
    if (isRead) reads.push(route.replace('/api/v1', ''))
  }
  const leaks = []
  for (const path of reads) if ((await ada.ask('GET', path)).text.includes(token) && !path.includes(token)) leaks.push(path)
  expect('the link is at no address of an administrator', leaks.length === 0, leaks)
  const { text } = await ada.ask('GET', '/mails')
  expect('the outbox names the mail and not the address', text.includes('password_link') && !text.includes(JIM.email), text)
  const log = (await ada.ask('GET', '/actions')).text
  expect('the log has the deed, and not the address', log.includes('password.send') && !log.includes(JIM.email), log.slice(0, 500))
  expect('nor is it in the log of the server', !server.log().includes(token) && !server.log().includes(JIM.email))
}

// The database as it lies there, and everything that is exported.
function lookInFiles(token, { server, binary, database, expect }) {
  const where = ['--data', server.folder, ...(database ? ['--database', database] : [])]
  const file = join(server.folder, 'everything.zip')
  run(binary, ['export', ...where, file])
  const exported = Object.values(unzip(readFileSync(file))).join()
  expect('it is not in the export', exported.includes(JIM.name) && !exported.includes(token), exported.length)
  if (database) return
  const kept = readdirSync(server.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const holding = kept.filter((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name)).includes(token))
  expect('it is in no file of the data folder, the database included', kept.length > 2 && holding.length === 0, holding.map(({ name }) => name))
}

async function use(link, { server, jim, exim, expect }) {
  const token = tokenOf(link)
  const fresh = new Client(server.url)
  const seen = await fresh.need('GET', `/invitations/${token}`)
  expect('the link says what it is for', seen.kind === 'reset' && seen.name === JIM.name, seen)
  const short = await fresh.ask('POST', `/invitations/${token}/acceptance`, acceptance('short'))
  expect('the rules for passwords hold', short.status === 422 && short.body.errors[0].code === 'problem.password.short', short.text)
  const set = await fresh.ask('POST', `/invitations/${token}/acceptance`, acceptance(SECOND))
  expect('it sets a new one', set.status === 201 && set.body.person.name === JIM.name, set.text)
  const again = await new Client(server.url).ask('POST', `/invitations/${token}/acceptance`, acceptance('yet another password'))
  expect('it does so once', again.status === 404 && again.body.code === 'problem.invitation.over', again.text)
  expect('other sessions are over', (await jim.ask('GET', '/session')).status === 401)
  expect('the new one goes on', (await fresh.ask('GET', '/session')).status === 200)
  const signIn = (password) => new Client(server.url).ask('POST', '/session', { email: JIM.email, password })
  expect('the old password no longer works', (await signIn(FIRST)).status === 401)
  expect('the new one does', (await signIn(SECOND)).status === 201)
  const told = await until('the person is told', () => exim.mails().find(({ headers }) => headers.subject === 'Your password for Baton was changed'))
  expect('by a mail with what to do and no link', told.body.includes('Not you?') && !linkIn(told) && told.headers['envelope-to'] === JIM.email, told.body)
}

// A link that the address ends, and one that the administrator starts.
async function start(person, { server, ada, exim, expect }) {
  const sent = await ada.ask('POST', `/people/${person.id}/password-reset`)
  expect('an administrator starts the mail and gets nothing', sent.status === 204 && sent.text === '', sent.text)
  const links = (await nthMail(exim, 2)).map((mail) => tokenOf(linkIn(mail)))
  const open = []
  for (const token of links) if ((await new Client(server.url).ask('GET', `/invitations/${token}`)).status === 200) open.push(token)
  expect('it comes to the person', open.length === 1, open)
  const now = await ada.need('GET', `/people/${person.id}`)
  await ada.need('PATCH', `/people/${person.id}`, { email: 'ada.too@test.example' }, { 'If-Match': `"${now.version}"` })
  const over = await new Client(server.url).ask('POST', `/invitations/${open[0]}/acceptance`, acceptance('a third new password'))
  expect('another address of the person ends it', over.status === 404, over.text)
  const undone = await ada.ask('POST', `/actions/${sent.headers.get('Baton-Action')}/undo`)
  expect('there is nothing to take back', undone.body?.code === 'problem.password.no_undo', undone.text)
}

// The second request of an address may be heard, the third comes within half a minute.
async function askOften({ server, expect }) {
  for (const email of ['ada@test.example', 'nobody.else@test.example']) {
    const states = []
    for (let tries = 0; tries < 3; ++tries) states.push((await new Client(server.url).ask('POST', '/password-reset', { email })).status)
    expect(`asking again and again waits: ${email}`, states[0] === 204 && states.at(-1) === 429, states)
  }
}

export async function resetPasswords(binary, conninfo, report) {
  const expect = (name, holds, told = '') => report(`password reset: ${name}`, holds ? null : `it does not hold ${JSON.stringify(told)}`)
  const why = whyNoExim()
  if (why) return report('password reset by a real mail server', why)
  const exim = await startExim()
  try {
    await withDatabase(conninfo, async (database) => {
      const server = await startServer(binary, { database, args: ['--private-hosts', 'mail'] })
      try {
        const { client: ada } = await found(server, server.setupToken(), 'Reset Test', 'Ada Admin', 'ada@test.example')
        const { client: jim } = await hire(server, ada, JIM)
        const left = { name: 'Una Gone', email: 'una@test.example' }
        await ada.need('POST', '/people', { name: 'Ines Invited', email: 'invited@test.example' })
        await ada.need('DELETE', `/people/${(await hire(server, ada, left)).id}`)
        const document = await (await fetch(server.url + '/api/openapi.json')).json()
        const parts = { server, binary, database, ada, jim, exim, expect, document, left: left.email }
        const person = await withoutServer(parts)
        await setRelay(ada, exim)
        const link = await ask(parts)
        await lookFor(tokenOf(link), parts)
        lookInFiles(tokenOf(link), parts)
        await use(link, parts)
        await start(person, parts)
        await askOften(parts)
      } finally {
        await server.stop()
      }
    })
  } finally {
    await exim.end()
  }
}
