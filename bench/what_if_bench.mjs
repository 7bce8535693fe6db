// What a manager waits for on the board of a large book: the real server, one manager, a plan of many accounts for many reps.
//   make      the plan, from nothing
//   read      the plan as the board reads it, its proof checked again
//   drag      one account to its next best rep, then back: the change, solved again from where the plan stands
//   nothing   the same without a change: what everything but the search takes
//   weight    another weight: every fit and every stability made anew
//
// The answer's size is as it is and as it travels (gzip). "cpu" is the time that the server's process worked, which other work on the
// machine does not change: Linux alone says it, in steps of 10 ms. A drag has a goal for a team and for a large book: it is met when the
// median is below it, by the clock. With --check a missed goal ends in exit code 1.
//
//   node bench/what_if_bench.mjs [--accounts 1000] [--reps 12] [--requests 8] [--binary build/release/src/baton]
//                                [--postgresql CONNINFO] [--check]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { found, hire } from '../test/api/cast.mjs'
import { withDatabase } from '../test/api/database.mjs'
import { startServer } from '../test/api/server.mjs'
import { at } from './real_server.mjs'

const { values } = parseArgs({
  options: {
    binary: { type: 'string', default: 'build/release/src/baton' },
    postgresql: { type: 'string' },
    accounts: { type: 'string', default: '1000' },
    reps: { type: 'string', default: '12' },
    requests: { type: 'string', default: '8' },
    check: { type: 'boolean', default: false },
  },
})
const [accounts, reps, requests] = [values.accounts, values.reps, values.requests].map(Number)
const industries = ['Freight', 'Dairy', 'Cars', 'Clinics', 'Print']
const perCall = 100
// Milliseconds of a drag, by accounts and reps.
const goals = { '11 x 4': 10, '10000 x 200': 100 }
const goal = goals[`${accounts} x ${reps}`]
if (values.check && !goal) throw new Error(`--check: goals are for ${Object.keys(goals).join(' and ')}, not for ${accounts} x ${reps}`)
// Minutes a week of an account: a large book for few reps has small clients, since nobody has more hours than a week.
const mean = Math.min(55, (reps * 10_000 * 0.85) / accounts)

// The same numbers on every run.
let state = 1
const random = (below) => {
  state = (state * 48_271) % 2_147_483_647
  return state % below
}
const accountOf = (i, name) => ({
  name: `${name} ${i}`,
  industry: industries[random(industries.length)],
  revenue_minor: Math.round(100_000 * Math.exp(random(300) / 100)),
  load_minutes: 1 + random(Math.round(2 * mean) - 1),
})

async function addAccounts(client, count, name, owner) {
  for (let from = 0; from < count; from += perCall) {
    const some = Array.from({ length: Math.min(perCall, count - from) }, (_, i) => ({ ...accountOf(from + i, name), ...owner }))
    await client.need('POST', '/accounts/batch', { accounts: some })
  }
}

// Milliseconds that a process has worked so far.
function worked(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const lines = []
function tell(what, times, cpu, text) {
  const numbers = [at(times, 0.5), at(times, 1), at(cpu, 0.5)].map((number) => number.toFixed(0).padStart(9)).join('')
  lines.push(`${what.padEnd(28)}${numbers}${(text.length / 1024).toFixed(0).padStart(9)} kB${(gzipSync(text).length / 1024).toFixed(0).padStart(9)} kB`)
}

// As the board does it: what a change does not name stays.
function merged(lines, { lines: fresh, gone }) {
  const byAccount = new Map(fresh.map((line) => [line.account.id, line]))
  const left = new Set(gone)
  const kept = lines.filter((line) => !left.has(line.account.id)).map((line) => byAccount.get(line.account.id) ?? line)
  const known = new Set(lines.map((line) => line.account.id))
  return [...kept, ...fresh.filter((line) => !known.has(line.account.id))]
}

await withDatabase(values.postgresql ?? null, async (database) => {
  const server = await startServer(values.binary, { database })
  try {
    const { client: ada } = await found(server, server.setupToken(), 'Northwind', 'Ada Admin', 'ada@northwind.example')
    const { client: jim, id } = await hire(server, ada, { name: 'Jim Calder', email: 'jim@northwind.example', role: 'manager' })
    const each = Math.ceil((accounts * mean) / 0.85 / reps) // minutes: the book fills 85% of the team
    for (let i = 0; i < reps; ++i) {
      const rep = await ada.need('POST', '/people', { name: `Rep ${i}`, email: `rep${i}@northwind.example`, manager_id: id, capacity_minutes: Math.min(each + 40, 10_080) })
      await addAccounts(jim, 2, `Own of ${i}`, { owner_id: rep.id, load_minutes: 10 })
    }
    await addAccounts(jim, accounts, 'Client')

    const start = performance.now()
    const idle = worked(server.pid)
    let plan = await jim.need('POST', '/plans', { rules: { keep_below_fit: 0, horizon_weeks: 52 } })
    tell('make', [performance.now() - start], [worked(server.pid) - idle], JSON.stringify(plan))
    console.log(`${plan.lines.length} accounts, ${plan.loads.length} reps, ${plan.unplaced.length} without a place, ${plan.status}, gap ${plan.gap_permille}‰`)

    const during = async (what, ask) => {
      const times = []
      const cpu = []
      let last = ''
      let moved = 0
      let changed = 0
      for (let i = 0; i < requests; ++i) {
        const body = ask?.(i)
        const before = worked(server.pid)
        const began = performance.now()
        const { status, text } = body
          ? await jim.ask('POST', `/plans/${plan.id}/changes`, body, { 'If-Match': `"${plan.version}"` })
          : await jim.ask('GET', `/plans/${plan.id}`)
        times.push(performance.now() - began)
        cpu.push(worked(server.pid) - before)
        if (status !== 200) throw new Error(`${status} ${text.slice(0, 300)}`)
        last = text
        const answer = JSON.parse(text)
        if (body) plan = { ...answer, lines: merged(plan.lines, answer) }
        else plan = answer
        moved += answer.changed_from_last
        changed += answer.lines.length
      }
      tell(what, times, cpu, last)
      return { moved, changed, median: at(times, 0.5) }
    }
    await during('read')
    await during('nothing', () => ({}))
    let dragged = null
    const { moved, changed, median } = await during('drag', (i) => {
      if (i % 2) return { unlock: [dragged] }
      const free = plan.lines.filter((one) => one.next_best && !one.is_locked)
      const line = free[(i * 37) % free.length]
      dragged = line.account.id
      return { assign: [{ account_id: dragged, person_id: line.next_best.person.id }] }
    })
    await during('weight', (i) => ({ rules: { weights: { tie: i % 2 ? 0.25 : 0.3 } } }))
    console.log(`${requests} changes moved ${moved} accounts and touched ${changed} lines\n\n${'ms'.padEnd(28)}   median    worst      cpu   answer     gzip\n${lines.join('\n')}`)
    if (goal) {
      console.log(`\na drag below ${goal} ms: ${median < goal ? 'met' : 'missed'}, ${median.toFixed(1)} ms`)
      if (values.check && median >= goal) process.exitCode = 1
    }
  } finally {
    await server.stop()
  }
})
