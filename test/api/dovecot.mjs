// A real IMAP server for tests: Dovecot on a port of this machine over a Maildir of its own, which mail is put into as files.
// Runs as an ordinary user; root becomes `nobody`.
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { account, answers } from './exim.mjs'
import { freePort, removeFolder } from './server.mjs'

const PROGRAM = '/usr/sbin/dovecot'
export const PASSWORD = 'what-nobody-guesses'

const nameOf = (what, id) => spawnSync('getent', [what, String(id)], { encoding: 'utf8' }).stdout.split(':')[0]

const configuration = (folder, port, { uid, gid }) => {
  const user = nameOf('passwd', uid)
  const group = nameOf('group', gid)
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
mail_location = maildir:${folder}/box
mail_fsync = never
auth_failure_delay = 0
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`
}

export const whyNoDovecot = () => (existsSync(PROGRAM) ? null : `${PROGRAM} is not installed (script/bootstrap --test)`)

export async function startDovecot() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-dovecot-'))
  const port = await freePort()
  const who = account()
  const file = join(folder, 'dovecot.conf')
  const box = join(folder, 'box')
  writeFileSync(file, configuration(folder, port, who))
  const sent = join(box, '.Sent')
  const parts = [box, sent].flatMap((one) => [one, join(one, 'cur'), join(one, 'new'), join(one, 'tmp')])
  for (const path of parts) mkdirSync(path)
  for (const path of [folder, file, ...parts]) chownSync(path, who.uid, who.gid)
  const child = spawn(PROGRAM, ['-F', '-c', file], { ...who, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (printed += bytes))
  const ended = new Promise((done) => child.on('exit', done))
  const log = () => printed + (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '')
  for (let tries = 0; !(await answers(port)); ++tries) {
    if (child.exitCode !== null || tries > 1200) throw new Error(`dovecot does not start: ${log()}`)
    await new Promise((done) => setTimeout(done, 50))
  }
  let count = 0

  return {
    port,
    log,
    // A mail arrives, in the inbox or in what was sent.
    deliver(text, where = 'INBOX') {
      const into = where === 'Sent' ? sent : box
      const name = `${String(++count).padStart(8, '0')}.test`
      writeFileSync(join(into, 'tmp', name), text.replaceAll(/\r?\n/g, '\r\n'))
      chownSync(join(into, 'tmp', name), who.uid, who.gid)
      renameSync(join(into, 'tmp', name), join(into, 'new', name))
    },
    // What is there, with the marks that a Maildir has in its names: "cur/00000001.test:2,S" was read.
    names: () => ['new', 'cur'].flatMap((part) => readdirSync(join(box, part)).map((name) => `${part}/${name}`)).sort(),
    // All mails of the inbox get new numbers, as after a server was restored.
    renumber() {
      for (const name of readdirSync(box)) if (/^dovecot[.-]/.test(name)) rmSync(join(box, name))
    },
    async end() {
      child.kill('SIGTERM')
      await ended
      await removeFolder(folder)
    },
  }
}
