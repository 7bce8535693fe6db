// A real mail server for tests: exim on a port of this machine, with a configuration of its own in a temporary folder. It
// delivers what goes to `domains` into one Maildir, refuses `unknown@`, and relays nothing.
// Runs as an ordinary user; root becomes `nobody`.
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, removeFolder } from './server.mjs'

const PROGRAM = '/usr/sbin/exim4'

const configuration = (folder, port, { uid, gid }, domains) => `
exim_user = ${uid}
exim_group = ${gid}
primary_hostname = mail.test.example
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
pid_file_path = ${folder}/exim.pid
local_interfaces = <; 127.0.0.1.${port}
deliver_drop_privilege = true
tls_advertise_hosts =
keep_environment =
host_lookup =
rfc1413_hosts =
domainlist local = ${domains.join(' : ')}
acl_smtp_rcpt = recipient
acl_smtp_data = accept
begin acl
recipient:
  deny local_parts = unknown
       message = no such user here
  accept domains = +local
  deny message = no relaying
begin routers
mailbox:
  driver = accept
  domains = +local
  transport = box
begin transports
box:
  driver = appendfile
  directory = ${folder}/box
  maildir_format
  create_directory
  envelope_to_add
  return_path_add
  user = ${uid}
  group = ${gid}
`

export function account() {
  if (process.getuid() !== 0) return { uid: process.getuid(), gid: process.getgid() }
  const number = (what) => Number(spawnSync('id', [what, 'nobody'], { encoding: 'utf8' }).stdout)
  return { uid: number('-u'), gid: number('-g') }
}

export const answers = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), done(true)))
    socket.on('error', () => done(false))
  })

// Header lines by name in lower case, unfolded, and the body.
function parse(text) {
  const [head, ...rest] = text.replaceAll('\r', '').split('\n\n')
  const headers = {}
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const at = line.indexOf(':')
    headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim()
  }
  return { headers, body: rest.join('\n\n') }
}

// Why there is no mail server here; null when there can be one.
export const whyNoExim = () => (existsSync(PROGRAM) ? null : `${PROGRAM} is not installed (script/bootstrap --test)`)

export async function startExim({ domains = ['client.example', 'test.example'] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-exim-'))
  const port = await freePort()
  const who = account()
  const file = join(folder, 'exim.conf')
  writeFileSync(file, configuration(folder, port, who, domains))
  for (const path of [folder, file]) chownSync(path, who.uid, who.gid)
  let child = null
  let printed = ''

  async function start() {
    child = spawn(PROGRAM, ['-C', file, '-bdf'], { ...who, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (printed += bytes))
    for (let tries = 0; !(await answers(port)); ++tries) {
      if (child.exitCode !== null || tries > 1200) throw new Error(`exim does not start: ${printed}`)
      await new Promise((done) => setTimeout(done, 50))
    }
  }
  async function stop() {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((done) => child.on('exit', done))
    child.kill('SIGTERM')
    await ended
  }
  await start()

  return {
    port,
    start,
    stop,
    log: () => printed + (existsSync(join(folder, 'mainlog')) ? readFileSync(join(folder, 'mainlog'), 'utf8') : ''),
    mails() {
      const box = join(folder, 'box/new')
      return existsSync(box) ? readdirSync(box).map((name) => parse(readFileSync(join(box, name), 'utf8'))) : []
    },
    // What exim took is being put into the mailbox by processes of its own, which may be a moment behind.
    async settle(count) {
      for (let tries = 0; this.mails().length < count && tries < 1200; ++tries) await new Promise((done) => setTimeout(done, 50))
      return this.mails()
    },
    async end() {
      await stop()
      await removeFolder(folder)
    },
  }
}
