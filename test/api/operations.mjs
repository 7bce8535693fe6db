// What an operator does: backup while serving, restore, doctor, the key, a forgotten password; and what a killed server
// had answered is there afterwards.
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, run, startServer } from './server.mjs'

const PASSWORD = 'correct horse battery staple'

const fails = (binary, args) => {
  const done = spawnSync(binary, args, { encoding: 'utf8' })
  return { status: done.status, said: done.stderr + done.stdout }
}

async function found(server) {
  const client = new Client(server.url)
  const me = { name: 'Ada Admin', email: 'ada@test.example', password: PASSWORD, organization_name: 'Ops' }
  await client.need('POST', `/invitations/${server.setupToken()}/acceptance`, { ...me, currency: 'USD', time_zone: 'UTC' })
  return client
}

export async function operate(binary, report) {
  const expect = (name, holds, shown = '') => report(`operations: ${name}`, holds ? null : `it does not hold ${shown}`)
  const folder = mkdtempSync(join(tmpdir(), 'baton-operations-'))
  const data = join(folder, 'data')
  const backup = join(folder, 'baton.backup')
  let server = await startServer(binary, { data })
  try {
    const ada = await found(server)
    const relay = { kind: 'folder', from_email: 'baton@test.example', user_name: 'baton', password: 'sealed with the key' }
    await ada.need('PATCH', '/mail-relay', relay, { 'If-Match': '"0"' })
    const kept = await ada.need('POST', '/people', { name: 'Before Backup' })
    const late = await ada.need('GET', '/health')
    expect('no backup is a warning', late.is_backup_late && late.is_restore_test_late, JSON.stringify(late))
    const tested = run(binary, ['backup', backup, '--test', '--data', data])
    expect('a backup is restored for a test', tested.includes('found whole') && !readdirSync(data).some((name) => name.startsWith('restore-test')), tested)
    const health = await ada.need('GET', '/health')
    expect('administrators see both', !health.is_backup_late && !health.is_restore_test_late && health.backups[0].bytes > 0 && health.restore_tests[0].is_well, JSON.stringify(health))
    const metrics = await fetch(`${server.url}/metrics`)
    const exposed = await metrics.text()
    expect('this machine reads the metrics', metrics.status === 200 && /^baton_backup_last_success_seconds 1\d{9}$/m.test(exposed) && exposed.includes('route="getHealth",status="200"'), exposed)
    const passedOn = await fetch(`${server.url}/metrics`, { headers: { 'X-Forwarded-For': '203.0.113.7' } })
    expect('a proxy passes on no metrics', passedOn.status === 404, String(passedOn.status))
    expect('a backup is one file', statSync(backup).size > 0)
    expect('what the key seals cannot be read in it', !readFileSync(backup).includes('sealed with the key'))
    expect('the key is in no backup', !readFileSync(backup).includes(readFileSync(join(data, 'baton.key'))))
    await ada.need('POST', '/people', { name: 'After Backup' })

    // Somebody who left is erased: the name is nowhere any more, and no undo brings it back.
    const gone = await ada.need('POST', '/people', { name: 'Vera Gone', email: 'vera@gone.example' })
    const early = await ada.ask('POST', `/people/${gone.id}/erasure`, { name: 'Vera Gone' })
    expect('who works here is not erased', early.status === 409, early.text)
    await ada.need('DELETE', `/people/${gone.id}`)
    const mistyped = await ada.ask('POST', `/people/${gone.id}/erasure`, { name: 'Vera' })
    expect('the name is typed as it stands', mistyped.status === 422, mistyped.text)
    await ada.need('POST', `/people/${gone.id}/erasure`, { name: 'Vera Gone' })
    for (let i = 0; i < 1200 && (await ada.need('GET', '/erasures')).items[0].state !== 'done'; ++i) await new Promise((resolve) => setTimeout(resolve, 50))
    const log = (await ada.ask('GET', '/actions.csv')).text
    expect('the log says that and not whom', log.includes('person.erase') && !/vera|gone\.example/i.test(log), log.slice(0, 2000))
    const [erased] = (await ada.need('GET', '/actions?kind=person.erase')).items
    const back_again = await ada.ask('POST', `/actions/${erased.id}/undo`)
    expect('an erasure is final', back_again.status === 409, back_again.text)

    // What was answered is there after kill -9.
    const names = []
    for (let i = 0; i < 20; ++i) names.push((await ada.need('POST', '/people', { name: `Person ${i}` })).name)
    await server.kill()
    server = await startServer(binary, { data })
    ada.url = server.url
    const people = (await ada.need('GET', '/people')).items.map((person) => person.name)
    expect('nothing answered is lost by kill -9', names.every((name) => people.includes(name)))
    expect('the session outlives a restart', people.includes('After Backup'))

    const link = run(binary, ['user', 'reset', 'ada@test.example', '--data', data]).trim()
    const again = new Client(server.url)
    await again.need('POST', `/invitations/${link.split('/').pop()}/acceptance`, {
      name: 'Ada Admin',
      email: 'ada@test.example',
      password: 'a new long password',
    })
    const before = await ada.ask('GET', '/people')
    expect('a reset ends the sessions there were', before.status === 401, before.text)
    const old = await new Client(server.url).ask('POST', '/session', { email: 'ada@test.example', password: PASSWORD })
    expect('a reset replaces the password', old.status === 401, old.text)
    const nobody = fails(binary, ['user', 'reset', 'nobody@test.example', '--data', data])
    expect('nobody has no reset', nobody.status === 1 && nobody.said.includes('Nobody signs in as'), nobody.said)
    await server.stop({ keep: true })

    // Restore refuses to overwrite, takes the backup into an empty folder, and refuses a damaged file.
    const refused = fails(binary, ['restore', backup, '--data', data])
    expect('restore overwrites nothing', refused.status === 1 && refused.said.includes('there already'), refused.said)
    const restored = join(folder, 'restored')
    const keyless = fails(binary, ['restore', backup, '--data', restored])
    expect('restore asks for the key', keyless.status === 1 && keyless.said.includes('key file'), keyless.said)
    for (const name of ['restored', 'third']) {
      mkdirSync(join(folder, name))
      copyFileSync(join(data, 'baton.key'), join(folder, name, 'baton.key'))
      chmodSync(join(folder, name, 'baton.key'), 0o600)
    }
    run(binary, ['restore', backup, '--data', restored])
    server = await startServer(binary, { data: restored })
    const client = new Client(server.url)
    await client.need('POST', '/session', { email: 'ada@test.example', password: PASSWORD })
    const back = (await client.need('GET', '/people')).items.map((person) => person.name)
    expect('a restore is the state of the backup', back.includes(kept.name) && !back.includes('After Backup'), back)
    await server.stop({ keep: true })
    truncateSync(backup, Math.floor(statSync(backup).size / 2))
    const damaged = fails(binary, ['restore', backup, '--data', join(folder, 'third')])
    expect('a damaged backup is refused', damaged.status === 1 && !existsSync(join(folder, 'third', 'baton.db')), damaged.said)

    // The doctor.
    const well = fails(binary, ['doctor', '--data', restored, '--web', folder])
    expect('doctor finds a whole database', well.said.includes('The database is whole'), well.said)
    const key = readFileSync(join(restored, 'baton.key'))
    writeFileSync(join(restored, 'baton.key'), Buffer.alloc(32, 7))
    const other = fails(binary, ['doctor', '--data', restored, '--web', folder])
    expect('doctor sees the key of another database', other.status === 1 && other.said.includes('another key'), other.said)
    writeFileSync(join(restored, 'baton.key'), key)
    chmodSync(join(restored, 'baton.key'), 0o644)
    const open = fails(binary, ['doctor', '--data', restored])
    expect('doctor sees a key that others can read', open.status === 1 && open.said.includes('chmod 600'), open.said)
    rmSync(join(restored, 'baton.key'))
    const missing = fails(binary, ['doctor', '--data', restored])
    const started = fails(binary, ['migrate', '--data', restored])
    expect('no new key takes its place', started.status === 1 && !existsSync(join(restored, 'baton.key')), started.said)
    expect('doctor misses the key', missing.status === 1 && missing.said.includes('is missing'), missing.said)
    writeFileSync(join(restored, 'baton.db'), 'this is no database')
    const broken = fails(binary, ['doctor', '--data', restored])
    expect('doctor sees a broken database', broken.status === 1, broken.said)

    const wrong = fails(binary, ['serve', '--listen', 'nowhere', '--data', data])
    expect('a wrong option says which', wrong.status === 1 && wrong.said.includes('listen'), wrong.said)
    const printed = run(binary, ['config', '--workers', '3'])
    expect('config says where a value came from', /workers = 3\s+\(flag\)/.test(printed), printed)
  } finally {
    await server.stop({ keep: true }).catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  }
}
