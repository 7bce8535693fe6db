// What a test has: a server of its own and browsers that look at it.
//
//   const jim = await world.open('jim')              a browser of his own: cookies, storage, errors
//   await world.enter(jim, 'Jim')                    the demo's sign-in, one click
//   await see(jim.getByText('One moment'))           waits for it; never for a time
//   await until(async () => …, 'what is awaited')
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, removeFolder, run, startServer } from '../api/server.mjs'

const patience = 60_000 // of a machine that has other things to do
export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export async function until(condition, what) {
  const end = Date.now() + patience
  let last
  for (;;) {
    try {
      const value = await condition()
      if (value) return value
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw new Error(`${what}: never came${last ? ` (${last.message.split('\n')[0]})` : ''}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

export const see = (locator) => locator.first().waitFor({ state: 'visible' })
export const gone = (locator) => locator.first().waitFor({ state: 'hidden' })
// Words with a way back go after a few seconds, but not under the pointer: for what is done elsewhere before the way back is taken.
export const hold = (words) => words.first().hover()

export function same(actual, expected, what) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`)
}

// The event stream never ends.
const isAwaited = (request) => request.url().includes('/api/') && !request.url().includes('/events')

export class World {
  constructor(browser, { binary, web, demo = false, args = [], restless = 0, slow = 0 }) {
    this.browser = browser
    this.options = { binary, web, demo, args, restless, slow }
    this.pages = new Map()
    this.faults = []
  }

  async start() {
    const { binary, web, demo, args } = this.options
    this.folder = mkdtempSync(join(tmpdir(), 'baton-e2e-'))
    if (demo) run(binary, ['demo', 'create', '--data', join(this.folder, 'data')])
    const all = ['--web', web, ...(demo ? ['--demo-sign-in', 'true'] : []), ...args]
    this.server = await startServer(binary, { data: join(this.folder, 'data'), args: all })
    this.url = this.server.url
  }

  // A browser of somebody's own, at a page.
  async open(name, { path = '/', viewport = desktop, dark = false, hasTouch = false, serviceWorkers = 'allow', baseURL = this.url } = {}) {
    const context = await this.browser.newContext({
      baseURL,
      viewport,
      hasTouch,
      serviceWorkers,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'en-US',
      timezoneId: 'America/Chicago',
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(patience)
    const { restless, slow } = this.options
    if (restless) await context.addInitScript((pause) => setInterval(() => window.dispatchEvent(new Event('visibilitychange')), pause), restless)
    if (slow) {
      await context.route('**/api/**', async (route) => {
        await new Promise((done) => setTimeout(done, Math.random() * slow))
        await route.continue().catch(() => undefined) // the page may have gone on
      })
    }
    const page = await context.newPage()
    this.watch(name, page)
    this.pages.set(name, page)
    await page.goto(path)
    return page
  }

  // The same person in another browser, or on another device.
  page(name) {
    return this.pages.get(name)
  }

  watch(name, page) {
    page.asked = new Set()
    page.on('request', (request) => isAwaited(request) && page.asked.add(request))
    for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => page.asked.delete(request))
    page.on('pageerror', (error) => this.faults.push(`${name}: ${error.message}`))
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.faults.push(`${name}: ${message.text()}`)
    })
    page.on('response', (answer) => {
      if (answer.status() >= 500) this.faults.push(`${name}: ${answer.status()} ${answer.request().method()} ${answer.url()}`)
    })
  }

  // Is anything on its way, a skeleton to be seen, a colour between two, two frames from now?
  async isBusy(page) {
    const moving = await page.evaluate(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      const changing = document.getAnimations().filter((one) => one instanceof CSSTransition && one.playState === 'running')
      return document.querySelectorAll('.skeleton, [aria-busy=true]').length + changing.length
    })
    return page.asked.size > 0 || moving > 0
  }

  // Until everything asked for has come and is drawn: at rest three times in a row, since one answer may lead to another question.
  async quiet(page) {
    await until(async () => !(await this.isBusy(page)) && !(await this.isBusy(page)) && !(await this.isBusy(page)), 'the page is at rest')
  }

  // The same after a change of the window or its colours, which asks for nothing that leads on.
  async settled(page) {
    await until(async () => !(await this.isBusy(page)), 'the page is at rest')
  }

  // What went wrong behind the pages during a step, as an error; null when nothing did.
  trouble() {
    const faults = this.faults.splice(0)
    return faults.length ? new Error(faults.join('\n')) : null
  }

  async enter(page, name) {
    await page.getByRole('button', { name: new RegExp(`^(..)? ?${name}`) }).click()
    await see(page.getByRole('navigation', { name: 'Main' }))
  }

  // Signed in at once, for tests that are about something else.
  async openAs(name, as, options = {}) {
    const page = await this.open(name, { ...options, path: '/icon.svg' })
    const answer = await page.context().request.post('/api/v1/demo/session', {
      data: { as },
      headers: { 'X-Baton-CSRF': '1', Origin: this.url },
    })
    if (!answer.ok()) throw new Error(`signing in as ${as}: ${answer.status()} ${await answer.text()}`)
    await page.goto(options.path ?? '/')
    return page
  }

  // The API as one of the demo's people, to prepare and to check.
  async api(as) {
    const client = new Client(this.url)
    await client.need('POST', '/demo/session', { as })
    return client
  }

  async picture(path) {
    for (const [name, page] of this.pages) {
      await page.screenshot({ path: `${path}-${name}.png` }).catch(() => undefined)
    }
  }

  async closePages() {
    for (const page of this.pages.values()) await page.context().close().catch(() => undefined)
    this.pages.clear()
  }

  async stop() {
    await this.closePages()
    await this.server?.stop({ keep: true })
    await removeFolder(this.folder)
  }
}
