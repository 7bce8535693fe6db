// An import from end to end against the real server: refused rows and originals come back, a stale mapping is refused, one
// that is cancelled on the way is taken back, and `baton import` works beside the server on the same database.
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const clients = 'Client,City,Revenue\n"Zeta, Mills",Chicago,"$48,200.00"\nYota Motors,Gary,a lot\n'

const manyClients = (count, prefix) => {
  let text = 'Client,City,Revenue\n'
  for (let i = 0; i < count; ++i) text += `${prefix} ${i},Gary,${1000 + i}\n`
  return text
}

const upload = (client, name, text) => {
  const form = new FormData()
  form.append('files', new Blob([text], { type: 'text/csv' }), name)
  return client.need('POST', '/imports', form)
}

async function until(what, holds, tries = 2400) {
  for (let i = 0; i < tries; ++i) {
    const found = await holds()
    if (found) return found
    await sleep(50)
  }
  throw new Error(`${what} takes too long`)
}

const ended = (client, id) =>
  until('an import', async () => {
    const one = await client.need('GET', `/imports/${id}`)
    return one.state === 'running' ? null : one
  })

export async function importFiles({ server, binary, database, clients: people, report }) {
  const expect = (name, holds, shown = '') => report(`imports: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown)}`)
  const jim = people.jim
  const found = async (text) => (await jim.need('GET', `/accounts?owner=any&q=${encodeURIComponent(text)}`)).items

  // A mapping that somebody else changed meanwhile.
  const made = await upload(jim, 'clients.csv', clients)
  const path = `/imports/${made.id}`
  const { person, organization } = await jim.need('GET', '/session')
  const owner = { owners: made.owners.map(({ key }) => ({ key, person_id: person.id })) }
  const late = { 'If-Match': `"${made.version}"` }
  const mapped = await jim.need('PATCH', path, owner, late)
  const stale = await jim.ask('PATCH', path, owner, late)
  expect('a stale mapping is refused', stale.status === 412 && mapped.version === made.version + 1, stale.text)
  const missing = await jim.ask('PATCH', path, owner)
  expect('a mapping names its version', missing.status === 428, missing.text)

  // What was refused comes back with its cells, and the rest is in the export as it came.
  await jim.need('POST', `${path}/run`)
  const done = await ended(jim, made.id)
  expect('it ends done', done.state === 'done' && done.counts[0].created === 1 && done.counts[0].rejected === 1, done)
  const rejected = await jim.ask('GET', `${path}/rejected.csv`)
  const isCsv = rejected.headers.get('content-type').startsWith('text/csv') && rejected.headers.get('content-disposition').includes('rejected.csv')
  expect('refused rows come back as a CSV', isCsv && /clients\.csv,3,Revenue,/.test(rejected.text) && rejected.text.includes('Yota Motors,Gary,a lot'), rejected.text)
  const others = await people.mara.ask('GET', `${path}/rejected.csv`)
  expect('another manager sees none of it', others.status === 404, others.text)
  const folder = mkdtempSync(join(tmpdir(), 'baton-imports-'))
  try {
    // What came in goes out, and its export read again changes nothing.
    const zip = await fetch(`${server.url}/api/v1/export`, { headers: { Cookie: people.ada.cookie } })
    const own = await upload(people.ada, 'everything.zip', await zip.blob())
    const isOwn = own.files.every((file) => file.source === 'baton')
    const read = await people.ada.need('POST', `/imports/${own.id}/preview`)
    const ofAccounts = read.targets.find(({ target }) => target === 'account')
    const touched = read.targets.filter((target) => target.created + target.changed + target.rejected > 0)
    expect('an export read again changes nothing', isOwn && ofAccounts.unchanged > 0 && touched.length === 0, read.targets)

    // Cancelled on the way, then taken back.
    const many = await upload(jim, 'many.csv', manyClients(30_000, 'Cancel Works'))
    const running = await jim.need('POST', `/imports/${many.id}/run`)
    const action = await until('the first chunk', async () => {
      const now = await jim.need('GET', `/imports/${many.id}`)
      return now.counts.some((counts) => counts.created > 0) ? now.action_id : null
    })
    // As little as can be stands between the first chunk and the cancelling: the file must not be done by then.
    const [early, generic] = await Promise.all([`/imports/${many.id}/undo`, `/actions/${action}/undo`].map((path) => jim.ask('POST', path)))
    await jim.need('POST', `/jobs/${running.job_id}/cancel`)
    expect('while it runs it is not taken back', early.status === 409 && early.body.code === 'problem.import.is_running', early.text)
    expect('nor by the log of deeds', generic.status === 409 && generic.body.code === 'problem.import.undo_there', generic.text)
    const cancelled = await ended(jim, many.id)
    const created = cancelled.counts[0]?.created ?? 0
    expect('it is cancelled behind a chunk', cancelled.state === 'cancelled' && created > 0 && created < 30_000, { state: cancelled.state, created })
    expect('what is in stays', (await found('Cancel Works 1')).length > 0)
    const again = await jim.ask('POST', `/actions/${action}/undo`)
    expect('there is one way to take it back', again.status === 409 && again.body.code === 'problem.import.undo_there', again.text)
    await jim.need('POST', `/imports/${many.id}/undo`)
    const undone = await ended(jim, many.id)
    expect('and then all of it is gone', undone.state === 'undone' && (await found('Cancel Works')).length === 0, undone.state)
    const back = (await jim.need('GET', '/actions')).items.find((one) => one.kind === 'import.undo')
    const redo = await jim.ask('POST', `/actions/${back.id}/undo`)
    expect('it comes back by its files only', redo.status === 409 && redo.body.code === 'problem.import.send_again', redo.text)
    const list = (await jim.need('GET', '/imports')).items
    expect('the list says how each ended', list[0].state === 'undone' && list[1].state === 'done', list.map((one) => one.state))

    await fromTheCommandLine(folder)
    await fromAFolder(join(folder, 'inbox'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }

  // Beside the server that serves the same database.
  async function fromTheCommandLine(folder) {
    const file = join(folder, 'cli.csv')
    const base = ['--data', server.folder, ...(database ? ['--database', database] : []), '--organization', organization.name]
    const call = (...args) => {
      const run = spawnSync(binary, ['import', ...args, ...base], { encoding: 'utf8' })
      return { status: run.status, said: run.stdout + run.stderr }
    }
    writeFileSync(file, 'Client,City,Revenue\nCommand Mills,Chicago,100\nCommand Motors,Gary,a lot\n')
    const preview = call(file, '--preview', '--as', 'ada@test.example')
    expect('baton import --preview says what would come', preview.status === 0 && preview.said.includes('Clients: 1 new') && (await found('Command')).length === 0, preview.said)
    const unasked = call(file, '--as', 'ada@test.example')
    expect('nothing runs unasked', unasked.status === 1 && unasked.said.includes('--yes'), unasked.said)
    const run = call(file, '--yes', '--as', 'jim@test.example', '--rejected', join(folder, 'mend.csv'))
    expect('baton import runs beside the server; refused rows are code 3', run.status === 3 && (await found('Command Mills')).length === 1, run.said)
    expect('and writes the refused rows', readFileSync(join(folder, 'mend.csv'), 'utf8').includes('Command Motors,Gary,a lot'))
    expect('the server lists it as any other', (await jim.need('GET', '/imports')).items[0].state === 'done')
    const nobody = call(file, '--yes', '--as', 'jada@test.example')
    expect('who may not import may not here', nobody.status === 1 && nobody.said.includes('may not import'), nobody.said)

    writeFileSync(file, manyClients(30_000, 'Ctrl Works'))
    const child = spawn(binary, ['import', file, '--yes', '--as', 'jim@test.example', ...base])
    let said = ''
    child.stdout.on('data', (bytes) => (said += bytes))
    child.stderr.on('data', (bytes) => (said += bytes))
    const code = new Promise((given) => child.on('close', given)) // all that it said is here by then
    const mine = await until('the command', async () => {
      const one = (await jim.need('GET', '/imports')).items[0]
      const isOn = one.state === 'running' && one.counts.some((counts) => counts.created > 0)
      return isOn ? one : null
    })
    const page = jim.ask('GET', '/accounts')
    child.kill('SIGINT')
    const status = await code
    expect('the server answers meanwhile', (await page).status === 200)
    const state = (await jim.need('GET', `/imports/${mine.id}`)).state
    expect('Ctrl-C cancels it with code 130', status === 130 && state === 'cancelled' && said.includes('cancelled'), { status, state, said })
    await jim.need('POST', `/imports/${mine.id}/undo`)
    expect('and it can be taken back', (await ended(jim, mine.id)).state === 'undone' && (await found('Ctrl Works')).length === 0)
  }

  // Killed in the middle of an import, started again, ended by SIGTERM; beside the server.
  async function fromAFolder(inbox) {
    mkdirSync(inbox)
    const base = ['--data', server.folder, ...(database ? ['--database', database] : []), '--organization', organization.name]
    const watch = () => {
      const child = spawn(binary, ['import', '--watch', inbox, '--as', 'jim@test.example', ...base])
      const one = { child, said: '', code: new Promise((given) => child.on('close', (code, signal) => given(code ?? signal))) }
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (one.said += bytes))
      return one
    }
    const imports = async () => (await jim.need('GET', '/imports?limit=100')).items
    const before = (await imports()).length
    const first = watch()
    await until('the watch', () => first.said.includes('Watching'))
    const second = watch()
    expect('a folder has one watch', (await second.code) === 1 && second.said.includes('watched already'), second.said)
    // Nothing stands between seeing the first clients and the kill: the file must not be done by then.
    writeFileSync(join(inbox, 'watched.csv'), manyClients(15_000, 'Watched Works'))
    await until('the file', async () => {
      const one = (await imports())[0]
      return one.state === 'running' && one.counts.some((counts) => counts.created > 0)
    })
    first.child.kill('SIGKILL')
    await first.code
    expect('killed, its file stays', existsSync(join(inbox, 'watched.csv')) && !existsSync(join(inbox, 'done', 'watched.csv')))
    const next = watch()
    await until('the rest', () => existsSync(join(inbox, 'done', 'watched.csv')))
    const all = await imports()
    const created = all[0].counts[0].created
    expect('started again, all of it is in, by one import', all.length === before + 1 && all[0].state === 'done' && created === 15_000, { said: next.said, created })
    writeFileSync(join(inbox, 'page.csv'), '<!doctype html>\n<html>\n<title>Sign in, please</title>\n<body>Sign in, now</body>\n</html>\n')
    await until('the refusal', () => existsSync(join(inbox, 'refused', 'page.csv')))
    const why = readFileSync(join(inbox, 'refused', 'page.csv.txt'), 'utf8')
    await until('the word of it', () => next.said.includes('page.csv: refused.'))
    expect('what is no table is refused with a reason', why.includes('is a web page'), why)
    // Written in pieces, each well within the three quiet seconds that a whole file has: none of them is read.
    const half = join(inbox, 'half.csv')
    writeFileSync(half, 'Client,City,Revenue\nHalf Works 0,Ga')
    for (let i = 1; i <= 15; ++i) {
      await sleep(350)
      appendFileSync(half, `ry,1000\nHalf Works ${i},Ga`)
    }
    const seen = (await imports()).length
    appendFileSync(half, 'ry,1000\n')
    await until('the whole file', () => existsSync(join(inbox, 'done', 'half.csv')))
    const whole = (await imports()).slice(0, -seen)
    expect('a file that is being written is read once it is whole', seen === all.length && whole.length === 1 && whole[0].counts[0].created === 16, { seen, said: next.said })
    const fresh = await jim.need('GET', '/imports/as-of')
    expect('and the book is as of then', fresh.as_of === whole[0].finished_at, { fresh, whole: whole[0].finished_at })
    next.child.kill('SIGTERM')
    expect('SIGTERM ends it with code 0', (await next.code) === 0 && next.said.includes('No longer watching'), next.said)
    await jim.need('POST', `/imports/${all[0].id}/undo`)
    expect('and it is taken back as any other', (await ended(jim, all[0].id)).state === 'undone')
  }
}
