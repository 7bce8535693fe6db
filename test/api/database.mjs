// A PostgreSQL database of its own for one run, or SQLite in the data folder.
import { spawnSync } from 'node:child_process'

function psql(conninfo, sql) {
  const done = spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', conninfo, '-c', sql], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
}

export async function withDatabase(conninfo, use) {
  if (!conninfo) return use(null)
  const name = `baton_api_${process.pid}`
  psql(conninfo, `CREATE DATABASE ${name}`)
  try {
    await use(`${conninfo.replace(/dbname=\S+/, '')} dbname=${name}`)
  } finally {
    psql(conninfo, `DROP DATABASE ${name} WITH (FORCE)`)
  }
}
