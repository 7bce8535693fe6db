// Rows a second from a pipeline CSV to committed rows: the real server, beside SQLite's own shell on the same schema
//   baton    the file is uploaded and imported through the API: deals, accounts, owners, source ids, change rows, chunks
//            that are committed one by one with their checkpoint, while somebody else saves an account every 50 ms
//            then the same file again, which changes nothing
//   sqlite3  `.import` into a table of text, then INSERT ... SELECT into the same tables with the same keys, foreign keys,
//            indexes and change rows, in one transaction; it checks nothing, and nobody else may write meanwhile
//
//   node bench/import_bench.mjs [--rows 200000] [--binary build/release/src/baton]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, openAsBlob, rmSync, writeFileSync, createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { at, makeDemo, serve } from './real_server.mjs'

const agents = 30
const accounts = 2000
const products = ['GTX Basic', 'GTX Pro', 'GTX Plus Basic', 'GTX Plus Pro', 'MG Special', 'MG Advanced', 'GTK 500']
const stages = ['Prospecting', 'Engaging', 'Won', 'Lost']

const wait = (ms) => new Promise((done) => setTimeout(done, ms))

async function writeCsv(path, rows) {
  const out = createWriteStream(path)
  out.write('opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n')
  const day = (n) => new Date(Date.UTC(2025, 0, 1 + (n % 700))).toISOString().slice(0, 10)
  let text = ''
  for (let i = 0; i < rows; ++i) {
    const stage = stages[i % 4]
    const closed = i % 4 >= 2
    text +=
      `${(i + 0x100000).toString(36).toUpperCase()},Agent ${(i * 7) % agents},${products[i % products.length]},` +
      `Client ${(i * 31) % accounts},${stage},${day(i)},${closed ? day(i + 60) : ''},${closed ? (i % 9000) + 50 : ''}\n`
    if (text.length > 1 << 16) {
      if (!out.write(text)) await new Promise((done) => out.once('drain', done))
      text = ''
    }
  }
  await new Promise((done) => out.end(text, done))
}

async function ask(server, cookie, method, path, body, headers = {}) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      Origin: server.url,
      Cookie: cookie,
      'X-Baton-CSRF': '1',
      ...(body && !(body instanceof FormData) ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    body: body instanceof FormData ? body : body && JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : null
}

// Somebody else at work: saves an account every 50 ms, and notes how long each save took.
function workBeside(server, cookie) {
  const times = []
  let goesOn = true
  const ended = (async () => {
    const [first] = (await ask(server, cookie, 'GET', '/accounts')).items
    let { version } = first
    while (goesOn) {
      const start = performance.now()
      const path = `/accounts/${first.id}`
      const saved = await ask(server, cookie, 'PATCH', path, { phone: `+1 ${start}` }, { 'If-Match': `"${version}"` })
      times.push(performance.now() - start)
      version = saved.version
      await wait(50)
    }
    return times
  })()
  return () => {
    goesOn = false
    return ended
  }
}

async function upload(server, cookie, csv) {
  const form = new FormData()
  form.append('file', await openAsBlob(csv, { type: 'text/csv' }), 'sales_pipeline.csv')
  return (await ask(server, cookie, 'POST', '/imports', form)).id
}

// To its end; the counts of the deals.
async function run(server, cookie, id) {
  await ask(server, cookie, 'POST', `/imports/${id}/run`)
  let seen
  do {
    await wait(200)
    seen = await ask(server, cookie, 'GET', `/imports/${id}`)
  } while (seen.state === 'running')
  if (seen.state !== 'done') throw new Error(`the import ended as ${seen.state}`)
  return seen.counts.find(({ target }) => target === 'opportunity') ?? {}
}

async function runBaton(binary, csv, rows) {
  const server = await serve(binary)
  try {
    const cookie = await server.signIn('admin')
    const other = await server.signIn('jim')
    const stopAlone = workBeside(server, other)
    await wait(3000)
    const alone = await stopAlone()

    const start = performance.now()
    const id = await upload(server, cookie, csv)
    const uploaded = performance.now()
    const stop = workBeside(server, other)
    const created = (await run(server, cookie, id)).created
    const end = performance.now()
    const beside = await stop()
    if (created !== rows) throw new Error(`${created} deals from ${rows} rows`)

    const same = await upload(server, cookie, csv)
    const startSame = performance.now()
    const { unchanged } = await run(server, cookie, same)
    const endSame = performance.now()
    if (unchanged !== rows) throw new Error(`${unchanged} deals stayed of ${rows} rows`)
    return {
      upload: (uploaded - start) / 1000,
      run: (end - uploaded) / 1000,
      again: (endSame - startSame) / 1000,
      peak: server.peakMegabytes(),
      alone,
      beside,
    }
  } finally {
    await server.stop()
  }
}

// The ids that the script gives; the demo's are above them.
const ours = 'id BETWEEN 1000000000000000 AND 1999999999999999'

// A change row for each row of `table` that came in, with the row's values as JSON.
function changes(table, columns, base) {
  const values = columns.map((name) => `'${name}', ${name}`).join(', ')
  return `INSERT INTO change (org_id, id, action_id, table_name, row_id, version_before, version_after, old_values, new_values)
    SELECT org_id, ${base} + row_number() OVER (ORDER BY id), 7, '${table}', id, NULL, 1, NULL, json_object(${values})
    FROM ${table} WHERE org_id = (SELECT org_id FROM temp.org) AND ${ours};`
}

function script(csv) {
  const org = '(SELECT org_id FROM temp.org)'
  const days = (column) => `CAST(julianday(NULLIF(${column}, '')) - 2440587.5 AS INTEGER)`
  return `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -48000;
CREATE TEMP TABLE org AS SELECT org_id FROM organization LIMIT 1;
.mode csv
.import --schema temp ${csv} raw
BEGIN IMMEDIATE;
INSERT INTO action VALUES (${org}, 7, NULL, 'import.run', '', NULL, 0, NULL, NULL);
INSERT INTO person SELECT ${org}, 1000000000000000 + row_number() OVER (), 1, sales_agent, lower(sales_agent), NULL, NULL, 'rep', '',
  NULL, 'en', '', '', '', NULL, NULL, NULL, 1, 0, NULL FROM (SELECT DISTINCT sales_agent FROM raw);
INSERT INTO product SELECT ${org}, 1000000100000000 + row_number() OVER (), 1, product, 'bench ' || lower(product), '', NULL, 'USD', NULL
  FROM (SELECT DISTINCT product FROM raw);
INSERT INTO stage SELECT ${org}, 1000000200000000 + row_number() OVER (), 1, deal_stage, 'bench ' || lower(deal_stage), 1, 'early', 0, NULL
  FROM (SELECT DISTINCT deal_stage FROM raw);
INSERT INTO account SELECT ${org}, 1000000300000000 + row_number() OVER (), 1, account, lower(account), '', '', '', '', '', '', '', '',
  NULL, 'USD', NULL, NULL, 0, NULL FROM (SELECT DISTINCT account FROM raw);
CREATE TEMP TABLE agent_id AS SELECT name, id FROM person WHERE ${ours};
CREATE UNIQUE INDEX temp.agent_name ON agent_id (name, id);
CREATE TEMP TABLE account_of AS SELECT name, id FROM account WHERE ${ours};
CREATE UNIQUE INDEX temp.account_of_name ON account_of (name, id);
INSERT INTO ownership SELECT ${org}, 1000000400000000 + row_number() OVER (), 1, account_of.id, agent_id.id, 0, NULL
  FROM (SELECT account, min(sales_agent) AS agent FROM raw GROUP BY account) JOIN account_of ON account_of.name = account
  JOIN agent_id ON agent_id.name = agent;
INSERT INTO opportunity SELECT ${org}, 1000001000000000 + raw.rowid, 1, account_of.id, agent_id.id, product.id, stage.id,
  raw.product, CASE deal_stage WHEN 'Won' THEN 'won' WHEN 'Lost' THEN 'lost' ELSE 'open' END,
  CAST(NULLIF(close_value, '') AS INTEGER) * 100, 'USD', ${days('engage_date')}, ${days('close_date')}, '', 0, NULL
  FROM raw JOIN account_of ON account_of.name = raw.account JOIN agent_id ON agent_id.name = raw.sales_agent
  JOIN product ON product.org_id = ${org} AND product.name_fold = 'bench ' || lower(raw.product)
  JOIN stage ON stage.org_id = ${org} AND stage.name_fold = 'bench ' || lower(raw.deal_stage);
INSERT INTO external_reference SELECT ${org}, 1000009000000000 + rowid, 1, 'pipeline', 'opportunity', opportunity_id, 1000001000000000 + rowid FROM raw;
${changes('account', ['org_id', 'id', 'version', 'name', 'name_fold', 'industry', 'segment', 'territory', 'city', 'country', 'language', 'phone', 'website', 'revenue_minor', 'currency', 'load_minutes', 'renewal_on', 'created_at', 'deleted_at'], '2000000000000000')}
${changes('ownership', ['org_id', 'id', 'version', 'account_id', 'person_id', 'from_at', 'to_at'], '2000000100000000')}
${changes('opportunity', ['org_id', 'id', 'version', 'account_id', 'owner_id', 'product_id', 'stage_id', 'name', 'status', 'amount_minor', 'currency', 'opened_on', 'closes_on', 'next_step', 'created_at', 'deleted_at'], '2000000200000000')}
${changes('external_reference', ['org_id', 'id', 'version', 'source', 'table_name', 'external_id', 'row_id'], '2000009000000000')}
COMMIT;
.mode list
SELECT (SELECT count(*) FROM opportunity WHERE ${ours}) || ' ' || (SELECT count(*) FROM change WHERE action_id = 7);
`
}

function runShell(binary, csv, rows, folder) {
  const data = makeDemo(binary)
  const commands = join(folder, 'load.sql')
  writeFileSync(commands, script(csv))
  const start = performance.now()
  const done = spawnSync('sqlite3', ['-bail', '-batch', join(data, 'baton.db')], {
    input: `.read ${commands}\n`,
    encoding: 'utf8',
  })
  const seconds = (performance.now() - start) / 1000
  rmSync(data, { recursive: true, force: true })
  const [deals, changed] = done.stdout.trim().split('\n').pop().split(' ').map(Number)
  if (done.status !== 0 || deals !== rows || changed < 2 * rows) throw new Error(`sqlite3: ${done.stdout} ${done.stderr}`)
  return seconds
}

const { values } = parseArgs({
  options: {
    binary: { type: 'string', default: 'build/release/src/baton' },
    rows: { type: 'string', default: '200000' },
  },
})
const rows = Number(values.rows)
const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
try {
  const csv = join(folder, 'sales_pipeline.csv')
  await writeCsv(csv, rows)
  const shell = runShell(values.binary, csv, rows, folder)
  const baton = await runBaton(values.binary, csv, rows)
  const rate = (seconds) => Math.round(rows / seconds).toString().padStart(8)
  const ms = (times) => `median ${at(times, 0.5).toFixed(1)}, 99% ${at(times, 0.99).toFixed(1)}, worst ${at(times, 1).toFixed(1)} ms`
  console.log(`${rows} rows
sqlite3 .import + INSERT ... SELECT  ${rate(shell)} rows/s  ${shell.toFixed(1)} s
baton, import                        ${rate(baton.run)} rows/s  ${baton.run.toFixed(1)} s
baton, the same file again           ${rate(baton.again)} rows/s  ${baton.again.toFixed(1)} s, nothing changed
baton, upload and survey             ${rate(baton.upload)} rows/s  ${baton.upload.toFixed(1)} s
baton's import / sqlite3's: ${(shell / baton.run).toFixed(2)}; with the upload ${(shell / (baton.run + baton.upload)).toFixed(2)}
most memory of the server: ${baton.peak.toFixed(0)} MB
somebody else's saves, nothing else going on: ${ms(baton.alone)}
somebody else's saves, during the import:     ${ms(baton.beside)} (${baton.beside.length} saves)`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
