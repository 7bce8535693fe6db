// What is said in a coaching session stays with those who may read it: a marker word is written wherever people write one,
// and looked for in everything that an administrator can reach: every route of the API, search, the log, the export, live
// events, jobs, digests, mails and notices, backups, and what the process logs. Then the same for others who are not in the session.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { run } from './server.mjs'

const WORD = 'ZAUBERFLOETE'

// The files of a .zip, one after the other; each ends where its deflated bytes do.
export function unzip(bytes) {
  const files = {}
  const mark = Buffer.from('504b0304', 'hex')
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 4)) {
    const [length, extra] = [bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)]
    const name = bytes.toString('utf8', at + 30, at + 30 + length)
    const packed = bytes.subarray(at + 30 + length + extra)
    files[name] = bytes.readUInt16LE(at + 8) === 0 ? packed.toString() : inflateRawSync(packed).toString()
  }
  return files
}

export async function keepSealed({ server, binary, database, clients, values, document, report }) {
  const { ada, dana, jim, jada, tom, mara } = clients
  const expect = (name, isGood, told = '') => report(`sealed: ${name}`, isGood ? null : told || 'it is not so')
  const deeds = []
  const ids = { session: null, note: null, item: null, step: null }
  const write = async (client, method, path, body, headers = {}) => {
    const answer = await client.ask(method, path, body, headers)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    expect(`${method} ${path.replace(/\d{6,}/g, '…')} answers without the words`, !answer.text.includes(WORD), answer.text)
    const deed = answer.headers.get('Baton-Action')
    if (deed) deeds.push(deed)
    return answer.body
  }
  const ears = []
  for (const client of [ada, dana, tom, mara, jada]) ears.push(await client.listen())
  const plan = { kind: 'one_to_one', purpose: 'skill', rep_ids: [values.jada], starts_at: values.tomorrow, minutes: 30 }
  ids.session = (await write(jim, 'POST', '/coaching-sessions', plan)).id
  const path = `/coaching-sessions/${ids.session}`
  ids.note = (await write(jim, 'POST', `${path}/notes`, { text: `${WORD} for us two`, visibility: 'the_two' }, { 'Idempotency-Key': 'sealed-1' })).id
  await write(jim, 'POST', `${path}/notes`, { text: `${WORD} for me`, visibility: 'author_only' })
  await write(jada, 'POST', `${path}/notes`, { text: `${WORD} of mine`, visibility: 'author_only' })
  ids.item = (await write(jada, 'POST', `${path}/items`, { text: `${WORD} on the agenda` })).id
  ids.step = (await write(jada, 'POST', `${path}/steps`, { text: `${WORD} next`, due_on: '2031-01-15' })).id
  await write(jim, 'PATCH', `/coaching-steps/${ids.step}`, { text: `${WORD} next, and more` }, { 'If-Match': '"1"' })
  await write(jada, 'PATCH', `/agenda-items/${ids.item}`, { text: `${WORD} first on the agenda` }, { 'If-Match': '"1"' })
  await write(jim, 'PATCH', `/coaching-notes/${ids.note}`, { text: `${WORD} again` }, { 'If-Match': '"1"' })
  await write(jim, 'POST', `${path}/hold`, { minutes: 30 }, { 'If-Match': '"1"' })
  await jim.ask('POST', `${path}/notes`, { text: WORD, visibility: 'nobody' })

  // A stream tells what happens once it is there, so it happens until it is told.
  for (let tries = 0; tries < 200 && !ears.at(-1).text().includes('coaching_note'); ++tries) {
    const { version } = (await jim.need('GET', path)).notes.find((note) => note.id === ids.note)
    await write(jim, 'PATCH', `/coaching-notes/${ids.note}`, { text: `${WORD} again, ${tries}` }, { 'If-Match': `"${version}"` })
    await new Promise((done) => setTimeout(done, 250))
  }
  expect('the other one of the two hears that something was written', ears.at(-1).text().includes('coaching_note'), ears.at(-1).text())
  expect('no live event says what', !ears.some((ear) => ear.text().includes(WORD)))
  expect('others do not hear that anything was', !ears.slice(0, -1).some((ear) => /"coaching_(note|item|step)/.test(ear.text())), ears.map((ear) => ear.text()).join().slice(0, 500))
  for (const ear of ears) await ear.stop()

  const [jims, jadas] = [await jim.ask('GET', path), await jada.ask('GET', path)]
  const count = (answer) => answer.text.split(WORD).length - 1
  expect('each of the two reads what is for them', count(jims) === 6 && count(jadas) === 6, `${count(jims)} ${count(jadas)} ${jims.text}`)

  // Every address that reads something, with everything that could be asked for in it.
  const wanted = [...Object.values(ids), ...Object.values(values).filter((value) => /^\d+$/.test(value)), ...deeds]
  const reads = ['/actions?limit=200', `/search?q=${WORD}`, `/search?q=${WORD.toLowerCase().slice(0, 5)}`, `/people?q=${WORD}`]
  for (const [route, operations] of Object.entries(document.paths)) {
    if (!operations.get || !route.startsWith('/api/v1/') || operations.get.operationId === 'listen') continue
    const address = route.replace('/api/v1', '')
    const holes = address.match(/\{[^}]+\}/g) ?? []
    if (holes.length === 0) reads.push(address)
    else for (const id of wanted) reads.push(holes.reduce((text, hole) => text.replace(hole, id), address))
  }
  const look = async (name, client) => {
    const seen = []
    for (const address of reads) {
      const answer = await client.ask('GET', address)
      if (answer.text.includes(WORD)) seen.push(address)
      if (answer.status >= 500) seen.push(`${answer.status} ${address}`)
    }
    expect(`${name} finds it at no address`, seen.length === 0, seen.slice(0, 5).join(', '))
  }
  const others = { 'an administrator': ada, 'a director': dana, 'another rep': tom, 'another manager': mara }
  await Promise.all(Object.entries(others).map(([name, client]) => look(name, client)))

  for (const deed of deeds) await ada.ask('POST', `/actions/${deed}/undo`)
  const after = await jada.ask('GET', path)
  expect('an administrator undoes none of it', count(after) === 6, after.text)

  const folder = mkdtempSync(join(tmpdir(), 'baton-sealed-'))
  try {
    const kept = database ? ['--database', database] : []
    const file = join(folder, 'all.zip')
    const { name } = await ada.need('GET', '/organization')
    run(binary, ['export', file, '--data', server.folder, ...kept, '--organization', name])
    const files = unzip(readFileSync(file))
    expect('the export holds something', Object.keys(files).length > 3, Object.keys(files).join())
    expect('the export can be read here', Object.values(files).some((text) => text.includes('Jada Ellis')))
    expect('the export does not hold it', !Object.values(files).some((text) => text.includes(WORD)))
    if (!database) {
      const backup = join(folder, 'all.backup')
      run(binary, ['backup', backup, '--data', server.folder])
      expect('a backup does not show it', !readFileSync(backup).includes(WORD))
      const there = readdirSync(server.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      const shown = there.filter((one) => readFileSync(join(one.parentPath ?? one.path, one.name)).includes(WORD))
      expect('no file of the data folder shows it', shown.length === 0, shown.map((one) => one.name).join())
    }
    const doctor = spawnSync(binary, ['doctor', '--data', server.folder, ...kept], { encoding: 'utf8' })
    expect('nor does baton doctor', !(doctor.stdout + doctor.stderr).includes(WORD))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  expect('the process logs none of it', !server.log().includes(WORD))
}
