// The real `baton serve` with the demo in a folder of its own, on loopback, for benchmarks that look from outside.
//
//   const server = await serve('build/release/src/baton')
//   const cookie = await server.signIn('jim')
//   ...
//   await server.stop()
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

async function freePort() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}

// A data folder with the demo in it.
export function makeDemo(binary) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const made = spawnSync(binary, ['demo', 'create', '--data', folder], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`${binary} demo create: ${made.stderr ?? made.error}`)
  return folder
}

export async function serve(binary, more = []) {
  const folder = makeDemo(binary)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(binary, ['serve', '--data', folder, '--listen', `127.0.0.1:${port}`, '--demo-sign-in', 'true', ...more], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise((done, failed) => {
    child.stdout.on('data', (text) => String(text).includes('Baton is at') && done())
    child.on('exit', () => failed(new Error('the server does not start')))
  })
  const status = (name) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024
  return {
    url,
    port,
    megabytes: () => status('VmRSS'),
    peakMegabytes: () => status('VmHWM'),
    async signIn(as) {
      const answer = await fetch(`${url}/api/v1/demo/session`, {
        method: 'POST',
        headers: { Origin: url, 'X-Baton-CSRF': '1', 'Content-Type': 'application/json' },
        body: JSON.stringify({ as }),
      })
      if (!answer.ok) throw new Error(`${as} could not sign in: ${await answer.text()}`)
      return answer.headers.get('set-cookie').split(';')[0]
    },
    async stop() {
      const ended = new Promise((done) => child.on('exit', done))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// The value that the share of the times does not exceed.
export function at(times, share) {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))]
}
