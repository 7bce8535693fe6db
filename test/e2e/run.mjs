// node test/e2e/run.mjs BATON [--web FOLDER] [FILE...]: see README.md.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { openBrowser } from './browser.mjs'
import { World } from './world.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const [binary, ...rest] = process.argv.slice(2)
const web = resolve(rest[0] === '--web' ? rest.splice(0, 2)[1] : join(root, 'web/dist'))
const shots = join(here, 'shots')
const all = readdirSync(here).filter((name) => name.endsWith('.e2e.mjs')).sort()
const names = rest.length ? rest.map((name) => basename(name, '.e2e.mjs') + '.e2e.mjs') : all

const counts = { passed: 0, failed: 0, skipped: 0 }

// The steps of a file follow each other: after one that failed the others would only repeat its failure. A file that
// says `independent` has steps that each stand alone.
async function play(browser, name) {
  const file = await import(pathToFileURL(join(here, name)))
  const world = new World(browser, { binary, web, ...file.server })
  let broken = false
  worlds.add(world)
  try {
    await world.start()
    for (const [title, step] of file.steps) {
      const label = `${basename(name, '.e2e.mjs')}: ${title}`
      if (broken && !file.independent) {
        ++counts.skipped
        console.log(`SKIPPED: ${label}`)
        continue
      }
      const fault = await step(world).then(() => world.trouble(), (error) => error)
      if (!fault) {
        ++counts.passed
        continue
      }
      ++counts.failed
      broken = true
      console.log(`FAILED ${label}\n  ${String(fault.message ?? fault).replaceAll('\n', '\n  ')}`)
      await world.picture(join(shots, label.replace(/[^a-z0-9]+/gi, '-').toLowerCase()))
    }
  } catch (error) {
    ++counts.failed
    console.log(`FAILED ${name}\n  ${error.stack}`)
  } finally {
    await world.stop()
    worlds.delete(world)
  }
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

const browser = await openBrowser()
try {
  for (const name of names) await play(browser, name)
} finally {
  await browser.close()
}
const skipped = counts.skipped ? `, ${counts.skipped} skipped` : ''
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exit(counts.failed ? 1 : 0)
