// What nobody sends in good faith, against a live server: JSON that is none, tables that are none, archives that lie,
// bodies without an end. Each is answered with a problem that says what is wrong, the server goes on, and its memory
// stays what it was.
import { readFileSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync, crc32 as zlibCrc32 } from 'node:zlib'
import { found, hire } from './cast.mjs'
import { startServer } from './server.mjs'

const LIMIT_MB = 20
const MEGABYTE = 1 << 20
const MOST_MEMORY_MB = 60 // more than at the start, whatever came

const data = (path) => join(fileURLToPath(new URL('../data', import.meta.url)), path)
const bytesOf = (path) => readFileSync(data(path))
const namesIn = (path) => readdirSync(data(path)).filter((name) => /\.(json|txt|csv)$/.test(name)).sort()

// ---- archives

const crcTable = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; ++k) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1
  return n >>> 0
})
function crc32(bytes) {
  if (zlibCrc32) return zlibCrc32(bytes)
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

// A .zip of { name, bytes } with what else a member claims: flags, size.
export function zip(members) {
  const parts = []
  const directory = []
  let offset = 0
  for (const { name, bytes, flags = 0, size = null } of members) {
    const title = Buffer.from(name)
    const packed = deflateRawSync(bytes)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(flags, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(size ?? bytes.length, 18)
    head.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, title, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, rest, title]))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  const count = Math.min(members.length, 0xffff)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  const big = []
  if (members.length > 0xfffe) {
    const wide = Buffer.alloc(56)
    wide.write('PK\x06\x06', 0, 'latin1')
    wide.writeBigUInt64LE(44n, 4)
    wide.writeUInt16LE(45, 12)
    wide.writeUInt16LE(45, 14)
    wide.writeBigUInt64LE(BigInt(members.length), 24)
    wide.writeBigUInt64LE(BigInt(members.length), 32)
    wide.writeBigUInt64LE(BigInt(central.length), 40)
    wide.writeBigUInt64LE(BigInt(offset), 48)
    const where = Buffer.alloc(20)
    where.write('PK\x06\x07', 0, 'latin1')
    where.writeBigUInt64LE(BigInt(offset + central.length), 8)
    where.writeUInt32LE(1, 16)
    big.push(wide, where)
  }
  return Buffer.concat([...parts, central, ...big, end])
}

const CSV = Buffer.from('Client,City\nLarmar,Chicago\nBexley,Gary\n')

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const PLAIN_SHEET =
  `${XML}<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Client</t></is></c>` +
  '<c r="B1" t="inlineStr"><is><t>City</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Larmar</t></is></c>' +
  '<c r="B2" t="inlineStr"><is><t>Chicago</t></is></c></row></sheetData></worksheet>'

function workbook(sheet) {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const texts = {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Clients" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
  }
  return zip(Object.entries(texts).map(([name, text]) => ({ name, bytes: Buffer.from(text) })))
}

const withEntity = (definitions, reference) =>
  PLAIN_SHEET.replace(XML, `${XML}<!DOCTYPE worksheet [${definitions}]>`).replace('Larmar', reference)
const LAUGHS = Array.from({ length: 10 }, (_, i) =>
  i === 0 ? '<!ENTITY a0 "ha">' : `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`,
).join('')

// ---- asking

// Bytes as they are; the answer, or what became of the connection.
async function send(client, path, bytes, type) {
  const headers = { Origin: client.url, Cookie: client.cookie, 'X-Baton-CSRF': '1' }
  if (type) headers['Content-Type'] = type
  const answer = await fetch(client.url + '/api/v1' + path, { method: 'POST', headers, body: bytes })
  const text = await answer.text()
  const isProblem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json')
  let problem = null
  if (isProblem) problem = JSON.parse(text)
  return { status: answer.status, text, problem, body: () => JSON.parse(text) }
}

const upload = (client, name, bytes) => {
  const form = new FormData()
  form.append('files', new Blob([bytes]), name)
  return send(client, '/imports', form)
}

// A request by hand: its head, then bytes for as long as the server takes them and `more` has some. Ends with what
// the server said and how much it took.
function converse(url, head, more = () => null) {
  const { hostname, port } = new URL(url)
  return new Promise((done) => {
    const socket = connect(Number(port), hostname)
    let said = ''
    let taken = 0
    let isOver = false
    const end = () => {
      if (isOver) return
      isOver = true
      socket.destroy()
      goOn()
      done({ said, taken, status: Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0) })
    }
    const timer = setTimeout(end, 30_000)
    timer.unref()
    let goOn = () => {}
    const push = async () => {
      while (!isOver && !said) {
        const bytes = await more()
        if (!bytes) return
        taken += bytes.length
        const hasRoom = socket.write(bytes)
        await new Promise((next) => (hasRoom ? setImmediate(next) : (goOn = next)))
      }
    }
    socket.on('drain', () => goOn())
    socket.on('connect', () => {
      socket.write(head)
      void push()
    })
    socket.on('data', (bytes) => {
      said += bytes
      setTimeout(end, 100)
    })
    socket.on('error', end)
    socket.on('close', end)
  })
}

const headOf = (client, lines) =>
  ['POST /api/v1/imports HTTP/1.1', `Host: ${new URL(client.url).host}`, `Origin: ${client.url}`, `Cookie: ${client.cookie}`,
   'X-Baton-CSRF: 1', 'Content-Type: text/csv', ...lines, '', ''].join('\r\n')

const kilobytes = (pid, field) =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

// ---- what is sent

async function sendJson(client, check) {
  const routes = ['/accounts', '/people', '/imports/table', '/plans', '/promises', '/tokens', '/session']
  const folder = 'json/JSONTestSuite/test_parsing/'
  for (const route of routes) {
    const faults = []
    for (const name of namesIn(folder)) {
      const answer = await send(client, route, bytesOf(folder + name), 'application/json')
      const isRefused = [400, 409, 413, 422].includes(answer.status)
      const saysWhy = answer.problem?.code && answer.problem.detail
      // What is no JSON says where it stops being any. Nothing at all is an empty object, and too much is not read.
      const place = /line [\d,]+, column [\d,]+/.test(answer.problem?.detail ?? '') || answer.problem?.code === 'problem.json.too_deep'
      const isBroken = name.startsWith('n_') && name !== 'n_structure_no_data.json' && answer.status !== 413
      if (!isRefused || !saysWhy || (isBroken && (answer.status !== 400 || !place)))
        faults.push(`${name}: ${answer.status} ${answer.problem?.code} ${answer.problem?.detail}`)
    }
    check(`JSONTestSuite at POST ${route}`, faults.length === 0, faults.slice(0, 8).join('\n    '))
  }
  for (const type of ['text/plain', 'text/xml', 'application/x-www-form-urlencoded', null]) {
    const answer = await send(client, '/accounts', Buffer.from('{"name":"x"}'), type)
    check(`JSON as ${type}`, [400, 415].includes(answer.status) && answer.problem?.detail, `${answer.status} ${answer.text}`)
  }
}

async function sendTables(client, check) {
  const random = Buffer.alloc(300_000)
  for (let i = 0, seed = 1; i < random.length; ++i) random[i] = (seed = (seed * 48271) % 2147483647) >>> 8
  const good = zip([{ name: 'clients.csv', bytes: CSV }])
  const goodBook = workbook(PLAIN_SHEET)
  const flat = Buffer.alloc(64 * MEGABYTE, 'a,b\n')
  const refused = {
    'random bytes as .csv': ['a.csv', random],
    'a program as .csv': ['a.csv', readFileSync(process.execPath).subarray(0, MEGABYTE)],
    'zeros as .csv': ['a.csv', Buffer.alloc(MEGABYTE)],
    'a picture as .csv': ['a.csv', Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), random])],
    'nothing': ['a.csv', Buffer.alloc(0)],
    'only headers': ['a.csv', Buffer.from('Client,City\n')],
    'a PDF': ['a.pdf', Buffer.from('%PDF-1.4\n1 0 obj')],
    'an old .xls': ['a.xls', Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex')],
    'gzip': ['a.csv.gz', Buffer.concat([Buffer.from('1f8b0800', 'hex'), random])],
    'one cell of 2 MB': ['a.csv', Buffer.concat([CSV, Buffer.alloc(2 * MEGABYTE, 'x')])],
    'one row of 9 MB': ['a.csv', Buffer.concat([CSV, Buffer.alloc(9 * MEGABYTE, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,')])],
    '3,000 columns': ['a.csv', Buffer.from(`${'a,'.repeat(3000)}\n${'b,'.repeat(3000)}\n`)],
    'UTF-16 cut in a character': ['a.csv', Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from('Client,City\nx,y\n', 'utf16le'), Buffer.from('d8', 'hex')])],
    'half a .zip': ['a.zip', good.subarray(0, good.length >> 1)],
    'a .zip without its end': ['a.zip', good.subarray(0, good.length - 10)],
    'half a .xlsx': ['a.xlsx', goodBook.subarray(0, goodBook.length >> 1)],
    'a .xlsx without its end': ['a.xlsx', goodBook.subarray(0, goodBook.length - 30)],
    'a .zip with a changed byte': ['a.zip', Buffer.from(good.map((byte, i) => (i === 50 ? byte ^ 255 : byte)))],
    'a bomb': ['a.zip', zip([{ name: 'a.csv', bytes: flat }])],
    'a bomb that claims to be small': ['a.zip', zip([{ name: 'a.csv', bytes: flat, size: 100 }])],
    'a bomb of a sheet': ['a.xlsx', workbook(PLAIN_SHEET.replace('Larmar', 'x'.repeat(64 * MEGABYTE)))],
    'a .zip with a password': ['a.zip', zip([{ name: 'a.csv', bytes: CSV, flags: 1 }])],
    'a .zip in a .zip': ['a.zip', zip([{ name: 'b.zip', bytes: good }])],
    'an empty .zip': ['a.zip', zip([])],
    '100,000 members': ['a.zip', zip(Array.from({ length: 100_000 }, (_, i) => ({ name: `${i}.csv`, bytes: CSV })))],
    'a sheet that is no XML': ['a.xlsx', workbook('<worksheet><sheetData><row>')],
    'a .xlsx without a workbook': ['a.xlsx', zip([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') }])],
  }
  for (const [name, [file, bytes]] of Object.entries(refused)) {
    const answer = await upload(client, file, bytes)
    const isClear = answer.status >= 400 && answer.status < 500 && answer.problem?.detail
    check(name, isClear && !/\{|\bundefined\b/.test(answer.problem.detail), `${answer.status} ${answer.text.slice(0, 300)}`)
  }

  // Taken or refused, but not expanded.
  const laughing = await upload(client, 'a.xlsx', workbook(withEntity(LAUGHS, '&a9;')))
  check('a billion laughs', laughing.status < 500 && !laughing.text.includes('haha'), `${laughing.status} ${laughing.text.slice(0, 300)}`)
  const open = await upload(client, 'a.csv', Buffer.concat([Buffer.from('a,b\n"'), Buffer.alloc(9 * MEGABYTE, 'x,y\n')]))
  check('a quotation mark without its other', open.status < 500, `${open.status} ${open.text.slice(0, 300)}`)
  // An entity of a file on the server is not read, whether the sheet is refused or taken.
  const reading = await upload(client, 'a.xlsx', workbook(withEntity('<!ENTITY f SYSTEM "file:///etc/passwd">', '&f;')))
  check('an external entity', reading.status < 500 && !reading.text.includes('root:'), `${reading.status} ${reading.text.slice(0, 200)}`)
  // A member's path is a name on a screen and nowhere else.
  const climbing = await upload(client, 'a.zip', zip([{ name: '../../../../tmp/escaped.csv', bytes: CSV }]))
  check('a path that climbs', climbing.status === 201 || (climbing.status < 500 && climbing.problem), `${climbing.status}`)
  for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=', 'image/png']) {
    const answer = await send(client, '/imports', Buffer.from('{"a":'), type)
    check(`an upload as ${type}`, answer.status >= 400 && answer.status < 500 && answer.problem?.detail, `${answer.status} ${answer.text}`)
  }
}

// Every file of the lists of strings, and of JSON, as a table.
async function sendTexts(client, check) {
  const files = [...namesIn('strings/').map((name) => `strings/${name}`),
                 ...namesIn('json/JSONTestSuite/test_parsing/').map((name) => `json/JSONTestSuite/test_parsing/${name}`)]
  const faults = []
  for (const file of files) {
    const answer = await upload(client, file.split('/').pop(), bytesOf(file))
    if (answer.status !== 201 && !(answer.status >= 400 && answer.status < 500 && answer.problem?.detail))
      faults.push(`${file}: ${answer.status} ${answer.text.slice(0, 200)}`)
    if (answer.status !== 201 || !file.startsWith('strings/')) continue
    const path = `/imports/${answer.body().id}`
    const target = { files: answer.body().files.map(({ id }) => ({ id, target: 'account', columns: [{ index: 0, field: 'name' }] })) }
    const mapped = await client.ask('PATCH', path, target, { 'If-Match': '"1"' })
    const tried = await client.ask('POST', `${path}/preview`)
    for (const each of [mapped, tried]) if (each.status >= 500) faults.push(`${file}: ${each.status} ${each.text}`)
  }
  check(`${files.length} texts as tables`, faults.length === 0, faults.slice(0, 8).join('\n    '))
}

async function sendWithoutEnd(client, check) {
  const stated = await converse(client.url, headOf(client, ['Content-Length: 1500000000']), () => Buffer.alloc(65_536, 'x'))
  check('a gigabyte that says so', stated.status === 413 && stated.taken < 8 * MEGABYTE, `${stated.status} after ${stated.taken}`)
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'a,b\n'), Buffer.from('\r\n')])
  const streamed = await converse(client.url, headOf(client, ['Transfer-Encoding: chunked']), () => chunk)
  check('a stream without an end', streamed.status === 413 && streamed.taken < (LIMIT_MB + 16) * MEGABYTE, `${streamed.status} after ${streamed.taken}`)
  const nonsense = await converse(client.url, headOf(client, ['Transfer-Encoding: chunked']) + 'zzz\r\n')
  check('a chunk without a size', [0, 400].includes(nonsense.status), `${nonsense.status}`)
  for (const length of ['-1', '99999999999999999999999', '1e9', '12, 13']) {
    const answer = await converse(client.url, headOf(client, [`Content-Length: ${length}`]) + 'abc')
    check(`a length of ${length}`, [0, 400, 413].includes(answer.status), `${answer.status}`)
  }
  // Somebody slow holds up nobody.
  let pieces = 0
  const slow = Array.from({ length: 50 }, () =>
    converse(client.url, headOf(client, ['Content-Length: 1000000']), async () => {
      await new Promise((next) => setTimeout(next, 100))
      return ++pieces < 50 * 25 ? Buffer.from('a,b\n') : null
    }))
  const times = []
  for (let i = 0; i < 20; ++i) {
    const began = performance.now()
    await client.need('GET', '/session')
    times.push(performance.now() - began)
    await new Promise((next) => setTimeout(next, 50))
  }
  times.sort((one, other) => one - other)
  check('50 slow uploads hold up nobody', times[10] < 1000, `median ${times[10].toFixed(1)} ms`)
  return Promise.race([Promise.all(slow), new Promise((done) => setTimeout(done, 100))])
}

export async function sendHostile(binary, report) {
  const check = (name, holds, shown = '') => report(`hostile: ${name}`, holds ? null : `it does not hold: ${shown}`)
  const server = await startServer(binary, { args: ['--upload-limit-mb', String(LIMIT_MB)] })
  try {
    const ada = await found(server, server.setupToken(), 'Hostile', 'Ada Admin', 'ada@test.example')
    const { client } = await hire(server, ada.client, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager' })
    await upload(client, 'warm.csv', CSV)
    const before = kilobytes(server.pid, 'VmHWM')
    const groups = { sendJson, sendTables, sendTexts, sendWithoutEnd }
    for (const [name, group] of Object.entries(groups)) {
      await group(client, check)
      const more = (kilobytes(server.pid, 'VmHWM') - before) >> 10
      check(`memory after ${name}`, more < MOST_MEMORY_MB, `${more} MB more`)
    }
    await client.need('GET', '/session')
    check('nothing is left of refused uploads', readdirSync(`${server.folder}/uploads`).length <= 50)
    const isQuiet = !/"level":"error"|\[error\]|terminate|Sanitizer/i.test(server.log())
    check('no error in the log', isQuiet, server.log().split('\n').filter((line) => /error/i.test(line)).slice(0, 5).join('\n    '))
  } finally {
    const code = await server.stop()
    check('the server stops on SIGTERM', code === 0, `exit code ${code}\n${server.log().slice(-1000)}`)
  }
}
