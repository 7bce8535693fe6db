// How long it takes until one sees what the other did: the real server with the demo, Jim's deeds by the API, Jada's stream of
// events as her browser has it open.
//   each deed   a promise to her moved, a client taken at the door for it, an account changed; from sending the request, and from
//               its answer, to the event of that very deed. Below 0: she heard of it before Jim had his answer.
//   beside      the same with other streams open, of people of the same organization, held by another process
//   a lost line her connection ends, some deeds are done, she comes back with Last-Event-ID: from coming back until she has heard
//               of each of them; and how many never came
//   on screen   her Today in Chromium instead of a bare stream: until the promise's line says what was done. With the 150 ms in
//               which a browser gathers events, and the reading of what changed
// The deeds come at random moments of the server's look at the log.
//
//   node bench/live_bench.mjs [--deeds 100] [--streams 200] [--breaks 30] [--screens 100] [--binary build/release/src/baton]
//                             [--web web/dist]
import { fork } from 'node:child_process'
import { get } from 'node:http'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openBrowser } from '../test/e2e/browser.mjs'
import { at, serve } from './real_server.mjs'

const giveUpAfter = 20_000
const ofABreak = 3 // deeds while nobody listens
const minute = 60_000

const wait = (ms) => new Promise((done) => setTimeout(done, ms))
// The same on every run.
let state = 1
const random = (below) => (state = (state * 48_271) % 2_147_483_647) % below

// An open stream: when each action was heard of, by its id.
class Listener {
  heard = new Map()
  #waiting = new Map()

  open(port, cookie, lastId = null) {
    const headers = { Accept: 'text/event-stream', Cookie: cookie, ...(lastId && { 'Last-Event-ID': lastId }) }
    return new Promise((done, failed) => {
      this.request = get({ host: '127.0.0.1', port, path: '/api/v1/events', headers, agent: false }, (answer) => {
        if (answer.statusCode !== 200) return failed(new Error(`the stream was refused: ${answer.statusCode}`))
        let rest = ''
        answer.setEncoding('utf8')
        answer.on('data', (text) => {
          const now = performance.now()
          const events = (rest + text).split('\n\n')
          rest = events.pop()
          for (const event of events) this.#take(/^id: ?(.+)$/m.exec(event)?.[1], now)
        })
        answer.on('error', () => {})
        done(this)
      })
      this.request.on('error', failed)
    })
  }

  #take(id, now) {
    if (!id) return
    this.lastId = id
    if (!this.heard.has(id)) this.heard.set(id, now)
    this.#waiting.get(id)?.(this.heard.get(id))
  }

  // When it was heard; null: it never came.
  async until(id) {
    if (this.heard.has(id)) return this.heard.get(id)
    return Promise.race([new Promise((done) => this.#waiting.set(id, done)), wait(giveUpAfter).then(() => null)])
  }

  close() {
    this.request.destroy()
  }
}

class Jim {
  constructor(server, cookie) {
    this.server = server
    this.cookie = cookie
  }

  async ask(method, path, body, version) {
    const headers = { Origin: this.server.url, 'X-Baton-CSRF': '1', Cookie: this.cookie, 'Content-Type': 'application/json' }
    if (version !== undefined) headers['If-Match'] = `"${version}"`
    const answer = await fetch(`${this.server.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return { action: answer.headers.get('baton-action'), body: await answer.json() }
  }

  async prepare() {
    const open = (await this.ask('GET', '/promises?state=open')).body.items
    this.promise = open.find((one) => one.rep.name === 'Jada Ellis')
    const accounts = (await this.ask('GET', '/accounts')).body.items
    this.client = accounts.find((one) => one.name === 'Larmar Freight')
    this.due = Date.parse(this.promise.due_at)
    return this
  }

  // Another time each time, a quarter of an hour apart, a day and more ahead.
  #next() {
    this.turn = ((this.turn ?? 0) + 1) % 8
    return new Date(this.due + 24 * 60 * minute + this.turn * 15 * minute).toISOString()
  }

  async move() {
    const { version } = (await this.ask('GET', `/promises/${this.promise.id}`)).body
    return () => this.ask('POST', `/promises/${this.promise.id}/move`, { due_at: this.#next(), cause: 'other' }, version)
  }

  async takeAtTheDoor() {
    return () =>
      this.ask('POST', `/door/${this.client.id}`, { outcome: 'taken', promise_id: this.promise.id, new_due_at: this.#next() })
  }

  async change() {
    const { version } = (await this.ask('GET', `/accounts/${this.client.id}`)).body
    return () => this.ask('PATCH', `/accounts/${this.client.id}`, { city: `Gary ${random(1e6)}` }, version)
  }
}

const row = (what, times) =>
  console.log(what.padEnd(58) + [0.5, 0.95, 1].map((share) => at(times, share).toFixed(0).padStart(8)).join(''))

async function measure(what, jada, prepare, count) {
  const fromSending = []
  const fromAnswer = []
  let lost = 0
  for (let i = 0; i < count; ++i) {
    const deed = await prepare()
    await wait(random(400))
    const sent = performance.now()
    const { action } = await deed()
    const answered = performance.now()
    const heard = await jada.until(action)
    if (heard === null) ++lost
    else {
      fromSending.push(heard - sent)
      fromAnswer.push(heard - answered)
    }
  }
  row(`${what}, from sending`, fromSending)
  row(`${what}, from the answer`, fromAnswer)
  if (lost) console.log(`  ${lost} of ${count} were not heard of within ${giveUpAfter / 1000} s`)
}

async function loseTheLine(server, cookie, jim, count) {
  const back = []
  let lost = 0
  for (let i = 0; i < count; ++i) {
    const before = await new Listener().open(server.port, cookie)
    const { action: first } = await (await jim.change())()
    await before.until(first)
    before.close()
    const missed = []
    for (let k = 0; k < ofABreak; ++k) missed.push((await (await (k % 2 ? jim.move() : jim.change()))()).action)
    const again = performance.now()
    const after = await new Listener().open(server.port, cookie, before.lastId)
    const heard = await Promise.all(missed.map((id) => after.until(id)))
    lost += heard.filter((one) => one === null).length
    back.push(Math.max(...heard.map((one) => (one ?? again + giveUpAfter) - again)))
    after.close()
  }
  row(`back after a lost line, ${ofABreak} deeds behind`, back)
  console.log(`  of ${count * ofABreak} deeds that were missed, ${lost} never came`)
}

// What Jada's screen says of how often the promise was moved, as it changes.
async function openScreen(browser, server, cookie) {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
  const [name, value] = cookie.split('=')
  await context.addCookies([{ name, value, url: server.url }])
  const page = await context.newPage()
  const screen = { said: '' }
  await page.exposeFunction('tellBench', (said) => {
    screen.said = said
    screen.told?.(performance.now())
  })
  await page.addInitScript(() => {
    let last = ''
    const look = () => {
      const said = /Moved (once|twice|\d+ times)/.exec(document.body?.textContent ?? '')?.[0] ?? ''
      if (said && said !== last) window.tellBench((last = said))
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
  })
  await page.goto(server.url)
  for (let tries = 0; !screen.said; ++tries) {
    if (tries > 300) throw new Error('the screen shows no promise that was moved')
    await wait(50)
  }
  return screen
}

async function measureScreen(server, cookie, jim, count) {
  const browser = await openBrowser()
  try {
    const screen = await openScreen(browser, server, cookie)
    await wait(2000) // it listens by then
    const fromSending = []
    const fromAnswer = []
    for (let i = 0; i < count; ++i) {
      const deed = await jim.move()
      await wait(random(400))
      const seen = new Promise((done) => (screen.told = done))
      const sent = performance.now()
      await deed()
      const answered = performance.now()
      const shown = await Promise.race([seen, wait(giveUpAfter).then(() => null)])
      if (shown === null) throw new Error('the screen never showed it')
      fromSending.push(shown - sent)
      fromAnswer.push(shown - answered)
    }
    row('a promise moved, on her screen, from sending', fromSending)
    row('a promise moved, on her screen, from the answer', fromAnswer)
  } finally {
    await browser.close()
  }
}

// The other process: opens the streams, says so, and holds them until it is ended.
async function hold(port, count, cookies) {
  const listeners = []
  for (let i = 0; i < count; ++i) listeners.push(await new Listener().open(port, cookies[i % cookies.length]))
  process.on('message', () => {
    const heard = listeners.map((one) => one.heard.size)
    process.send({ least: Math.min(...heard), most: Math.max(...heard) }, () => process.exit(0))
  })
  process.send('ready')
}

async function main() {
  const { values } = parseArgs({
    options: {
      binary: { type: 'string', default: 'build/release/src/baton' },
      deeds: { type: 'string', default: '100' },
      streams: { type: 'string', default: '200' },
      breaks: { type: 'string', default: '30' },
      screens: { type: 'string', default: '100' },
      web: { type: 'string', default: 'web/dist' },
    },
  })
  const [deeds, streams, breaks, screens] = [values.deeds, values.streams, values.breaks, values.screens].map(Number)
  const server = await serve(values.binary, ['--web', values.web])
  try {
    const cookies = {}
    for (const who of ['jim', 'jada', 'dana', 'admin']) cookies[who] = await server.signIn(who)
    const jim = await new Jim(server, cookies.jim).prepare()
    const jada = await new Listener().open(server.port, cookies.jada)
    const all = async (beside) => {
      await measure(`a promise moved${beside}`, jada, () => jim.move(), deeds)
      await measure(`taken at the door${beside}`, jada, () => jim.takeAtTheDoor(), deeds)
      await measure(`an account changed${beside}`, jada, () => jim.change(), deeds)
    }
    console.log(`${deeds} deeds each, in ms\n${''.padEnd(58)}  median     95%   worst`)
    await all('')
    const load = fork(fileURLToPath(import.meta.url), ['hold', server.port, streams, ...Object.values(cookies)].map(String))
    await new Promise((done, failed) => {
      load.once('message', done)
      load.once('exit', () => failed(new Error('the other streams could not be opened')))
    })
    await all(`, ${streams} others listen`)
    await loseTheLine(server, cookies.jada, jim, breaks)
    const told = new Promise((done) => load.once('message', done))
    load.send('stop')
    const { least, most } = await told
    console.log(`the others heard of ${least} to ${most} deeds each; memory of the server ${server.megabytes().toFixed(0)} MB`)
    jada.close()
    if (screens) await measureScreen(server, cookies.jada, jim, screens)
  } finally {
    await server.stop()
  }
}

if (process.argv[2] === 'hold') {
  const [port, count, ...cookies] = process.argv.slice(3)
  await hold(Number(port), Number(count), cookies)
} else {
  await main()
}
