// How the gap of plans falls with time, as a picture, and how time and memory grow with size:
//   script/bench quality_bench [--seconds 20] [--highs-seconds 40] [--out docs/images/planner.svg] [--programs build/release/bench]
// Books of 1,000 to 1,000,000 accounts, one after the other, each in a process of its own (bench/quality_points.cc). HiGHS, as the npm package
// `highs` compiled to WebAssembly, gets the two smaller ones as bench/assign_lp.cc writes them. Seconds are those of one core, for both: what
// else runs on the machine counts little. Prints the table, draws the picture.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync, mkdtempSync, rmSync, openSync, closeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = dirname(fileURLToPath(import.meta.url))
const home = join(here, 'highs')
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    'highs-seconds': { type: 'string', default: '40' },
    out: { type: 'string', default: join(here, '../docs/images/planner.svg') },
    programs: { type: 'string', default: join(here, '../build/release/bench') },
    'highs-only': { type: 'string' }, // inside: this process is HiGHS, on that file
  },
})

const books = [
  { accounts: 1_000, reps: 20, colour: '#b45309' },
  { accounts: 10_000, reps: 200, colour: '#047857' },
  { accounts: 100_000, reps: 2_000, colour: '#1d4ed8' },
  { accounts: 1_000_000, reps: 10_000, colour: '#7e22ce' },
]
const largestForHighs = 10_000
const goals = [0.1, 0.02] // percent; the table says when each was reached
const nameOf = ({ accounts, reps }) => `${accounts.toLocaleString('en')} x ${reps.toLocaleString('en')}`

function measure(book) {
  const { status, stdout, stderr } = spawnSync(join(values.programs, 'quality_points'), [book.accounts, book.reps, values.seconds].map(String), { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`quality_points ended with ${status}: ${stderr}`)
  const rows = stdout.trim().split('\n').map((line) => line.split('\t').map(Number))
  return { points: rows.map(([time, gap]) => ({ time, gap })), megabytes: rows.at(-1)[2] }
}

// The points of HiGHS's own log, and the processor's seconds beside each.
function askHighs(book, folder) {
  if (!existsSync(join(home, 'node_modules'))) {
    const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home, stdio: ['ignore', 2, 2] })
    if (done.status !== 0) throw new Error('npm ci failed in bench/highs')
  }
  const file = join(folder, 'book.lp')
  const out = openSync(file, 'w')
  spawnSync(join(values.programs, 'assign_lp'), [book.accounts, book.reps, 1, 20].map(String), { stdio: ['ignore', out, 2] })
  closeSync(out)
  const seconds = Number(values['highs-seconds'])
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--highs-only', file, '--highs-seconds', String(seconds)], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 1000 * (3 * seconds + 120) })
  const rows = [...(run.stdout ?? '').matchAll(/([\d.]+)%(?:\s+\d+)+\s+[\d.]+s at ([\d.]+)$/gm)]
  return rows.map(([, gap, time]) => ({ time: Math.max(Number(time), 0.01), gap: Number(gap) }))
}

async function beHighs(file) {
  const { default: load } = await import(join(home, 'node_modules/highs/build/highs.mjs'))
  const start = process.cpuUsage().user
  const highs = await load({ print: (line) => console.log(`${line.trimEnd()} at ${((process.cpuUsage().user - start) / 1e6).toFixed(2)}`) })
  highs.solve(readFileSync(file, 'utf8'), { time_limit: 1.5 * Number(values['highs-seconds']), output_flag: true, log_to_console: true })
}

const reached = (points, goal) => points.find((point) => point.gap <= goal)?.time
const text = (seconds) => (seconds === undefined ? '-' : `${seconds < 10 ? seconds.toPrecision(2) : Math.round(seconds)} s`)

// Time from left to right and gap from bottom to top, both by powers of ten.
const frame = { left: 100, right: 700, top: 24, bottom: 372, from: 0.01, to: 100, least: 0.001, most: 100 }
const part = (value, from, to) => Math.log(Math.min(Math.max(value, from), to) / from) / Math.log(to / from)
const x = (time) => frame.left + part(time, frame.from, frame.to) * (frame.right - frame.left)
const y = (gap) => frame.bottom - part(gap, frame.least, frame.most) * (frame.bottom - frame.top)

// Steps: what holds, holds until something better comes.
function pathOf(points) {
  let path = `M${x(points[0].time).toFixed(1)} ${y(points[0].gap).toFixed(1)}`
  for (const { time, gap } of points.slice(1)) path += `H${x(time).toFixed(1)}V${y(gap).toFixed(1)}`
  return path
}

function draw(lines) {
  const grid = []
  for (let time = frame.from; time <= frame.to; time *= 10)
    grid.push(`<path class="grid" d="M${x(time)} ${frame.top}V${frame.bottom}"/><text x="${x(time)}" y="${frame.bottom + 18}" text-anchor="middle">${Number(time.toPrecision(1))} s</text>`)
  for (let gap = frame.least; gap <= frame.most * 1.01; gap *= 10)
    grid.push(`<path class="grid" d="M${frame.left} ${y(gap)}H${frame.right}"/><text x="${frame.left - 8}" y="${y(gap) + 4}" text-anchor="end">${gap === frame.least ? '≤ ' : ''}${Number(gap.toPrecision(1))}%</text>`)
  // Names beside where the lines end, moved apart where those are close.
  const labels = lines.map((line) => ({ ...line, at: y(line.points.at(-1).gap) })).sort((a, b) => a.at - b.at)
  labels.forEach((label, i) => (label.at = i === 0 ? label.at : Math.max(label.at, labels[i - 1].at + 17)))
  const drawn = labels.map(
    ({ name, colour, dash, points, at }) =>
      `<path class="line" stroke="${colour}"${dash ? ' stroke-dasharray="5 4"' : ''} d="${pathOf(points)}"/>` +
      `<circle cx="${x(points.at(-1).time).toFixed(1)}" cy="${y(points.at(-1).gap).toFixed(1)}" r="3" fill="${colour}"/>` +
      `<text x="${frame.right + 10}" y="${(at + 4).toFixed(1)}" fill="${colour}">${name}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 420" font-family="sans-serif" font-size="13">
<title>How far plans of four sizes are from proven best, by seconds</title>
<style>.grid{stroke:#e2e2df;fill:none}.line{fill:none;stroke-width:2}text{fill:#44443f}</style>
<rect width="900" height="420" fill="#ffffff"/>
${grid.join('\n')}
${drawn.map((one) => one.replace(/<text (.*?) fill="(.*?)">/, '<text $1 style="fill:$2">')).join('\n')}
<text x="${(frame.left + frame.right) / 2}" y="412" text-anchor="middle">seconds of one core since the solver began</text>
<text transform="translate(14 ${(frame.top + frame.bottom) / 2}) rotate(-90)" text-anchor="middle">proven gap</text>
</svg>
`
}

function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const lines = []
  console.log(`| accounts x reps | ${goals.map((goal) => `${goal}% after`).join(' | ')} | ${values.seconds} s | most memory |\n|${' --- |'.repeat(goals.length + 3)}`)
  try {
    for (const book of books) {
      const { points, megabytes } = measure(book)
      const last = points.at(-1).gap
      console.log(`| ${nameOf(book)} | ${goals.map((goal) => text(reached(points, goal))).join(' | ')} | ${last === 0 ? 'optimal' : `${last.toPrecision(2)}%`} after ${text(points.at(-1).time)} | ${megabytes} MB |`)
      lines.push({ name: nameOf(book), colour: book.colour, points })
      if (book.accounts > largestForHighs) continue
      const theirs = askHighs(book, folder)
      console.log(`| HiGHS (WebAssembly), ${nameOf(book)} | ${goals.map((goal) => text(reached(theirs, goal))).join(' | ')} | ${theirs.length ? `${theirs.at(-1).gap}% after ${text(theirs.at(-1).time)}` : 'no plan'} | |`)
      if (theirs.length) lines.push({ name: `HiGHS, ${nameOf(book)}`, colour: book.colour, dash: true, points: theirs })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  writeFileSync(values.out, draw(lines))
  console.log(`drawn: ${values.out}`)
}

if (values['highs-only']) await beHighs(values['highs-only'])
else compare()
