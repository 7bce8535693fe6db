// What other people's connections cost somebody who works: GET /api/v1/session, signed in, one after the other on one
// connection, against the real server
//   alone        nobody else is there
//   with others  2,000 idle keep-alive connections and 200 clients that send a request byte by byte, one byte every 25 ms
//   alone again  they are gone
//
//   node bench/http_bench.mjs [--binary build/release/src/baton] [--idle 2000] [--slow 200] [--requests 3000]
//
// The others run in a process of their own; it takes its share of the cores too, so the ratio says more than the times.
import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { at, serve } from './real_server.mjs'

const byteEveryMs = 25

const wait = (ms) => new Promise((done) => setTimeout(done, ms))

// One connection on which requests go one after the other; `ask` resolves with status and headers.
class Connection {
  constructor(port) {
    this.port = port
    this.received = ''
  }

  open() {
    return new Promise((done, failed) => {
      this.socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true }, done)
      this.socket.on('error', failed)
      this.socket.on('close', () => this.end?.(new Error('the server closed the connection')))
      this.socket.setEncoding('latin1')
      this.socket.on('data', (text) => {
        this.received += text
        const head = this.received.indexOf('\r\n\r\n')
        if (head < 0) return
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.received.slice(0, head))?.[1] ?? 0)
        if (this.received.length < head + 4 + length) return
        const headers = this.received.slice(0, head)
        this.received = this.received.slice(head + 4 + length)
        this.end?.(null, { status: Number(headers.slice(9, 12)), headers })
      })
    })
  }

  answer() {
    return new Promise((done, failed) => {
      this.end = (error, answer) => {
        this.end = null
        error ? failed(error) : done(answer)
      }
    })
  }

  ask(request) {
    const answer = this.answer()
    this.socket.write(request, 'latin1')
    return answer
  }
}

const get = (port, cookie) =>
  `GET /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: application/json\r\nCookie: ${cookie}\r\n\r\n`

// The other process: opens the connections, says so, and goes on until it is ended.
async function others(port, idle, slow, cookie) {
  const request = get(port, cookie)
  const idles = []
  for (let i = 0; i < idle; ++i) {
    const connection = new Connection(port)
    await connection.open()
    await connection.ask(request) // so that the server has seen a request and keeps the connection
    idles.push(connection)
  }
  let answered = 0
  let broken = 0
  const crawl = async () => {
    try {
      const connection = new Connection(port)
      await connection.open()
      for (;;) {
        const answer = connection.answer()
        answer.catch(() => {})
        for (const byte of request) {
          connection.socket.write(byte, 'latin1')
          await wait(byteEveryMs)
        }
        if ((await answer).status === 200) ++answered
      }
    } catch {
      ++broken
    }
  }
  for (let i = 0; i < slow; ++i) {
    crawl()
    if (i % 10 === 9) await wait(5)
  }
  process.on('message', () => {
    const alive = idles.filter(({ socket }) => !socket.destroyed && socket.readyState === 'open').length
    process.send({ alive, answered, broken }, () => process.exit(0))
  })
  process.send('ready')
}

async function measure(what, port, cookie, requests) {
  const connection = new Connection(port)
  await connection.open()
  const request = get(port, cookie)
  for (let i = 0; i < 300; ++i) await connection.ask(request)
  const times = []
  for (let i = 0; i < requests; ++i) {
    const start = process.hrtime.bigint()
    const { status } = await connection.ask(request)
    times.push(Number(process.hrtime.bigint() - start) / 1e6)
    if (status !== 200) throw new Error(`status ${status}`)
  }
  connection.socket.destroy()
  const line = { median: at(times, 0.5), p99: at(times, 0.99), worst: at(times, 1) }
  console.log(
    `${what.padEnd(12)} ${[line.median, line.p99, line.worst].map((ms) => ms.toFixed(2).padStart(9)).join('')}`,
  )
  return line
}

async function main() {
  const { values } = parseArgs({
    options: {
      binary: { type: 'string', default: 'build/release/src/baton' },
      idle: { type: 'string', default: '2000' },
      slow: { type: 'string', default: '200' },
      requests: { type: 'string', default: '3000' },
    },
  })
  const server = await serve(values.binary)
  try {
    const cookie = await server.signIn('jim')
    const requests = Number(values.requests)
    console.log(`GET /api/v1/session, ${requests} times, in ms\n${''.padEnd(12)}   median      99%    worst`)
    const before = await measure('alone', server.port, cookie, requests)
    const memoryBefore = server.megabytes()
    const load = fork(fileURLToPath(import.meta.url), ['others', server.port, values.idle, values.slow, cookie].map(String))
    await new Promise((done, failed) => {
      load.once('message', done)
      load.once('exit', () => failed(new Error('the other connections could not be opened: see ulimit -n')))
    })
    await wait(6000) // the slow ones are in the midst of their requests by then
    const crowded = await measure('with others', server.port, cookie, requests)
    const memory = server.megabytes()
    const told = new Promise((done) => load.once('message', done))
    load.send('stop')
    const { alive, answered, broken } = await told
    await wait(500)
    const after = await measure('alone again', server.port, cookie, requests)
    const ratio = (2 * crowded.median) / (before.median + after.median)
    console.log(
      `${alive} of ${values.idle} idle connections were kept, the slow ones got ${answered} answers (${broken} broken); ` +
        `memory ${memoryBefore.toFixed(0)} MB alone, ${memory.toFixed(0)} MB with others\n` +
        `median with others / alone: ${ratio.toFixed(2)}`,
    )
  } finally {
    await server.stop()
  }
}

if (process.argv[2] === 'others') {
  const [port, idle, slow, cookie] = process.argv.slice(3)
  await others(Number(port), Number(idle), Number(slow), cookie)
} else {
  await main()
}
