// node test/api/run.mjs BATON [--postgresql CONNINFO] [FILE...]: see README.md.
import { readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
const [binary, ...rest] = process.argv.slice(2)
const conninfo = rest[0] === '--postgresql' ? rest.splice(0, 2)[1] : null
const names = rest.length ? rest : readdirSync(here).filter((name) => name.endsWith('.txt')).sort()

let passed = 0
let failed = 0
const report = (name, fault) => {
  if (!fault) return ++passed
  ++failed
  console.log(`FAILED ${name}\n  ${fault}`)
}

await withDatabase(conninfo, async (database) => {
  const server = await startServer(binary, { database, args: ['--demo-sign-in', 'true'] })
  try {
    const { clients, values } = await makeCast(server, binary, database)
    const document = await (await fetch(server.url + '/api/openapi.json')).json()
    const validate = makeValidator(document)
    const kept = JSON.parse(readFileSync(join(here, '../../api/openapi.json'), 'utf8'))
    const isCurrent = JSON.stringify(kept) === JSON.stringify(document)
    report('api/openapi.json', isCurrent ? null : 'it is stale: baton openapi > api/openapi.json')
    for (const name of names) {
      for (const scenario of parseScenarios(readFileSync(join(here, basename(name)), 'utf8'))) {
        const fault = await play(scenario, clients, values, validate).then(() => null, (error) => error.message)
        report(`${basename(name)}: ${scenario.name}`, fault)
      }
    }
    if (!rest.length) {
      await walkRights(document, clients, report)
      await keepPrivate(clients, values, report).catch((error) => report('private: it is played', error.message))
      await keepSealed({ server, binary, database, clients, values, document, report }).catch((error) => report('sealed: it is played', error.stack))
      await reviewLetters(clients, report).catch((error) => report('reviews: they are played', error.message))
      await sendNaughtyStrings(clients.jim, report)
      await importFiles({ server, binary, database, clients, report })
    }
  } finally {
    const code = await server.stop()
    report('the server stops on SIGTERM', code === 0 ? null : `exit code ${code}\n${server.log().slice(-2000)}`)
  }
})
// What needs servers of its own. One that breaks off has failed, and the next one is played.
const alone = { sendMail, resetPasswords, meetThrough, readOwnMail, readOwnFiles, keepAppointments, keepSessions, readCalendars, openClientPages, runAThousand, learnTies, compareDepartures, compareHours, fetchSources, tellWebhooks }
if (!rest.length) {
  for (const [name, part] of Object.entries(alone)) {
    await part(binary, conninfo, report).catch((error) => report(`${name}: it is played`, error.stack))
  }
}
if (!rest.length && !conninfo) {
  await operate(binary, report)
  await sendHostile(binary, report)
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
