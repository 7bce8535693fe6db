// `baton plan --instance` beside other programs on the same instance of the literature, each for the same time:
//   script/bench instance_bench [d20400 e20400 ...] [--seconds 10] [--with highs,cbc] [--binary FILE] [--check]
// HiGHS is the npm package `highs`: compiled to WebAssembly, which is slower than its native build, and on one core. CBC runs
// where Debian's coinor-cbc is installed. Each runs in a process of
// its own; seconds are from outside, with reading the file. A value is the best plan found, a bound what was proven.
// The goals are for 60 s, so they are harder in fewer and not judged in more: beside Baton, how far above the best known; beside HiGHS,
// that Baton's plan is better, or the best known itself. With --check a missed goal ends in exit code 1.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = dirname(fileURLToPath(import.meta.url))
const data = join(here, '../test/data/assignment')
const home = join(here, 'highs')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    with: { type: 'string', default: 'highs,cbc' },
    binary: { type: 'string', default: join(here, '../build/release/src/baton') },
    check: { type: 'boolean', default: false },
    'highs-only': { type: 'boolean', default: false }, // inside: this process is HiGHS
  },
})
const seconds = Number(values.seconds)
if (!(seconds > 0)) throw new Error(`--seconds takes a number above 0, not ${values.seconds}`)

// Agents, jobs, costs agent by agent, loads agent by agent, capacities.
function readInstance(file) {
  const [agents, jobs, ...rest] = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number)
  const table = (from) => Array.from({ length: agents }, (_, r) => rest.slice(from + r * jobs, from + (r + 1) * jobs))
  return { agents, jobs, cost: table(0), load: table(agents * jobs), capacity: rest.slice(2 * agents * jobs) }
}

// In CPLEX LP form, a term a line, since some readers limit the length of lines.
function toLp({ agents, jobs, cost, load, capacity }) {
  const all = (count) => Array.from({ length: count }, (_, i) => i)
  const terms = (list) => list.map(([factor, r, j]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${r}_${j}`).join('\n')
  const pairs = all(agents).flatMap((r) => all(jobs).map((j) => [r, j]))
  return [
    'Minimize\n cost:',
    terms(pairs.map(([r, j]) => [cost[r][j], r, j])),
    'Subject To',
    ...all(jobs).map((j) => ` job${j}:\n${terms(all(agents).map((r) => [1, r, j]))}\n = 1`),
    ...all(agents).map((r) => ` agent${r}:\n${terms(all(jobs).map((j) => [load[r][j], r, j]))}\n <= ${capacity[r]}`),
    'Binary',
    ...pairs.map(([r, j]) => ` x${r}_${j}`),
    'End\n',
  ].join('\n')
}

const number = (text) => (text === undefined || !Number.isFinite(Number(text)) ? null : Number(text))

function ask(command, args) {
  const started = performance.now()
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, timeout: 1000 * (3 * seconds + 120) })
  if (done.error?.code === 'ENOENT') return null
  return { text: done.stdout ?? '', failed: done.status === 0 ? null : (done.stderr || `ended with ${done.status ?? done.signal}`).trim(), took: (performance.now() - started) / 1000 }
}

const programs = {
  baton(file) {
    const run = ask(values.binary, ['plan', '--instance', file, '--seconds', String(seconds), '--json'])
    if (!run || run.failed) throw new Error(`${values.binary}: ${run?.failed ?? 'is not there; build it or name one with --binary'}`)
    const { objective, bound } = JSON.parse(run.text)
    return { value: objective, bound, took: run.took }
  },
  highs(file) {
    if (!existsSync(join(home, 'node_modules'))) {
      const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home, stdio: ['ignore', 2, 2] })
      if (done.status !== 0) throw new Error('npm ci failed in bench/highs')
    }
    const run = ask(process.execPath, [fileURLToPath(import.meta.url), '--highs-only', file, '--seconds', String(seconds)])
    return {
      value: number(run.text.match(/Primal bound\s+(\S+)/)?.[1]),
      bound: number(run.text.match(/Dual bound\s+(\S+)/)?.[1]),
      took: run.took,
      failed: run.failed,
    }
  },
  cbc(file, lp) {
    const run = ask('cbc', [lp, 'seconds', String(seconds), 'timemode', 'elapsed', 'solve'])
    if (!run) return null
    const value = number(run.text.match(/Objective value:\s+(\S+)/)?.[1])
    const isOptimal = /Optimal solution found/.test(run.text)
    return { value, bound: isOptimal ? value : number(run.text.match(/Lower bound:\s+(\S+)/)?.[1]), took: run.took, failed: run.failed }
  },
}

async function beHighs(file) {
  const { default: load } = await import(join(home, 'node_modules/highs/build/highs.mjs'))
  const highs = await load({ print: (line) => console.log(line) })
  highs.solve(toLp(readInstance(file)), { time_limit: seconds, output_flag: true, log_to_console: true })
}

function bestKnown() {
  const rows = readFileSync(join(data, 'best_known.tsv'), 'utf8').trim().split('\n').slice(1)
  return new Map(rows.map((row) => row.split('\t')).map((cells) => [cells[0], Number(cells[5])]))
}

// Per cent above the best known that are allowed.
const goals = { c20400: 0.05, d20400: 0.25, d40400: 0.25, e20400: 0.05 }

// Null where there is no goal.
function isMet(name, program, value, baton, best) {
  if (!(name in goals) || !best || seconds > 60) return null
  if (program === 'baton') return value !== null && (100 * (value - best)) / best <= goals[name]
  if (program === 'highs') return value === null || baton < value || baton === best
  return null
}

function line(cells) {
  const widths = [-10, -20, 10, 12, 9, 9, 6]
  console.log(cells.map((cell, i) => (widths[i] < 0 ? String(cell).padEnd(-widths[i]) : String(cell).padStart(widths[i]))).join('  ').trimEnd())
}

function compare() {
  const names = { baton: 'Baton', highs: 'HiGHS (WebAssembly)', cbc: 'CBC' }
  const chosen = ['baton', ...values.with.split(',').filter(Boolean)]
  for (const name of chosen) if (!programs[name]) throw new Error(`--with takes highs and cbc, not ${name}`)
  const known = bestKnown()
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  console.log(`${seconds} s each; over: how far the value is above the best known`)
  line(['instance', 'program', 'value', 'bound', 'over', 'seconds', 'goal'])
  try {
    for (const name of positionals.length ? positionals : ['c20400', 'd20400', 'd40400', 'e20400']) {
      const file = existsSync(name) ? name : join(data, name)
      const lp = join(folder, 'instance.lp')
      writeFileSync(lp, toLp(readInstance(file)))
      let baton = null
      for (const program of chosen) {
        const found = programs[program](file, lp)
        if (!found) {
          line([basename(file), names[program], 'not installed'])
          continue
        }
        const best = known.get(basename(file))
        const over = best && found.value !== null ? `${((100 * (found.value - best)) / best).toFixed(3)}%` : '-'
        const bound = found.bound === null ? '-' : Math.round(found.bound * 10) / 10
        if (program === 'baton') baton = found.value
        const met = isMet(basename(file), program, found.value, baton, best)
        line([basename(file), names[program], found.value ?? '-', bound, over, found.took.toFixed(1), met === null ? '' : met ? 'met' : 'missed'])
        if (values.check && met === false) process.exitCode = 1
        if (found.failed) console.log(`  ${found.failed.split('\n').at(-1)}`)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (values['highs-only']) await beHighs(positionals[0])
else compare()
