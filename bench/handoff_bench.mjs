// What a manager, a director and a rep wait for while many handoffs are under way: the real server, a manager with four reps,
// and a book of other people's accounts besides, through which a scan would have to go.
//   reads    the lists of handoffs, the board, Today, and all that the page of one handoff asks for, at once as a browser does,
//            with a tenth of the handoffs and with all of them
//   a run    the approval of a plan that starts the other nine tenths in one deed, with a notice to each rep, and a webhook
//            that hears of each of them from the log of changes
//
//   node bench/handoff_bench.mjs [--handoffs 1000] [--accounts 20000] [--requests 40] [--binary build/release/src/baton]
//                                [--postgresql CONNINFO]
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { found, hire } from '../test/api/cast.mjs'
import { withDatabase } from '../test/api/database.mjs'
import { startServer } from '../test/api/server.mjs'
import { at } from './real_server.mjs'

const perCall = 100
const ofPage = ['', '/history', '/introduction', '/moves', '/client-links', '/client-answers', '/meetings', '/sheet']

const { values } = parseArgs({
  options: {
    binary: { type: 'string', default: 'build/release/src/baton' },
    postgresql: { type: 'string' },
    handoffs: { type: 'string', default: '1000' },
    accounts: { type: 'string', default: '20000' },
    requests: { type: 'string', default: '40' },
  },
})
const [handoffs, others, requests] = [values.handoffs, values.accounts, values.requests].map(Number)

const wait = (ms) => new Promise((done) => setTimeout(done, ms))

// How long each call took, in ms, and how many bytes came.
async function time(ask, count) {
  const times = []
  let bytes = 0
  for (let i = 0; i < count + 3; ++i) {
    const start = performance.now()
    bytes = await ask()
    if (i >= 3) times.push(performance.now() - start)
  }
  return { times, bytes }
}

async function read(client, paths) {
  const answers = await Promise.all(paths.map((path) => client.ask('GET', path)))
  for (const [i, { status, text }] of answers.entries()) {
    if (status !== 200) throw new Error(`GET ${paths[i]}: ${status} ${text}`)
  }
  return answers.reduce((sum, { text }) => sum + text.length, 0)
}

async function addAccounts(client, count, name) {
  for (let from = 0; from < count; from += perCall) {
    const some = Array.from({ length: Math.min(perCall, count - from) }, (_, i) => ({
      name: `${name} ${from + i}`,
      industry: ['Freight', 'Dairy', 'Cars'][(from + i) % 3],
      revenue_minor: 100_000 + from + i,
      load_minutes: 2,
    }))
    await client.need('POST', '/accounts/batch', { accounts: some })
  }
}

// The plan is made and approved; how long each took, in ms.
async function approve(manager) {
  const start = performance.now()
  const plan = await manager.need('POST', '/plans', { rules: { keep_below_fit: 0 } })
  const planned = performance.now()
  await manager.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
  return { planning: planned - start, approval: performance.now() - planned }
}

async function measureReads({ jim, dana, rep }) {
  const [handoff] = (await jim.need('GET', '/handoffs?role=mine')).items
  const measured = [
    ['the session, for comparison', jim, ['/session']],
    ['handoffs of the manager', jim, ['/handoffs?role=mine']],
    ['handoffs of all, for the director', dana, ['/handoffs']],
    ['handoffs coming to a rep', rep, ['/handoffs?role=to_me']],
    ['board of the manager', jim, ['/board']],
    ['Today of the manager', jim, ['/today']],
    ['Today of the director', dana, ['/today']],
    [`page of a handoff, ${ofPage.length} reads`, jim, ofPage.map((path) => `/handoffs/${handoff.id}${path}`)],
  ]
  for (const [what, client, paths] of measured) {
    const { times, bytes } = await time(() => read(client, paths), requests)
    const numbers = [0.5, 0.99, 1].map((share) => at(times, share).toFixed(1).padStart(9)).join('')
    console.log(`${what.padEnd(38)}${numbers}${(bytes / 1024).toFixed(0).padStart(9)} kB`)
  }
}

// Counts what a webhook is told of the beginning of handoffs.
async function startReceiver() {
  const heard = new Set()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (JSON.parse(body).type === 'handoff.stage_changed') heard.add(request.headers['webhook-id'])
    response.writeHead(204).end()
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { heard, url: `http://127.0.0.1:${server.address().port}/hook`, close: () => (server.closeAllConnections(), server.close()) }
}

const heads = `${''.padEnd(38)}   median      99%    worst   answers`

await withDatabase(values.postgresql ?? null, async (database) => {
  const receiver = await startReceiver()
  const server = await startServer(values.binary, { database, args: ['--private-hosts', 'all'] })
  try {
    const { client: ada } = await found(server, server.setupToken(), 'Northwind', 'Ada Admin', 'ada@northwind.example')
    const { client: dana, id } = await hire(server, ada, { name: 'Dana Ruiz', email: 'dana@northwind.example', role: 'director' })
    const manager = await hire(server, ada, { name: 'Jim Calder', email: 'jim@northwind.example', role: 'manager', manager_id: id })
    const other = await hire(server, ada, { name: 'Max Orr', email: 'max@northwind.example', role: 'manager', manager_id: id })
    const jim = manager.client
    const reps = []
    for (let i = 0; i < 4; ++i) {
      reps.push(await hire(server, ada, { name: `Rep ${i}`, email: `rep${i}@northwind.example`, manager_id: manager.id, capacity_minutes: 4 * handoffs }))
    }
    const start = performance.now()
    await addAccounts(other.client, others, 'Mill')
    const first = Math.floor(handoffs / 10)
    await addAccounts(jim, first, 'Client')
    console.log(`${others} accounts of another manager beside these, added in ${((performance.now() - start) / 1000).toFixed(0)} s`)
    await approve(jim)
    console.log(`\n${first} handoffs under way, ${requests} times each, in ms\n${heads}`)
    await measureReads({ jim, dana, rep: reps[0].client })

    await addAccounts(jim, handoffs - first, 'Further client')
    await ada.need('POST', '/webhooks', { name: 'CRM', url: receiver.url, is_on: true })
    const { planning, approval } = await approve(jim)
    const approved = performance.now()
    const notices = (await Promise.all(reps.map(({ client }) => client.need('GET', '/notices')))).map(({ items }) => items.length)
    console.log(
      `\n${handoffs - first} handoffs in one run: planned in ${planning.toFixed(0)} ms, approved in ${approval.toFixed(0)} ms; ` +
        `notices of each rep, with the first run's: ${notices.join(', ')}`,
    )
    for (const end = Date.now() + 120_000; receiver.heard.size < handoffs - first && Date.now() < end; ) await wait(50)
    console.log(`the webhook heard of ${receiver.heard.size} of them in ${((performance.now() - approved) / 1000).toFixed(1)} s`)
    console.log(`\n${handoffs} handoffs under way, ${requests} times each, in ms\n${heads}`)
    await measureReads({ jim, dana, rep: reps[0].client })
  } finally {
    await server.stop()
    receiver.close()
  }
})
