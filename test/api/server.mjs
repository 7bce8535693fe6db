// The real binary on a fresh database, for tests: started, asked, stopped.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export async function freePort() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}

// Runs `baton` and gives what it printed; throws when it fails.
export function run(binary, args) {
  const done = spawnSync(binary, args, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${binary} ${args.join(' ')}: ${done.stderr}`)
  return done.stdout
}

// Removes a folder into which processes that outlive the one that was stopped may still write for a moment. Node's own
// `maxRetries` does not look again at what a folder holds.
export async function removeFolder(folder) {
  for (let tries = 0; ; ++tries) {
    try {
      return rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' || tries > 200) throw error
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}

// Between a port being found free and being listened on, another of the many that run beside may take it: then another one is tried.
export async function startServer(binary, { database = null, args = [], data = null } = {}, again = 5) {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'baton-test-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const all = ['serve', '--data', folder, '--listen', `127.0.0.1:${port}`, ...args]
  if (database) all.push('--database', database)
  const child = spawn(binary, all)
  let printed = ''
  let logged = ''
  child.stdout.on('data', (bytes) => (printed += bytes))
  child.stderr.on('data', (bytes) => (logged += bytes))
  const ended = new Promise((done) => child.on('exit', done))

  for (let tries = 0; !printed.includes('Baton is at'); ++tries) {
    if (child.exitCode !== null && again > 0 && /address already in use/i.test(logged)) return startServer(binary, { database, args, data: folder }, again - 1)
    if (child.exitCode !== null || tries > 1200) throw new Error(`the server does not start: ${logged}`)
    await new Promise((done) => setTimeout(done, 50))
  }

  return {
    url,
    pid: child.pid,
    folder,
    log: () => logged,
    setupToken: () => /\/join\/(\S+)/.exec(printed)?.[1],
    async stop({ keep = false } = {}) {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 45_000)
      const code = await ended
      clearTimeout(late)
      if (!keep) await removeFolder(folder)
      return code
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

// One browser: it keeps cookies and sends what a page of ours sends.
export class Client {
  constructor(url) {
    this.url = url
    this.jar = new Map()
    this.cookie = null
  }

  async ask(method, path, body, headers = {}) {
    const all = { Origin: this.url, ...headers }
    if (this.cookie) all.Cookie = this.cookie
    if (method !== 'GET') all['X-Baton-CSRF'] ??= '1'
    if (body !== undefined && !(body instanceof FormData)) all['Content-Type'] ??= 'application/json'
    const answer = await fetch(this.url + '/api/v1' + path, {
      method,
      headers: all,
      body: body === undefined || body instanceof FormData || typeof body === 'string' ? body : JSON.stringify(body),
    })
    for (const set of answer.headers.getSetCookie()) {
      const [name, value] = set.split(';')[0].split('=')
      this.jar.set(name, value)
    }
    if (this.jar.size) this.cookie = [...this.jar].map((pair) => pair.join('=')).join('; ')
    const text = await answer.text()
    const isJson = (answer.headers.get('content-type') ?? '').includes('json')
    return { status: answer.status, headers: answer.headers, text, body: isJson && text ? JSON.parse(text) : null }
  }

  // The same, for what has to work.
  async need(method, path, body, headers) {
    const answer = await this.ask(method, path, body, headers)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }

  // What the browser hears of others until it is told to stop.
  async listen() {
    const stop = new AbortController()
    const heard = []
    const answer = await fetch(`${this.url}/api/v1/events`, { headers: { Cookie: this.cookie }, signal: stop.signal })
    const reading = (async () => {
      const decoder = new TextDecoder()
      for await (const piece of answer.body) heard.push(decoder.decode(piece))
    })().catch(() => null)
    return { text: () => heard.join(''), stop: async () => (stop.abort(), reading) }
  }
}
