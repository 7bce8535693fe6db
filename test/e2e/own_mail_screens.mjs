// The own mailbox in each of its states, for screens.mjs; a real server is asked in test/api/own_mail.mjs.
const folder = (name, kind, is_read) => ({ name, readable: name, kind, is_read })
const none = {
  version: 0, host: '', port: 993, security: 'tls', user_name: '', days: 365, folders: [], is_on: true, source_id: null, state: null,
  is_running: false, done: 0, total: 0, read_at: null, failing_since: null, problem: null, text: '',
}
const one = {
  ...none, version: 3, host: 'imap.example.org', user_name: 'jada@northwind.example', source_id: '901', state: 'kept', read_at: '2026-11-24T09:30:00Z', text: 'Last read 9:30 AM',
  folders: [folder('INBOX', 'inbox', true), folder('Sent', 'sent', true), folder('Larmar', 'other', false), folder('Trash', 'aside', false)],
}
const problem = 'imap.example.org does not take this user name and password: NO [AUTHENTICATIONFAILED] Authentication failed. Many providers want an app password here.'
const with_ = (change) => [['/api/v1/me/mailbox', { ...one, ...change }]]
const at = { as: 'jada', path: '/my-mail' }

export const ownMailScreens = [
  { name: 'my mail, nothing connected', ...at, answers: [['/api/v1/me/mailbox', none]] },
  { name: 'my mailbox, being looked at', ...at, answers: with_({ state: 'looking', is_running: true, done: 1500, total: 4200, read_at: null }) },
  { name: 'my mailbox, mine to decide', ...at, answers: with_({ state: 'waiting', text: 'Read, and nothing is kept of it yet: that is yours to decide.' }) },
  { name: 'my mailbox, kept', ...at, answers: with_({}), then: (page) => page.locator('main summary').first().click() },
  { name: 'my mailbox, another server', ...at, answers: with_({}), then: (page) => page.locator('main .parts > .row button').last().click() },
  { name: 'my mailbox, stopped', ...at, answers: with_({ is_on: false, text: 'Not read any more. What was kept is still there.' }) },
  { name: 'my mailbox, failing', ...at, answers: with_({ problem, failing_since: '2026-11-24T08:00:00Z', text: `Last read 7:45 AM; since 8:00 AM: ${problem}` }) },
  { name: 'my mailbox, refused', ...at, answers: with_({ state: 'refused', problem, text: problem }) },
  { name: 'my mail out of reach', ...at, answers: [['/api/v1/me/mailbox', null]] },
]
