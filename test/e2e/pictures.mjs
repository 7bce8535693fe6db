// Pictures of every screen, light, dark and on a phone, to be looked at by people:
//   node test/e2e/pictures.mjs build/dev/src/baton /tmp/pictures [--web FOLDER] [--look wide|phone] [WORDS...]
// Words pick the screens whose name holds one of them.
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser } from './browser.mjs'
import { leave, screens, show } from './screens.mjs'
import { World, desktop, phone } from './world.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const [binary, out, ...rest] = process.argv.slice(2)
const web = resolve(rest[0] === '--web' ? rest.splice(0, 2)[1] : join(root, 'web/dist'))
const only = rest[0] === '--look' ? rest.splice(0, 2)[1] : ''
const picked = screens.filter(({ name }) => rest.length === 0 || rest.some((word) => name.includes(word)))
const looks = [
  { name: 'wide', viewport: desktop, schemes: ['light', 'dark'], serviceWorkers: 'block' },
  { name: 'phone', viewport: phone, hasTouch: true, schemes: ['light'], serviceWorkers: 'block' },
]

mkdirSync(out, { recursive: true })
const browser = await openBrowser()
const world = new World(browser, { binary, web, demo: true })
let failed = 0
let taken = 0
try {
  await world.start()
  for (const { name: look, schemes, ...options } of looks.filter(({ name }) => !only || name === only)) {
    for (const screen of picked) {
      const who = `${screen.as ?? 'nobody'}-${look}`
      const file = join(out, screen.name.replace(/[^a-z0-9]+/gi, '-').toLowerCase())
      try {
        const page = world.page(who) ?? (screen.as ? await world.openAs(who, screen.as, options) : await world.open(who, options))
        await show(page, screen, world)
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          await world.quiet(page)
          const path = `${file}-${look === 'phone' ? look : colorScheme}.png`
          await page.screenshot({ path, fullPage: !screen.dialog && !screen.then })
          ++taken
        }
        await page.emulateMedia({ colorScheme: 'light' })
        await leave(page, screen)
      } catch (error) {
        ++failed
        console.log(`${screen.name}, ${look}: ${error.message.split('\n')[0]}`)
      }
      const fault = world.trouble()
      if (fault) console.log(`${screen.name}, ${look}: ${fault.message}`)
    }
  }
} finally {
  await world.stop()
  await browser.close()
}
console.log(`${taken} pictures in ${out}, ${failed} screens missing`)
process.exit(failed ? 1 : 0)
