// A thousand handoffs in one run: all of them or none when Baton is killed in the middle, one notice for each rep, one
// mail a day and no more, and one undo for all.
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startServer } from './server.mjs'

const CLIENTS = 1000
const REPS = 4

// A hundred a call, as somebody does who pastes them.
async function addClients(manager) {
  for (let from = 0; from < CLIENTS; from += 100) {
    const accounts = Array.from({ length: 100 }, (_, i) => ({ name: `Client ${from + i}`, industry: 'Freight', revenue_minor: 100_000 + from + i, load_minutes: 2 }))
    await manager.need('POST', '/accounts/batch', { accounts })
  }
}

// Page by page.
async function handoffsOf(manager) {
  const handoffs = []
  for (let after = ''; after !== null;) {
    const page = await manager.need('GET', `/handoffs?role=mine&limit=300${after && `&after=${encodeURIComponent(after)}`}`)
    handoffs.push(...page.items)
    after = page.next
  }
  return handoffs
}

export async function runAThousand(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`a thousand at once: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown).slice(0, 400)}`)
  await withDatabase(conninfo, async (database) => {
    let server = await startServer(binary, { database })
    const folder = server.folder
    const { client: ada } = await found(server, server.setupToken(), 'Northwind', 'Ada Admin', 'ada@northwind.example')
    const { client: jim, id } = await hire(server, ada, { name: 'Jim Calder', email: 'jim@northwind.example', role: 'manager' })
    const reps = []
    for (let i = 0; i < REPS; ++i) reps.push((await hire(server, ada, { name: `Rep ${i}`, email: `rep${i}@northwind.example`, manager_id: id, capacity_minutes: 900 })).client)
    await ada.need('PATCH', '/mail-relay', { kind: 'folder', from_email: 'baton@northwind.example', from_name: 'Baton' }, { 'If-Match': '"0"' })
    await addClients(jim)
    const plan = await jim.need('POST', '/plans', { rules: { keep_below_fit: 0 } })
    const placed = plan.lines.filter((line) => line.successor).length
    expect('the plan places them', placed === CLIENTS, placed)

    // Killed while it runs: before or after, never between.
    const approve = (client) => client.ask('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    const cut = approve(jim).catch(() => null)
    await new Promise((done) => setTimeout(done, 5 + Math.random() * 60))
    await server.kill()
    await cut
    server = await startServer(binary, { database, data: folder })
    for (const client of [ada, jim, ...reps]) client.url = server.url
    let handoffs = await handoffsOf(jim)
    expect('a killed run leaves all or nothing', handoffs.length === 0 || handoffs.length === CLIENTS, handoffs.length)
    if (handoffs.length === 0) {
      const done = await approve(jim)
      expect('it runs', done.status === 200, done.text)
      handoffs = await handoffsOf(jim)
    }
    expect('each client is on its way', new Set(handoffs.map((one) => one.id)).size === CLIENTS, handoffs.length)

    for (const [i, rep] of reps.entries()) {
      const { items } = await rep.need('GET', '/notices')
      const mine = handoffs.filter((one) => one.to.name === `Rep ${i}`).length
      expect(`rep ${i} is told once`, items.length === 1 && items[0].text.includes(mine.toLocaleString('en-US')), items)
      const preview = await rep.need('GET', '/digest/preview')
      expect(`rep ${i} would get one line by mail`, (preview.text.match(/^- /gm) ?? []).length === 1, preview)
    }
    const mails = (await jim.need('GET', '/mails')).items
    expect('nothing was mailed to a client', mails.length === 0, mails)

    const run = (await jim.need('GET', '/actions')).items.find((action) => action.kind === 'plan.approve')
    const { undone, kept } = await jim.need('POST', `/actions/${run.id}/undo`)
    expect('one undo takes all of it back', undone >= CLIENTS && kept.length === 0 && (await handoffsOf(jim)).length === 0, { undone, kept })
    const code = await server.stop()
    expect('the server stops', code === 0, code)
  })
}
