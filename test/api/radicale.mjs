// A real CalDAV server for tests: Radicale on a port of this machine, with a folder and a configuration of its own. It believes
// whoever says a name.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, removeFolder } from './server.mjs'

const PROGRAM = '/usr/bin/radicale'

export const whyNoRadicale = () => (existsSync(PROGRAM) ? null : `${PROGRAM} is not installed (script/bootstrap --test)`)

const unescaped = (text) => text.replaceAll('&#13;', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

export async function startRadicale() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-radicale-'))
  const port = await freePort()
  const file = join(folder, 'config')
  writeFileSync(file, `[server]\nhosts = 127.0.0.1:${port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = ${folder}/store\n[logging]\nlevel = warning\n`)
  const child = spawn(PROGRAM, ['--config', file], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (printed += bytes))
  const ended = new Promise((done) => child.on('exit', done))
  const calendar = `http://127.0.0.1:${port}/jim/calendar/`
  const Authorization = `Basic ${Buffer.from('jim:').toString('base64')}`
  const ask = async (method, url, body, headers = {}) => {
    const answer = await fetch(url, { method, body, headers: { Authorization, ...headers } })
    return { status: answer.status, text: await answer.text() }
  }
  for (let tries = 0; ; ++tries) {
    const made = await ask('MKCALENDAR', calendar).catch(() => null)
    if (made?.status === 201) break
    if (child.exitCode !== null || tries > 1200) throw new Error(`radicale does not start: ${made?.status} ${printed}`)
    await new Promise((done) => setTimeout(done, 50))
  }

  return {
    log: () => printed,
    url: calendar,
    // What a calendar program does with an invitation that was accepted: the event is kept, without the method (RFC 4791 4.1).
    put(uid, text) {
      return ask('PUT', `${calendar}${encodeURIComponent(uid)}.ics`, text.replace(/METHOD:\w+\r\n/, ''), { 'Content-Type': 'text/calendar; charset=utf-8' })
    },
    // The events that overlap [from, to), such as 20261202T000000Z.
    async between(from, to) {
      const query = `<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>
        <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="${from}" end="${to}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`
      const { status, text } = await ask('REPORT', calendar, query, { 'Content-Type': 'application/xml', Depth: '1' })
      if (status !== 207) throw new Error(`REPORT: ${status} ${text}`)
      return [...text.matchAll(/calendar-data>([^]*?)<\//g)].map(([, event]) => unescaped(event).replaceAll('\r', '').replaceAll('\n ', '')).filter(Boolean)
    },
    async end() {
      child.kill('SIGTERM')
      await ended
      await removeFolder(folder)
    },
  }
}
