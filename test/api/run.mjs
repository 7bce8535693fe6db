// node test/api/run.mjs BATON [--postgresql CONNINFO] [--at-once N] [FILE.txt...|PART...]: see README.md.
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { walkRights } from './access.mjs'
import { keepAppointments } from './appointments.mjs'
import { readCalendars } from './calendars.mjs'
import { makeCast } from './cast.mjs'
import { openClientPages } from './client.mjs'
import { withDatabase } from './database.mjs'
import { compareDepartures } from './departure_figures.mjs'
import { compareHours } from './hour_figures.mjs'
import { sendHostile } from './hostile.mjs'
import { importFiles } from './imports.mjs'
import { sendMail } from './mail.mjs'
import { meetThrough } from './meeting.mjs'
import { operate } from './operations.mjs'
import { readOwnFiles } from './own_files.mjs'
import { readOwnMail } from './own_mail.mjs'
import { keepPrivate } from './private.mjs'
import { reviewLetters } from './reviews.mjs'
import { resetPasswords } from './password_reset.mjs'
import { parseScenarios, play } from './scenario.mjs'
import { keepSealed } from './sealed.mjs'
import { keepSessions } from './session_appointments.mjs'
import { startServer } from './server.mjs'
import { sendNaughtyStrings } from './strings.mjs'
import { fetchSources } from './sources.mjs'
import { runAThousand } from './thousand.mjs'
import { learnTies } from './ties.mjs'
import { makeValidator } from './validate.mjs'
import { tellWebhooks } from './webhooks.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { postgresql: { type: 'string' }, 'at-once': { type: 'string' } },
})
const [binary, ...names] = positionals
const conninfo = options.postgresql ?? null
// Parts wait more than they compute.
const atOnce = Number(options['at-once'] ?? availableParallelism() + 1)

let passed = 0
let failed = 0
const report = (name, fault) => {
  if (!fault) return ++passed
  ++failed
  console.log(`FAILED ${name}\n  ${fault}`)
}

// One server for the scenarios of these files and then, of `more`, for what is played with their people.
async function playOnOneServer(files, more) {
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database, args: ['--demo-sign-in', 'true'] })
    try {
      const { clients, values } = await makeCast(server, binary, database)
      const document = await (await fetch(server.url + '/api/openapi.json')).json()
      const validate = makeValidator(document)
      const kept = JSON.parse(readFileSync(join(here, '../../api/openapi.json'), 'utf8'))
      const isCurrent = JSON.stringify(kept) === JSON.stringify(document)
      report('api/openapi.json', isCurrent ? null : 'it is stale: baton openapi > api/openapi.json')
      for (const name of files) {
        for (const scenario of parseScenarios(readFileSync(join(here, basename(name)), 'utf8'))) {
          const fault = await play(scenario, clients, values, validate).then(() => null, (error) => error.message)
          report(`${basename(name)}: ${scenario.name}`, fault)
        }
      }
      await more({ server, binary, database, clients, values, document, report })
    } finally {
      const code = await server.stop()
      report('the server stops on SIGTERM', code === 0 ? null : `exit code ${code}\n${server.log().slice(-2000)}`)
    }
  })
}

async function playAll() {
  const files = readdirSync(here).filter((name) => name.endsWith('.txt')).sort()
  await playOnOneServer(files, async (stage) => {
    const { clients, values, document } = stage
    await walkRights(document, clients, report)
    await keepPrivate(clients, values, report).catch((error) => report('private: it is played', error.message))
    await keepSealed(stage).catch((error) => report('sealed: it is played', error.stack))
    await reviewLetters(clients, report).catch((error) => report('reviews: they are played', error.message))
    await sendNaughtyStrings(clients.jim, report)
    await importFiles(stage)
  })
}

// What is played with servers of its own, by name; the longest first.
const parts = {
  shared: playAll,
  mail: sendMail,
  webhooks: tellWebhooks,
  sources: fetchSources,
  calendars: readCalendars,
  own_mail: readOwnMail,
  meeting: meetThrough,
  thousand: runAThousand,
  session_appointments: keepSessions,
  departure_figures: compareDepartures,
  ties: learnTies,
  client: openClientPages,
  hour_figures: compareHours,
  password_reset: resetPasswords,
  own_files: readOwnFiles,
  appointments: keepAppointments,
}
const onSqliteAlone = {
  hostile: (binary, _, report) => sendHostile(binary, report),
  operations: (binary, _, report) => operate(binary, report),
}

// A process each, since one that runs a command waits for it. One that breaks off has failed, and the others are played.
async function playApart(name) {
  const database = conninfo ? ['--postgresql', conninfo] : []
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), binary, ...database, name])
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes))
  const start = performance.now()
  await new Promise((done) => child.on('close', done))
  children.delete(child)
  const counted = /^(\d+) passed, (\d+) failed\n$/m.exec(said)
  console.log(`${said.slice(0, counted?.index)}${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`)
  if (!counted) return report(name, 'it ended without a count')
  passed += Number(counted[1])
  failed += Number(counted[2])
}

const children = new Set()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
    process.exit(1)
  })
}

const known = { ...parts, ...onSqliteAlone }
const files = names.filter((name) => name.endsWith('.txt'))
if (files.length) await playOnOneServer(files, () => undefined)
const named = names.filter((name) => !name.endsWith('.txt'))
for (const name of named) {
  if (!known[name]) report(name, `it is none of ${Object.keys(known).join(', ')}`)
  else await known[name](binary, conninfo, report).catch((error) => report(`${name}: it is played`, error.stack))
}
if (!names.length) {
  const waiting = Object.keys(conninfo ? parts : known)
  const playOn = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) await playApart(name)
  }
  await Promise.all(Array.from({ length: atOnce }, playOn))
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
