// Somebody's own mailbox on a real server (dovecot.mjs), and what Baton says to it, listened to on the way.
import { createServer, connect } from 'node:net'
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { PASSWORD, startDovecot, whyNoDovecot } from './dovecot.mjs'
import { startServer } from './server.mjs'

const PATH = '/me/mailbox'
const BEA = 'bea@larmar.example'
const JADA = 'jada@test.example'
const MARKER = 'nobody-may-read-this'

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))
async function until(what, look, milliseconds = 90_000) {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(100)) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`${what}: not after ${milliseconds / 1000} seconds`)
}

// Passes everything on, and keeps what both sides said.
async function listenIn(port) {
  const said = { client: '', server: '' }
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    client.on('data', (bytes) => ((said.client += bytes), upstream.write(bytes)))
    upstream.on('data', (bytes) => ((said.server += bytes), client.write(bytes)))
    for (const one of [client, upstream]) one.on('error', () => {}).on('close', () => (client.destroy(), upstream.destroy()))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { said, port: server.address().port, end: () => server.close() }
}

const mail = (number, from, to, more = '') =>
  `Message-ID: <${number}@client.example>\nDate: ${new Date(Date.now() - number * 3_600_000).toUTCString()}\nFrom: ${from}\nTo: ${to}\nSubject: ${MARKER} ${number}\n${more}\n${MARKER} in the text\n`
const match = ({ version }) => ({ 'If-Match': `"${version}"` })
const stateOf = (client) => client.need('GET', PATH)
const settled = (client, state) =>
  until(`the mailbox is ${state}`, async () => {
    const now = await stateOf(client)
    return now.state === state && !now.is_running ? now : null
  })
const sourceOf = async (client, mailbox) => (await client.need('GET', '/mail-sources')).items.find(({ id }) => id === mailbox.source_id)

async function readAgain(client) {
  await sleep(5_100) // the pause between two readings that are asked for
  const before = await stateOf(client)
  await client.need('POST', `${PATH}/read`)
  return until('it is read', async () => {
    const now = await stateOf(client)
    return now.read_at !== before.read_at && !now.is_running ? now : null
  })
}

async function live({ ada, jim, jada, dovecot, wire, expect }) {
  const wanted = { host: '127.0.0.1', port: wire.port, security: 'none', user_name: 'jada', password: 'a wrong one', days: 30 }
  await jada.need('POST', PATH, wanted)
  const refused = await settled(jada, 'refused')
  expect('a wrong password is told in words', refused.problem.includes('AUTHENTICATIONFAILED') && refused.problem.includes('app password'), refused)
  await jada.need('PATCH', PATH, { password: PASSWORD }, match(refused))
  const waiting = await settled(jada, 'waiting')
  expect('the inbox and what was sent are read', JSON.stringify(waiting.folders.filter((one) => one.is_read).map((one) => one.kind)) === '["inbox","sent"]', waiting.folders)
  const source = await sourceOf(jada, waiting)
  const preview = await jada.need('GET', `/mail-sources/${source.id}/preview`)
  expect('its owner sees what would be kept and what left out', preview.tally.kept === 3 && preview.contacts === 1 && preview.tally.left_out.some(({ reason, mails }) => reason === 'list' && mails === 1), preview)

  const text = JSON.stringify([refused, waiting, source, preview])
  expect('the password is never said', !text.includes(PASSWORD))
  for (const [name, other] of [['an administrator', ada], ['the manager', jim]]) {
    const seen = await other.need('GET', PATH)
    const { status } = await other.ask('GET', `/mail-sources/${source.id}`)
    const gone = await other.ask('DELETE', PATH, undefined, match(waiting))
    expect(`${name} does not see it`, seen.version === 0 && status === 404 && gone.status === 404, [seen, status, gone.status])
  }

  await jada.need('POST', `/mail-sources/${source.id}/keep`)
  const kept = await settled(jada, 'kept')
  expect('what was seen is kept', (await sourceOf(jada, kept)).tally.kept === 3, await sourceOf(jada, kept))

  wire.said.client = wire.said.server = ''
  dovecot.deliver(mail(7, BEA, JADA))
  await readAgain(jada)
  const fetches = wire.said.client.match(/UID FETCH (\S+)/g) ?? []
  expect('only what is new is fetched', fetches.length === 1 && (await sourceOf(jada, kept)).tally.kept === 4, [fetches, await sourceOf(jada, kept)])

  dovecot.renumber()
  wire.said.client = ''
  await readAgain(jada)
  const again = await sourceOf(jada, kept)
  expect('a mailbox that was made anew is read again and kept once', /UID FETCH 1:/.test(wire.said.client) && again.tally.kept === 4, [wire.said.client, again.tally])

  const stopped = await jada.need('POST', `${PATH}/stop`)
  expect('it stops, and what was kept stays', !stopped.is_on && (await sourceOf(jada, kept)).tally.kept === 4, stopped)
  await jada.need('POST', `${PATH}/resume`)
  const on = await until('it goes on', async () => {
    const now = await stateOf(jada)
    return now.is_on && !now.is_running ? now : null
  })
  await jada.need('DELETE', PATH, undefined, match(on))
  const gone = await stateOf(jada)
  expect('it is deleted with what was kept', gone.version === 0 && (await jada.need('GET', '/mail-sources')).items.length === 0, gone)
}

export async function readOwnMail(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`own mail: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown)}`)
  const why = whyNoDovecot()
  if (why) return report('an own mailbox on a real server', why)
  const dovecot = await startDovecot()
  const wire = await listenIn(dovecot.port)
  try {
    await withDatabase(conninfo, async (database) => {
      const server = await startServer(binary, { database, args: ['--private-hosts', 'all'] })
      try {
        const { client: ada } = await found(server, server.setupToken(), 'Own Mail Test', 'Ada Admin', 'ada@test.example')
        const { client: jim, id: jim_id } = await hire(server, ada, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager' })
        const { client: jada, id: jada_id } = await hire(server, ada, { name: 'Jada Ellis', email: JADA, manager_id: jim_id })
        const account = await jim.need('POST', '/accounts', { name: 'Larmar Freight', owner_id: jada_id })
        await jim.need('POST', `/accounts/${account.id}/contacts`, { name: 'Bea Larmar', email: BEA })
        for (const one of [mail(1, BEA, JADA), mail(2, BEA, JADA), mail(3, 'news@shop.example', JADA, 'List-Id: <news.shop.example>\n')]) dovecot.deliver(one)
        dovecot.deliver(mail(4, JADA, BEA), 'Sent')
        const flags = dovecot.names()
        await live({ ada, jim, jada, dovecot, wire, expect })
        expect('nothing is marked as read', JSON.stringify(dovecot.names().slice(0, flags.length)) === JSON.stringify(flags), [flags, dovecot.names()])
        expect('the server says no subject and no text', !wire.said.server.includes(MARKER) && !wire.said.server.includes(Buffer.from(MARKER).toString('base64')))
        expect('nothing is written there', !/\b(SELECT|STORE|APPEND|COPY|MOVE|EXPUNGE|CREATE|DELETE|RENAME)\b/.test(wire.said.client), wire.said.client.slice(0, 2_000))
      } catch (error) {
        report('an own mailbox on a real server', `${error.message}\n${server.log().slice(-1500)}\n${dovecot.log().slice(-1500)}`)
      } finally {
        await server.stop()
      }
    })
  } finally {
    wire.end()
    await dovecot.end()
  }
}
