// Mail through a real server (exim.mjs): what arrives, what is refused, a server that is down, and a Baton that is killed
// while it sends.
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startExim, whyNoExim } from './exim.mjs'
import { startServer } from './server.mjs'

const MAILS = 30
const KILLS = 4
const SEED = 20_261_124
const FIRST_BREAK = 60_000 // a mail that was put off is tried again after a minute
const LEASE = 30_000 // of a job whose process died

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

// Mulberry32: the same moments each time.
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

async function until(what, milliseconds, look) {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(100)) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`${what}: not after ${milliseconds / 1000} seconds`)
}

const stateOf = (client, id, state, patience = 60_000) =>
  until(`mail ${id} is ${state}`, patience, async () => {
    const mail = await client.need('GET', `/mails/${id}`)
    return mail.state === state ? mail : null
  })

const match = (mail) => ({ 'If-Match': `"${mail.version}"` })
const test = (client) => client.need('POST', '/mail-relay/test')

async function setRelay(client, change) {
  const { version } = await client.need('GET', '/mail-relay')
  return client.need('PATCH', '/mail-relay', change, match({ version }))
}

async function sendOne({ ada, exim, expect }) {
  const waits = await test(ada)
  const relay = { host: '127.0.0.1', port: exim.port, security: 'none', from_email: 'baton@test.example', from_name: 'Baton' }
  await setRelay(ada, relay)
  const sent = await stateOf(ada, waits.id, 'sent')
  expect('what waited for a server is sent once there is one', sent.attempts === 1 && sent.answer.startsWith('250 OK'), sent)
  const [mail] = await exim.settle(1)
  const { headers, body } = mail ?? { headers: {}, body: '' }
  expect('it is from the relay', headers.from === 'Baton <baton@test.example>', headers)
  expect('it is to who asked', headers.to === 'Ada Admin <ada@test.example>' && headers['envelope-to'] === 'ada@test.example', headers)
  expect('bounces come to the relay', headers['return-path'] === '<baton@test.example>', headers)
  expect('it has its subject', headers.subject === 'Baton can send mail', headers)
  expect('it is its own', headers['message-id']?.startsWith(`<${sent.id}.`) && headers['message-id'].endsWith('@test.example>'), headers)
  expect('no machine answers it', headers['auto-submitted'] === 'auto-generated', headers)
  expect('it says what it says', body.includes('Mail from Baton reaches you.'), body)
}

async function sendToNobody({ server, ada, exim, expect }) {
  const { client } = await hire(server, ada, { name: 'Una Unknown', email: 'unknown@client.example', role: 'administrator' })
  const { id } = await test(client)
  const failed = await stateOf(ada, id, 'failed')
  expect('what the server refuses has failed', failed.answer === '550 no such user here' && failed.attempts === 1, failed)
  const again = await ada.need('POST', `/mails/${id}/retry`, undefined, match(failed))
  expect('somebody has it tried again', again.state === 'waiting', again)
  await stateOf(ada, id, 'failed')
  expect('nothing of it arrives', exim.mails().length === 1, exim.mails().length)
}

async function sendWhileDown({ ada, exim, expect }) {
  await exim.stop()
  const first = await test(ada)
  const second = await test(ada)
  for (const mail of [first, second]) {
    await until('it is put off', 60_000, async () => (await ada.need('GET', `/mails/${mail.id}`)).next_at)
  }
  const waiting = await stateOf(ada, first.id, 'waiting')
  expect('a server that is down is waited for', waiting.attempts === 1 && waiting.answer !== '', waiting)
  expect('the relay says how many wait', (await ada.need('GET', '/mail-relay')).waiting === 2)
  await exim.start()
  await ada.need('POST', `/mails/${first.id}/retry`, undefined, match(waiting))
  await stateOf(ada, first.id, 'sent')
  const late = await stateOf(ada, second.id, 'sent', FIRST_BREAK + 60_000)
  expect('it is tried again by itself', late.attempts === 2 && late.repeats === 0, late)
  expect('both arrive once', (await exim.settle(3)).length === 3, exim.mails().length)
}

// SIGKILL at moments of chance, with the mails on their way; then every mail has arrived, and no more copies of it than
// the outbox counts.
async function killWhileSending({ server, restart, ada, exim, expect }) {
  const chance = random(SEED)
  const before = exim.mails().length
  await exim.stop() // so that all are there before the first is given
  const ids = []
  for (let i = 0; i < MAILS; ++i) ids.push((await test(ada)).id)
  await exim.start()
  const { own_domains } = await ada.need('GET', '/mail-relay')
  await setRelay(ada, { own_domains: `${own_domains} ` }) // sends what waits
  for (let kill = 0; kill < KILLS; ++kill) {
    await sleep(50 + 350 * chance())
    await server.kill()
    server = await restart()
    ada.url = server.url
  }
  const mails = await until('all are sent', LEASE + FIRST_BREAK + 120_000, async () => {
    const { items } = await ada.need('GET', '/mails?state=sent&limit=200')
    return ids.every((id) => items.some((mail) => mail.id === id)) ? items : null
  })
  const arrived = new Map()
  for (const { headers } of (await exim.settle(before + MAILS)).filter(({ headers }) => headers['message-id'])) {
    const id = /^<(\d+)\./.exec(headers['message-id'])?.[1]
    arrived.set(id, [...(arrived.get(id) ?? []), headers['message-id']])
  }
  const sent = ids.map((id) => ({ ...mails.find((mail) => mail.id === id), arrivals: arrived.get(id) ?? [] }))
  expect('every mail arrives', sent.every(({ arrivals }) => arrivals.length >= 1), sent.filter(({ arrivals }) => !arrivals.length))
  expect('each has one Message-ID', sent.every(({ arrivals }) => new Set(arrivals).size === 1))
  const uncounted = sent.filter(({ arrivals, repeats }) => arrivals.length - 1 > repeats)
  expect('the outbox counts each repeat', uncounted.length === 0, uncounted)
  const cut = sent.filter(({ repeats }) => repeats > 0).length
  expect('nearly all go once', cut <= 2 * KILLS, cut)
  return server
}

export async function sendMail(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`mail: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown)}`)
  const why = whyNoExim()
  if (why) return report('mail through a real server', why)
  const exim = await startExim()
  try {
    await withDatabase(conninfo, async (database) => {
      let server = await startServer(binary, { database })
      const data = server.folder
      try {
        const { client: ada } = await found(server, server.setupToken(), 'Mail Test', 'Ada Admin', 'ada@test.example')
        const parts = { server, ada, exim, expect, restart: async () => (server = await startServer(binary, { database, data })) }
        await sendOne(parts)
        await sendToNobody(parts)
        await sendWhileDown(parts)
        await killWhileSending(parts)
      } catch (error) {
        report('mail through a real server', `${error.message}\n${server.log().slice(-1500)}\n${exim.log().slice(-1500)}`)
      } finally {
        await server.stop()
      }
    })
  } finally {
    await exim.end()
  }
}
