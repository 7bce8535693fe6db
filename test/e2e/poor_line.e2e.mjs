// The door on a poor connection: a deed whose answer is lost is sent again and done once, one without a network is not done at
// all, and says so. And the other's change after a connection that was cut.
import { createServer, connect } from 'node:net'
import { gone, same, see } from './world.mjs'

export const server = { demo: true }

const door = (page) => page.getByRole('dialog', { name: 'Client at the door' })
const messages = (page) => page.getByRole('region', { name: 'Messages' })

// How often something was done at the door.
const deeds = async (world) => (await (await world.api('jim')).need('GET', '/today')).receipts.length

async function ask(page) {
  await page.keyboard.press('w')
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  await page.keyboard.type('Bill')
  await page.keyboard.press('Enter')
  await see(door(page).getByText('Bill Larmar, Owner, Larmar Freight'))
}

// A line between a browser and the server that can be cut.
class Line {
  async open(to) {
    const { hostname, port } = new URL(to)
    this.sockets = new Set()
    this.isCut = false
    this.server = createServer((near) => {
      if (this.isCut) return near.destroy()
      const far = connect(Number(port), hostname)
      for (const socket of [near, far]) {
        this.sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => (this.sockets.delete(socket), near.destroy(), far.destroy()))
      }
      near.pipe(far).pipe(near)
    })
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done))
    this.url = `http://127.0.0.1:${this.server.address().port}`
  }
  cut() {
    this.isCut = true
    for (const socket of this.sockets) socket.destroy()
  }
  mend() {
    this.isCut = false
  }
  close() {
    this.cut()
    this.server.close()
  }
}
const line = new Line()

export const steps = [
  ['an answer that is lost: it is sent again with the same key, and done once', async (world) => {
    const jim = await world.openAs('jim', 'jim', { serviceWorkers: 'block' })
    await see(jim.getByRole('heading', { level: 1, name: 'Ten clients know only you.' }))
    const keys = []
    let mend
    const mended = new Promise((done) => (mend = done))
    await jim.route(/\/api\/v1\/door\/\d+$/, async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length === 1) {
        await route.fetch() // it arrives, and is done
        return route.abort('connectionreset') // and nobody hears
      }
      await mended
      return route.continue()
    })
    // Only now: a browser that was told just before to hand over its requests may let one pass.
    await ask(jim)
    const before = await deeds(world)
    await jim.keyboard.press('g')
    await see(door(jim).getByText('No answer yet. Sending again, it is done once only.'))
    mend()
    await see(messages(jim).getByText('Bill Larmar greeted, five minutes'))
    await gone(door(jim).getByText(/Sending again/))
    same([keys.length, new Set(keys).size], [2, 1], 'how often it was sent, with how many keys')
    same((await deeds(world)) - before, 1, 'how often it was done')
    await messages(jim).getByRole('button', { name: 'Undo' }).click()
    await see(messages(jim).getByText('Undone.'))
    same((await deeds(world)) - before, 0, 'after the undo')
    await jim.unroute(/\/api\/v1\/door\/\d+$/)
  }],
  ['without a network nothing is done, nothing waits, and it says so; again does it once', async (world) => {
    const jim = world.page('jim')
    const before = await deeds(world)
    await see(door(jim).getByRole('button', { name: /^Greet and pass on/ }))
    await jim.context().setOffline(true)
    await jim.keyboard.press('g')
    await see(messages(jim).getByRole('button', { name: 'Try again' }))
    await jim.context().setOffline(false)
    same((await deeds(world)) - before, 0, 'what was done behind one\'s back')
    await messages(jim).getByRole('button', { name: 'Try again' }).click()
    await see(messages(jim).getByText('Bill Larmar greeted, five minutes'))
    same((await deeds(world)) - before, 1, 'how often it was done')
  }],
  ['what the door asks for is small', async (world) => {
    const api = await world.api('jim')
    const hits = await api.need('GET', '/door?q=bill')
    const { account, contact } = hits.items[0]
    const answer = await api.need('GET', `/door/${account.id}?contact=${contact.id}`)
    const sizes = [hits, answer].map((body) => Buffer.byteLength(JSON.stringify(body)))
    if (sizes[0] > 2_000 || sizes[1] > 4_000) throw new Error(`the door's answers are ${sizes.join(' and ')} bytes`)
  }],
  ['a line that was cut: the other\'s change comes by itself when it is there again', async (world) => {
    await line.open(world.url)
    try {
      const jada = await world.openAs('jada', 'jada', { baseURL: line.url })
      const bell = jada.getByRole('button', { name: /^Notices/ })
      await see(bell)
      await world.quiet(jada)
      await jada.evaluate(() => (window.loadedOnce = true))
      line.cut()
      const api = await world.api('jim')
      const promise = (await api.need('GET', '/promises?state=open')).items.find((one) => /draft 2/.test(one.title))
      await api.need('POST', `/promises/${promise.id}/keep`, undefined, { 'If-Match': `"${promise.version}"` })
      line.mend()
      await see(jada.getByRole('button', { name: /^Notices, \d+ new/ }))
      if (!(await jada.evaluate(() => window.loadedOnce))) throw new Error('the page was loaded again')
    } finally {
      await world.page('jada')?.context().close()
      line.close()
    }
  }],
]
