// Webhooks against a receiver that checks each signature by itself and misbehaves when it is told to: it fails, hangs, sends
// elsewhere, is gone; and a Baton that is killed while it delivers.
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startServer } from './server.mjs'

const MOVES = 60
const SLOW = 40 // milliseconds that the receiver takes while Baton is killed
const KILLS = 3
const LEASE = 30_000 // of a job whose process died
const PATIENCE = 60_000
const HANG = 20_000 // after which a receiver that says nothing is given up for now

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

async function until(what, milliseconds, look) {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(100)) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`${what}: not after ${milliseconds / 1000} seconds`)
}

// Whether a request is signed by this secret, as the standard says it, without any code of Baton.
function isSigned(secret, headers, body) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const mac = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')
  return headers['webhook-signature'].split(' ').includes(`v1,${mac}`)
}

// Answers with what `receiver.answer` gives for a request: { status, headers, text, wait }; null is no answer at all.
async function startReceiver() {
  const receiver = { requests: [], answer: () => ({ status: 204 }) }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const heard = { headers: request.headers, body, event: JSON.parse(body), method: request.method, path: request.url }
    receiver.requests.push(heard)
    const answer = receiver.answer(heard)
    if (!answer) return
    await sleep(answer.wait ?? 0)
    response.writeHead(answer.status, answer.headers ?? {}).end(answer.text ?? '')
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  receiver.url = `http://127.0.0.1:${server.address().port}/hook`
  receiver.close = () => {
    server.closeAllConnections()
    server.close()
  }
  return receiver
}

const match = ({ version }) => ({ 'If-Match': `"${version}"` })
const deliveries = async (client, hook, query = '') => (await client.need('GET', `/webhooks/${hook.id}/deliveries?limit=200${query}`)).items
const last = async (client, hook) => (await deliveries(client, hook))[0]

async function move(client, account, owner_id) {
  const before = await client.need('GET', `/accounts/${account}`)
  return client.need('PATCH', `/accounts/${account}`, { owner_id }, match(before))
}

async function tellOne({ ada, jim, jada, receiver, expect }) {
  const account = (await jim.client.need('POST', '/accounts', { name: 'Larmar Freight' })).id
  const hook = await ada.need('POST', '/webhooks', { name: 'CRM', url: receiver.url, is_on: true })
  expect('the secret is shown', /^whsec_[A-Za-z0-9+/]{43}=$/.test(hook.secret), hook)
  const [listed] = (await ada.need('GET', '/webhooks')).items
  expect('and only once', listed.secret === null && listed.id === hook.id, listed)

  const { id: test } = await ada.need('POST', `/webhooks/${hook.id}/test`)
  await until('a test is delivered', PATIENCE, async () => (await last(ada, hook)).state === 'delivered' && (await last(ada, hook)).id === test)
  await move(jim.client, account, jada.id)
  const told = await until('the receiver is told', PATIENCE, () => receiver.requests.find(({ event }) => event.type === 'account.owner_changed'))
  expect('it is signed', isSigned(hook.secret, told.headers, told.body), told.headers)
  expect('it is no other secret', !isSigned(`whsec_${Buffer.alloc(32).toString('base64')}`, told.headers, told.body))
  expect('it is a POST of JSON', told.method === 'POST' && told.path === '/hook' && told.headers['content-type'] === 'application/json', told)
  expect('it is of now', Math.abs(Number(told.headers['webhook-timestamp']) - Date.now() / 1000) < 60, told.headers)
  const { data } = told.event
  expect('it says who had it and who has it', data.from.name === 'Jim Calder' && data.to.name === 'Jada Ellis' && data.account.name === 'Larmar Freight', data)
  expect('it says why', data.cause.kind === 'hand', data)
  expect('it says no more', Object.keys(data).sort().join() === 'account,at,cause,from,to' && Object.keys(data.to).sort().join() === 'id,name,sources', data)
  const sent = await until('that is noted', PATIENCE, async () => (await deliveries(ada, hook)).find(({ event_id, state }) => event_id === told.headers['webhook-id'] && state === 'delivered'))
  expect('with its status', sent.status === 204 && sent.attempts === 1, sent)
  return { hook, account }
}

async function failTwice({ ada, jim, jada, receiver, expect }, { hook, account }) {
  const before = receiver.requests.length
  receiver.answer = () => ({ status: 500, text: 'no room' })
  await move(jim.client, account, jim.id)
  const once = await until('it fails', PATIENCE, async () => ((await last(ada, hook)).state === 'failed' ? last(ada, hook) : null))
  expect('the answer is kept', once.status === 500 && once.answer === 'no room', once)
  const twice = await until('it is tried again after five seconds, then in five minutes', PATIENCE, async () => {
    const now = await last(ada, hook)
    return new Date(now.next_at) - Date.now() > 200_000 ? now : null
  })
  expect('both attempts count', twice.state === 'failed' && twice.attempts === 2, twice)
  receiver.answer = () => ({ status: 200 })
  await ada.need('POST', `/webhook-deliveries/${twice.id}/retry`)
  await until('somebody has it sent again', PATIENCE, async () => (await last(ada, hook)).state === 'delivered')
  const sent = receiver.requests.slice(before)
  expect('three requests of one id and one body', sent.length === 3 && new Set(sent.map(({ headers, body }) => headers['webhook-id'] + body)).size === 1, sent.length)
  const again = await ada.ask('POST', `/webhook-deliveries/${twice.id}/retry`)
  expect('what is delivered is not sent again', again.status === 409 && again.body.code === 'problem.webhook.not_failed', again.text)
}

async function misbehave({ ada, receiver, expect }, { hook }) {
  const elsewhere = await startReceiver()
  receiver.answer = () => ({ status: 302, headers: { Location: elsewhere.url } })
  await ada.need('POST', `/webhooks/${hook.id}/test`)
  const moved = await until('a redirection is noted', PATIENCE, async () => ((await last(ada, hook)).fault === 'redirected' ? last(ada, hook) : null))
  expect('it failed', moved.state === 'failed' && moved.status === 302, moved)
  expect('it is not followed', elsewhere.requests.length === 0)
  elsewhere.close()

  receiver.answer = () => null
  await ada.need('POST', `/webhooks/${hook.id}/test`)
  const hung = await until('one that hangs is left', HANG + PATIENCE, async () => ((await last(ada, hook)).fault === 'too_slow' ? last(ada, hook) : null))
  expect('it failed so far', hung.state === 'failed' && hung.status === 0, hung)
  receiver.answer = () => ({ status: 204 })
}

// Whoever answers there with a certificate that nobody vouches for is told nothing.
async function impersonate({ ada, expect }, { hook }) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-tls-'))
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name))
  const asked = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = spawnSync('openssl', [...asked, '-keyout', key, '-out', cert], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  let heard = 0
  const impostor = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    ++heard
    response.writeHead(204).end()
  })
  rmSync(folder, { recursive: true })
  await new Promise((done) => impostor.listen(0, '127.0.0.1', done))
  const patch = async (url) => {
    const [now] = (await ada.need('GET', '/webhooks')).items
    await ada.need('PATCH', `/webhooks/${hook.id}`, { url }, match(now))
  }
  const [{ url }] = (await ada.need('GET', '/webhooks')).items
  await patch(`https://127.0.0.1:${impostor.address().port}/`)
  const { id } = await ada.need('POST', `/webhooks/${hook.id}/test`)
  const failed = await until('a certificate is checked', PATIENCE, async () => (await deliveries(ada, hook)).find((one) => one.id === id && one.state === 'failed'))
  expect('nothing is told without one', heard === 0 && failed.fault === 'no_answer' && failed.answer !== '', failed)
  await patch(url)
  await ada.need('POST', `/webhook-deliveries/${id}/retry`)
  impostor.closeAllConnections()
  impostor.close()
}

// Both sign while the old secret is valid.
async function rotate({ ada, receiver, expect }, { hook }) {
  const [now] = (await ada.need('GET', '/webhooks')).items
  const { secret } = await ada.need('POST', `/webhooks/${hook.id}/secret`, { keep_hours: 1 }, match(now))
  const { event_id } = await ada.need('POST', `/webhooks/${hook.id}/test`)
  const { headers, body } = await until('it is sent', PATIENCE, () => receiver.requests.find(({ headers }) => headers['webhook-id'] === event_id))
  expect('by the new secret', isSigned(secret, headers, body), headers)
  expect('and by the old one', isSigned(hook.secret, headers, body), headers)
  const log = JSON.stringify((await ada.need('GET', '/actions')).items)
  expect('no secret is in the log', !log.includes('whsec_') && !log.includes('sealed'), log.slice(0, 300))
}

// SIGKILL while it delivers; then each event has arrived, with one webhook-id, and nearly all once.
async function killWhileDelivering({ server, restart, ada, jim, jada, receiver, expect }, { hook }) {
  const accounts = []
  for (let i = 0; i < MOVES; ++i) accounts.push((await jim.client.need('POST', '/accounts', { name: `Client ${i}` })).id)
  const before = receiver.requests.length
  receiver.answer = () => ({ status: 204, wait: SLOW })
  for (const account of accounts) await move(jim.client, account, jada.id)
  for (let kill = 0; kill < KILLS; ++kill) {
    await sleep(150 + 170 * kill)
    await server.kill()
    server = await restart()
    ada.url = jim.client.url = server.url
  }
  const arrived = () => receiver.requests.slice(before).filter(({ event }) => event.type === 'account.owner_changed')
  await until('all arrive', LEASE + 60_000, () => new Set(arrived().map(({ event }) => event.data.account.id)).size === MOVES)
  await until('all are noted', PATIENCE, async () => (await deliveries(ada, hook)).every(({ state }) => state !== 'waiting'))
  const ids = new Map()
  for (const { headers, event } of arrived()) ids.set(event.data.account.id, (ids.get(event.data.account.id) ?? new Set()).add(headers['webhook-id']))
  expect('each has one webhook-id', [...ids.values()].every((one) => one.size === 1))
  expect('nearly all go once', arrived().length - MOVES <= 5 * KILLS, arrived().length)
  receiver.answer = () => ({ status: 204 })
  return server
}

async function beGone({ ada, receiver, expect }, { hook }) {
  receiver.answer = () => ({ status: 410 })
  await ada.need('POST', `/webhooks/${hook.id}/test`)
  await until('a webhook whose receiver is gone is off', PATIENCE, async () => !(await ada.need('GET', '/webhooks')).items[0].is_on)
  const notices = (await ada.need('GET', '/notices')).items
  expect('an administrator is told', JSON.stringify(notices).includes('says that it is gone for good'), notices)
  const test = await ada.ask('POST', `/webhooks/${hook.id}/test`)
  expect('nothing is sent to it', test.status === 409 && test.body.code === 'problem.webhook.off', test.text)
  receiver.answer = () => ({ status: 204 })
}

// A server that may not: neither by an address nor by a name that leads to one.
async function stayOutside({ ada, receiver, expect }, { hook }) {
  for (const url of [receiver.url, 'http://[::1]/', 'http://169.254.169.254/', 'https://localhost/']) {
    const refused = await ada.ask('POST', '/webhooks', { name: 'Inside', url, is_on: true })
    expect(`${url} is refused`, refused.status === 422 && /^problem\.host\.(private|link)$/.test(refused.body.errors[0].code), refused.text)
  }
  const [now] = (await ada.need('GET', '/webhooks')).items
  await ada.need('PATCH', `/webhooks/${hook.id}`, { url: receiver.url.replace('127.0.0.1', 'ip6-localhost.test.example'), is_on: true }, match(now))
  const before = receiver.requests.length
  await ada.need('POST', `/webhooks/${hook.id}/test`)
  const failed = await until('a name that is none fails', HANG + PATIENCE, async () => ((await last(ada, hook)).state === 'failed' ? last(ada, hook) : null))
  expect('nobody was called', failed.fault === 'no_answer' && receiver.requests.length === before, failed)
}

export async function tellWebhooks(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`webhooks: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown)}`)
  const receiver = await startReceiver()
  await withDatabase(conninfo, async (database) => {
    const start = (data, is_private) => startServer(binary, { database, data, args: ['--private-hosts', is_private ? 'all' : 'none'] })
    let server = await start(null, true)
    const data = server.folder
    try {
      const { client: ada, me } = await found(server, server.setupToken(), 'Webhook Test', 'Ada Admin', 'ada@test.example')
      const jim = await hire(server, ada, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager', manager_id: me.person.id })
      const jada = await hire(server, ada, { name: 'Jada Ellis', email: 'jada@test.example', manager_id: jim.id })
      const parts = { server, ada, jim, jada, receiver, expect, restart: async () => (server = await start(data, true)) }
      const scene = await tellOne(parts)
      await failTwice(parts, scene)
      await misbehave(parts, scene)
      await impersonate(parts, scene)
      await rotate(parts, scene)
      server = await killWhileDelivering(parts, scene)
      await beGone(parts, scene)
      await server.stop({ keep: true })
      server = await start(data, false)
      ada.url = server.url
      await stayOutside(parts, scene)
    } catch (error) {
      report('webhooks', `${error.message}\n${server.log().slice(-1500)}`)
    } finally {
      await server.stop()
      receiver.close()
    }
  })
}
