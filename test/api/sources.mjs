// Exports that are fetched by themselves, from a real server: new, the same, missing, a page, too large, sent elsewhere; killed on
// the way. What opens them is looked for wherever anybody, or the operator without the key, could read it.
import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startServer } from './server.mjs'

const word = 'MARKER-hunter2-WORD'
const path = 'MARKER-secret-path'
const header = 'Client,City,Revenue\n'
const rows = (count, prefix) => header + Array.from({ length: count }, (_, i) => `${prefix} ${i},Gary,${1000 + i}\n`).join('')

async function until(what, holds, tries = 2400) {
  for (let i = 0; i < tries; ++i) {
    const seen = await holds()
    if (seen) return seen
    await sleep(50)
  }
  throw new Error(`${what} takes too long`)
}

async function startCrm() {
  const crm = { text: rows(3, 'Fetched Works'), status: 200, location: null, asked: [], slow: false }
  const server = createServer((request, response) => {
    crm.asked.push(request.headers)
    if (crm.location) return response.writeHead(302, { Location: crm.location }).end()
    const basic = 'Basic ' + Buffer.from(`jim:${word}`).toString('base64')
    if (request.headers.authorization !== basic) return response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="crm"' }).end('who?')
    if (crm.status !== 200) return response.writeHead(crm.status).end('no')
    const tag = `"${crm.text.length}"`
    if (request.headers['if-none-match'] === tag) return response.writeHead(304).end()
    response.writeHead(200, { 'Content-Type': 'text/csv', ETag: tag })
    if (crm.slow) return response.write(crm.text.slice(0, 40)) // and no more
    response.end(crm.text)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  crm.url = `http://127.0.0.1:${server.address().port}/${path}/clients.csv`
  crm.end = () => new Promise((done) => (server.closeAllConnections(), server.close(done)))
  return crm
}

export async function fetchSources(binary, conninfo, report) {
  await withDatabase(conninfo, async (database) => {
    const expect = (name, is, seen) => report(`sources: ${name}`, is ? null : JSON.stringify(seen ?? null).slice(0, 800))
    const args = ['--private-hosts', 'all', '--upload-limit-mb', '1']
    const crm = await startCrm()
    let server = await startServer(binary, { database, args })
    const folder = server.folder
    try {
      const { client: ada } = await found(server, server.setupToken(), 'Source Test', 'Ada Admin', 'ada@test.example')
      const { client: jim } = await hire(server, ada, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager' })
      const answers = []
      const one = async (client = jim) => {
        const list = await client.need('GET', '/import-sources')
        answers.push(JSON.stringify(list))
        return list.items[0]
      }
      const rested = (what) => until(what, async () => ((await one()).is_fetching ? null : one()))
      const again = async (what) => {
        await jim.need('POST', `/import-sources/${(await one()).id}/fetch`)
        return rested(what)
      }
      const imports = async () => (await jim.need('GET', '/imports')).items
      const made = await jim.need('POST', '/import-sources', { name: 'CRM', urls: [crm.url], entry: 'password', user_name: 'jim', password: word })
      answers.push(JSON.stringify(made))
      const first = await rested('the first fetch')
      expect('what is there comes in', first.as_of && !first.problem && (await imports())[0]?.counts[0].created === 3, first)
      expect('and the book is as of then', (await jim.need('GET', '/imports/as-of')).as_of)
      const before = (await jim.need('GET', '/imports/as-of')).as_of
      await again('the same')
      expect('what is the same makes no import', (await imports()).length === 1 && crm.asked.at(-1)['if-none-match'], crm.asked.at(-1))
      expect('but the book is as of now', Date.parse((await jim.need('GET', '/imports/as-of')).as_of) > Date.parse(before))

      const failing = [
        ['a file that is gone', () => (crm.status = 404), /is not at 127\.0\.0\.1 any more/],
        ['a page that asks to sign in', () => ((crm.status = 200), (crm.text = '<!doctype html><html><title>Sign in</title></html>')), /is a web page, not a table/],
        ['a file that is too large', () => (crm.text = rows(80_000, 'Large Works')), /larger than what may be uploaded/],
        ['a redirect to where nobody may go', () => (crm.location = 'http://169.254.169.254/latest/meta-data'), /leads into a private network/],
        ['a redirect that ends nowhere', () => (crm.location = `/${path}/clients.csv`), /sends us elsewhere too often/],
      ]
      for (const [what, change, why] of failing) {
        change()
        const seen = await again(what)
        expect(`${what} is said`, why.test(seen.problem ?? '') && seen.failing_since, seen)
      }
      expect('nothing of these came in', (await imports()).length === 1)
      const notices = (await jim.need('GET', '/notices')).items.filter((notice) => /cannot be fetched/.test(notice.text ?? JSON.stringify(notice)))
      expect('it is told once', notices.length === 1, notices)

      // Killed while the other server sends, and killed while the import runs.
      crm.location = null
      crm.text = rows(20_000, 'Killed Works')
      crm.slow = true
      const asked = crm.asked.length
      await jim.need('POST', `/import-sources/${made.id}/fetch`)
      await until('it asks', () => crm.asked.length > asked + 1)
      await server.kill()
      crm.slow = false
      server = await startServer(binary, { database, args, data: folder })
      jim.url = ada.url = server.url
      await until('the import', async () => (await imports())[0].counts.some((count) => count.created > 0))
      await server.kill()
      server = await startServer(binary, { database, args, data: folder })
      jim.url = ada.url = server.url
      const whole = await until('the rest', async () => ((await one()).is_fetching ? null : one()))
      const all = await imports()
      expect('killed twice, all of it is in, by one import', all.length === 2 && all[0].state === 'done' && all[0].counts[0].created === 20_000 && !whole.problem, { whole, all: all.map((each) => [each.state, each.counts]) })

      const runs = await jim.need('GET', `/import-sources/${made.id}/runs`)
      expect('its last times lead to the imports', runs.items[0].outcome === 'imported' && runs.items[0].import_id === all[0].id, runs.items[0])
      const moved = await jim.ask('PATCH', `/import-sources/${made.id}`, { urls: ['https://evil.example/clients.csv'] }, { 'If-Match': `"${whole.version}"` })
      expect('a password does not move to another server', moved.status === 422 && moved.body.errors[0].path === 'password', moved.text)

      const zip = await fetch(`${server.url}/api/v1/export`, { headers: { Cookie: ada.cookie } })
      const read = [
        ['an answer', answers.join('\n')],
        ['its last times', JSON.stringify(runs)],
        ['the log of deeds', (await ada.ask('GET', '/actions')).text + (await Promise.all((await ada.need('GET', '/actions')).items.map(async ({ id }) => (await ada.ask('GET', `/actions/${id}`)).text))).join('\n')],
        ['the jobs', (await ada.ask('GET', '/jobs')).text],
        ['the export', Buffer.from(await zip.arrayBuffer()).toString('latin1')],
        ['the log', server.log()],
        ...(database ? [] : readdirSync(folder).filter((name) => name.includes('.db')).map((name) => [name, readFileSync(join(folder, name), 'latin1')])),
      ]
      for (const [where, text] of read) expect(`what opens it is not in ${where}`, !text.includes(word) && !text.includes(path) && text.length > 0, text.slice(Math.max(0, text.indexOf('MARKER') - 200)))
    } catch (error) {
      report('sources: they are played', error.stack)
    } finally {
      await server.stop()
      await crm.end()
    }
  })
}
