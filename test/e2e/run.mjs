// node test/e2e/run.mjs [--web FOLDER] [--at-once N] [--restless MS] [--slow MS] BATON [FILE...]: see README.md.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { openBrowser } from './browser.mjs'
import { World } from './world.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { web: { type: 'string' }, 'at-once': { type: 'string' }, restless: { type: 'string' }, slow: { type: 'string' } },
})
const [binary, ...rest] = positionals
const web = resolve(values.web ?? join(root, 'web/dist'))
const atOnce = Number(values['at-once'] ?? availableParallelism())
const [restless, slow] = [Number(values.restless ?? 0), Number(values.slow ?? 0)]
const shots = join(here, 'shots')
const all = readdirSync(here).filter((name) => name.endsWith('.e2e.mjs')).sort()
const names = rest.length ? rest.map((name) => basename(name, '.e2e.mjs') + '.e2e.mjs') : all

const counts = { passed: 0, failed: 0, skipped: 0 }

// What is played: a file, or one of its parts, with a server of its own.
async function partsOf(name) {
  const file = await import(pathToFileURL(join(here, name)))
  const title = basename(name, '.e2e.mjs')
  return (file.parts ?? [file.steps]).map((steps) => ({ title, file, steps }))
}

// The steps of a file follow each other: after one that failed the others would only repeat its failure. A file that
// says `independent` has steps that each stand alone. What is said comes in one piece at the end, since others play too.
async function play(browser, { title: name, file, steps }) {
  const world = new World(browser, { binary, web, restless, slow, ...file.server })
  const said = []
  const start = performance.now()
  let broken = false
  worlds.add(world)
  try {
    await world.start()
    for (const [title, step] of steps) {
      const label = `${name}: ${title}`
      if (broken && !file.independent) {
        ++counts.skipped
        said.push(`SKIPPED: ${label}`)
        continue
      }
      const fault = await step(world).then(() => world.trouble(), (error) => error)
      if (!fault) {
        ++counts.passed
        continue
      }
      ++counts.failed
      broken = true
      said.push(`FAILED ${label}\n  ${String(fault.message ?? fault).replaceAll('\n', '\n  ')}`)
      await world.picture(join(shots, label.replace(/[^a-z0-9]+/gi, '-').toLowerCase()))
    }
  } catch (error) {
    ++counts.failed
    said.push(`FAILED ${name}\n  ${error.stack}`)
  } finally {
    await world.stop()
    worlds.delete(world)
  }
  said.push(`${name}: ${steps.length} steps in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  console.log(said.join('\n'))
}

rmSync(shots, { recursive: true, force: true })
mkdirSync(shots, { recursive: true })
// Stopped from outside: take the servers along.
const worlds = new Set()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await Promise.all([...worlds].map((world) => world.stop()))
    process.exit(1)
  })
}

// The longest first, so that none is left over at the end.
const waiting = (await Promise.all(names.map(partsOf))).flat().sort((a, b) => b.steps.length - a.steps.length)
async function playOn() {
  const browser = await openBrowser()
  try {
    for (let part = waiting.shift(); part; part = waiting.shift()) await play(browser, part)
  } finally {
    await browser.close()
  }
}
await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, playOn))
const skipped = counts.skipped ? `, ${counts.skipped} skipped` : ''
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exit(counts.failed ? 1 : 0)
