import { calendarScreens } from './calendar_screens.mjs'
import { coachingScreens } from './coaching_screens.mjs'
import { coverScreens, coverStages } from './cover_screens.mjs'
import { ownMailScreens } from './own_mail_screens.mjs'
import { departureScreens } from './departure_screens.mjs'
import { doorScreens, pickBill } from './door_screens.mjs'
import { letterScreens } from './letter_screens.mjs'
import { planScreens } from './plan_screens.mjs'
import { promiseScreens } from './promise_screens.mjs'
import { reviewScreens } from './review_screens.mjs'
import { scoreboardScreens } from './scoreboard_screens.mjs'
import { sessionScreens } from './session_screens.mjs'
import { sourceScreens } from './source_screens.mjs'
import { teamPlanScreens, teamPlanStages } from './team_plan_screens.mjs'
import { tiesScreens } from './ties_screens.mjs'
import { told, webhooks } from './webhook_samples.mjs'
import { weekScreens } from './week_screens.mjs'
import { until } from './world.mjs'

// Mails as the outbox of a manager shows them: the demo has sent none.
const mail = {
  id: '900', version: 3, kind: 'letter', state: 'waiting', sender: { id: '1', name: 'Jim Calder' }, account: { id: '1', name: 'Larmar Freight' },
  handoff_id: null, subject: 'Jada Ellis will look after you', recipients: 'Bill Larmar <bill@larmar-freight.example>', attempts: 2, repeats: 0,
  answer: '450 4.2.1 The mailbox is busy, try again later', queued_at: '2026-11-24T15:00:00Z', next_at: '2026-11-24T15:06:00Z', ended_at: null, replies: [],
}
const ended = { next_at: null, ended_at: '2026-11-24T15:30:00Z' }
export const mails = [
  mail,
  { ...mail, ...ended, id: '901', state: 'failed', attempts: 1, subject: 'Tom Reyes will look after you', account: { id: '2', name: 'Bexley Motors' }, recipients: 'Ann Bexley <ann.bexley@a-very-long-domain-of-a-company.example>', answer: '550 5.1.1 No such mailbox' },
  { ...mail, ...ended, id: '902', state: 'sent', attempts: 2, repeats: 1, kind: 'invitation', subject: 'Meet Jada', answer: '250 2.0.0 OK queued as 4F7A', replies: [{ sender: 'Bill Larmar <bill@larmar-freight.example>', sent_at: '2026-11-24T16:00:00Z', is_automatic: true }] },
  { ...mail, ...ended, id: '903', state: 'cancelled', attempts: 0, subject: 'Priya Nair will look after you', answer: 'mail.answer.taken_back' },
  { ...mail, ...ended, id: '905', state: 'bounced', attempts: 1, subject: 'Lena Koch will look after you', answer: 'ann@closed.example: 550 no such user' },
  { ...mail, id: '904', state: 'sending', attempts: 1, kind: 'announcement', account: null, subject: 'My job now', answer: '', next_at: null },
]
const person = { name: 'Bill Larmar', email: 'bill@larmar-freight.example' }
export const words = {
  mail_id: '900', to: [person], cc: [{ name: 'Jada Ellis', email: 'jada@larmar.example' }], subject: mail.subject, has_invitation: true,
  text: 'Dear Bill,\n\nJada Ellis takes over from me. She knows your routes, and I stay in reach.\n\nJim Calder',
}
const relay = {
  version: 2, kind: 'smtp', host: 'smtp.larmar.example', port: 465, security: 'tls', user_name: 'baton', has_password: true,
  from_email: 'baton@larmar.example', from_name: 'Baton', own_domains: 'larmar.example', waiting: 3,
}
const mailbox = {
  version: 2, is_on: true, host: 'imap.larmar.example', port: 993, security: 'tls', user_name: 'answers', has_password: true, folder: 'INBOX',
  address: 'answers@larmar.example', interval_minutes: 5, is_looking: false, looked_at: '2026-11-24T15:30:00Z', is_good: false,
  answer: 'NO [AUTHENTICATIONFAILED] Authentication failed.', read_count: 12, used_count: 3,
}

// Every screen of the interface and every state it can be in, for the tests that look at all of them.
//   as       who looks; null: nobody is signed in
//   stage    what has happened so far (see `stages`), "approved" when it is not said; the screens of a stage stand together
//   then     opens what is on it; `after` takes back what would disturb the next screen
//   isServed its words are the server's, in the reader's language
//   answers  [part of an address, changed answer or null for no answer]: states that cannot be waited for (running, unreachable)
export const screens = [
  { name: 'the scene of the demo', as: 'jim', path: '/demo', stage: 'start' },
  { name: 'Today on day one', as: 'jim', path: '/', stage: 'start' },
  { name: 'Today of a rep on day one', as: 'jada', path: '/', stage: 'start' },
  { name: 'moving a promise', as: 'jim', path: '/', stage: 'start', then: (page) => page.getByRole('button', { name: /^Move it: Review/ }).or(page.getByRole('button', { name: /: .*R.*v.*w.*J.*d.*draft 2/ })).first().click() },
  { name: 'the board before a plan', as: 'jim', path: '/board', stage: 'start' },
  { name: 'back to the CRM, empty', as: 'jim', path: '/owner-changes', stage: 'start' },
  { name: 'the board of a rep, empty', as: 'jada', path: '/board', stage: 'start' },
  { name: 'an account without a plan', as: 'jim', path: (world) => `/book?open=account/${world.account}`, dialog: true, stage: 'start' },
  { name: 'the door with nobody to pass to', as: 'jim', path: '/?open=door', dialog: true, stage: 'start', then: (page) => pickBill(page) },
  { name: 'the door, nobody found', as: 'jim', path: '/?open=door', dialog: true, stage: 'start', then: async (page) => {
    await page.getByRole('dialog').getByRole('combobox').fill('zzzz')
    await page.getByRole('dialog').getByRole('listbox').or(page.getByRole('dialog').getByText(/zzzz/)).first().waitFor()
  } },
  { name: 'promises', as: 'jim', path: '/promises', stage: 'start' }, { name: 'promises that were moved', as: 'jim', path: '/promises?state=moved', stage: 'start' },
  { name: 'promises that were kept', as: 'jim', path: '/promises?state=kept', stage: 'start' }, { name: 'promises that were withdrawn', as: 'jim', path: '/promises?state=withdrawn', stage: 'start' },
  { name: 'promises of a rep', as: 'jada', path: '/promises', stage: 'start' },
  { name: 'something to promise', as: 'jim', path: '/promises?add=1', stage: 'start' }, ...promiseScreens, ...reviewScreens,
  { name: 'something to ask for', as: 'jada', path: '/promises?add=1', stage: 'start' },
  { name: 'promises, none', as: 'jim', path: '/promises', stage: 'start', answers: [['/api/v1/promises?', { items: [], next: null }]] },
  { name: 'promises out of reach', as: 'jim', path: '/promises', stage: 'start', answers: [['/api/v1/promises', null]] },
  { name: 'people out of reach', as: 'jim', path: '/people', stage: 'start', answers: [['/api/v1/people', null]] },
  { name: 'the board out of reach', as: 'jim', path: '/board', stage: 'start', answers: [['/api/v1/board', null]] },
  { name: 'the book of nobody', as: 'jim', path: '/book', stage: 'start', answers: [['/api/v1/accounts?', { items: [], next: null }], ['/accounts/summary', { accounts: 0, only_me: 0, only_me_minor: 0, revenue_minor: 0, currency: 'USD', other_revenue: [], without_rate: 0 }]] },
  { name: 'the book out of reach', as: 'jim', path: '/book', stage: 'start', answers: [['/api/v1/accounts', null]] },
  { name: 'Today out of reach', as: 'jim', path: '/', stage: 'start', answers: [['/api/v1/today', null]] },
  { name: 'a client that is gone', as: 'jim', path: '/book?open=account/1', dialog: true, stage: 'start' },
  { name: 'offline', as: 'jim', path: '/', stage: 'start', then: (page) => page.context().setOffline(true), after: (page) => page.context().setOffline(false) },
  ...planScreens,
  { name: 'sign in', as: null, path: '/' },
  { name: 'set up', as: null, path: (world) => `/join/${world.setup}` },
  { name: 'Today of a manager', as: 'jim', path: '/' },
  { name: 'Today of a rep', as: 'jada', path: '/' },
  { name: 'Today of a director', as: 'dana', path: '/' },
  { name: 'Today of an administrator', as: 'admin', path: '/' },
  { name: 'board', as: 'jim', path: '/board' },
  { name: 'board as a list', as: 'jim', path: '/board?view=list' },
  { name: 'the door', as: 'jim', path: '/?open=door', dialog: true },
  { name: 'the door with Bill', as: 'jim', path: '/?open=door', dialog: true, then: (page) => pickBill(page) },
  { name: 'a handoff', as: 'jim', path: (world) => `/?open=handoff/${world.handoff}`, dialog: true },
  { name: 'the page of a handoff', as: 'jim', path: (world) => `/handoff/${world.handoff}` },
  { name: 'a letter about to be sent', as: 'jim', path: (world) => `/handoff/${world.handoff}#letter`, then: async (page) => {
    await page.locator('.send button').first().click()
    await page.locator('.send .ask').scrollIntoViewIfNeeded()
  } },
  ...letterScreens, ...coachingScreens, ...doorScreens, ...calendarScreens,
  { name: 'a meeting planned', as: 'jim', path: (world) => `/handoff/${world.met}#meeting` },
  { name: 'a meeting about to be cancelled', as: 'jim', path: (world) => `/handoff/${world.met}#meeting`, then: async (page) => {
    await page.locator('#meeting .parts > .row button').nth(1).click()
    await page.getByRole('dialog').waitFor()
  } },
  { name: 'a meeting being planned', as: 'jim', path: (world) => `/handoff/${world.handoff}#meeting`, then: async (page) => {
    await page.locator('#meeting .parts > div button').first().click()
    await page.locator('#meeting form button[type=submit]').click()
    await page.locator('#meeting .ask').waitFor()
  } },
  { name: 'a handover sheet', as: 'jim', path: (world) => `/handoff/${world.handoff}/sheet` },
  { name: 'a handover sheet being written', as: 'jim', path: (world) => `/handoff/${world.handoff}/sheet`, then: async (page) => {
    await page.getByRole('main').locator('.parts .no-print button').last().click()
    await page.locator('textarea').first().waitFor()
  } },
  { name: 'a page for a client, made', as: 'jim', path: (world) => `/handoff/${world.handoff}#client`, then: async (page) => {
    await page.locator('#client .make button').click()
    await page.locator('#client .made').waitFor()
    await page.locator('#client summary').click()
    await page.locator('#client').scrollIntoViewIfNeeded()
  } },
  { name: 'the page of a client', as: null, isServed: true, path: (world) => world.client },
  { name: 'the page of a client with a question that is empty', as: null, isServed: true, path: (world) => world.client, then: async (page) => {
    await page.getByText('I have a question').click()
    await page.getByLabel('Your question').fill(' ')
    await page.getByRole('button', { name: 'Send the question' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByText('I would rather work').click()
  } },
  { name: 'the page of a client who has answered', as: null, isServed: true, path: (world) => world.client, then: async (page) => {
    const yes = page.getByRole('button', { name: 'Yes, that suits me' })
    if (await yes.isVisible()) await yes.click()
    await page.getByText('Thank you').waitFor()
  } },
  { name: 'the page of a client that is gone', as: null, isServed: true, path: '/c/none' },
  { name: 'a handoff that a client has answered', as: 'jim', path: (world) => `/handoff/${world.handoff}#client` },
  { name: 'the board with an answer', as: 'jim', path: '/board' },
  { name: 'a handoff coming to me', as: 'jada', path: (world) => `/handoff/${world.coming}` },
  { name: 'a handoff declined', as: 'jada', path: (world) => `/board?open=handoff/${world.coming}/declined`, dialog: true },
  { name: 'the board of a rep', as: 'jada', path: '/board' },
  { name: 'the board of a director', as: 'dana', path: '/board' },
  { name: 'an account with its handoff', as: 'jim', path: (world) => `/book?open=account/${world.planned}`, dialog: true },
  { name: 'the board after a no', as: 'jim', path: '/board', stage: 'refused' },
  { name: 'a handoff after a no', as: 'jim', path: (world) => `/?open=handoff/${world.refused}`, dialog: true, stage: 'refused' },
  { name: 'a handoff with all that it takes', as: 'jim', path: (world) => `/handoff/${world.owned}`, stage: 'day60', then: (page) => page.locator('#letter h2 button').click() },
  { name: 'a handoff that is confirmed', as: 'jim', path: (world) => `/handoff/${world.confirmed}`, stage: 'day60' },
  { name: 'a day for an account to move', as: 'jim', path: (world) => `/handoff/${world.agreed}`, stage: 'day60', then: async (page) => {
    await page.locator('.course > .row button').first().click()
    await page.locator('.course form').waitFor()
  } },
  { name: 'asking a client of a colleague', as: 'jada', path: (world) => `/?open=check/${world.checked}`, dialog: true, stage: 'day60' },
  { name: 'a handoff about to be paused', as: 'jim', path: (world) => `/handoff/${world.agreed}`, stage: 'day60', then: async (page) => {
    await page.locator('.course > .row button').last().click()
    await page.locator('.course form').waitFor()
  } },
  { name: 'the palette', as: 'jim', path: '/', then: async (page) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('larmar')
    await page.getByRole('option').first().waitFor()
  } },
  { name: 'the keys', as: 'jim', path: '/board', then: async (page) => {
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
  } },
  { name: 'the bell', as: 'jada', path: '/', then: async (page) => {
    await page.getByRole('banner').locator('[aria-haspopup=dialog]').last().click()
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
  } },
  { name: 'the book', as: 'jim', path: '/book' },
  { name: 'the book of the team', as: 'jim', path: '/book?owner=any&sort=name' },
  { name: 'the book, filtered', as: 'jim', path: '/book?owner=any&state=planned&q=a' },
  { name: 'the book with nothing found', as: 'jim', path: '/book?q=zzzz' },
  { name: 'clients to type', as: 'jim', path: '/book?add=1' },
  { name: 'an account', as: 'jim', path: (world) => `/book?open=account/${world.account}`, dialog: true },
  { name: 'people', as: 'admin', path: '/people' },
  { name: 'people to paste', as: 'jim', path: '/people?add=many' },
  { name: 'somebody to add', as: 'admin', path: '/people?add=one' },
  { name: 'a person', as: 'admin', path: (world) => `/people?open=person/${world.person}`, dialog: true },
  { name: 'the clock of the demo', as: 'jim', path: '/demo', then: async (page) => {
    await page.getByRole('banner').locator('[aria-haspopup=menu]').first().click()
    await page.getByRole('menu').waitFor()
  } },
  { name: 'importing', as: 'jim', path: '/import' },
  { name: 'a table to paste', as: 'jim', path: '/import?way=paste' }, ...sourceScreens,
  ...['files', 'columns', 'owners', 'preview'].map((step) => ({ name: `an import, ${step}`, as: 'jim', path: (world) => `/import/${world.import}?step=${step}` })),
  { name: 'an import of nothing', as: 'jim', path: '/import/1' },
  { name: 'an import, running', as: 'jim', path: (world) => `/import/${world.imported}`, answers: [[/imports\/\d+$/, { state: 'running', job_id: '1' }], ['/jobs/1', { id: '1', kind: 'import', state: 'running', text: '', done: 41000, total: 120000, rate_per_second: 8200, seconds_left: 10, error: null }]] },
  { name: 'an import, done', as: 'jim', path: (world) => `/import/${world.imported}` },
  { name: 'an import, failed', as: 'jim', path: (world) => `/import/${world.imported}`, answers: [[/imports\/\d+$/, { state: 'failed' }]] },
  { name: 'an import, cancelled', as: 'jim', path: (world) => `/import/${world.imported}`, answers: [[/imports\/\d+$/, { state: 'cancelled' }]] },
  { name: 'an import, undone', as: 'jim', path: (world) => `/import/${world.undone}` },
  ...['', 'organization', 'stages', 'plan', 'security', 'tokens', 'data', 'mail', 'notices', 'webhooks', 'looks', 'audit', 'about'].map((section) => ({
    name: `settings ${section}`.trim(), as: 'admin', path: section ? `/settings?section=${section}` : '/settings',
  })),
  { name: 'what a digest says', as: 'jada', isServed: true, path: '/settings?section=notices', then: async (page) => {
    await page.getByRole('button', { name: 'Show what it would say now' }).click()
    await page.locator('.mail, .parts > .mut').first().waitFor()
  } },
  { name: 'a mail server that is set', as: 'admin', path: '/settings?section=mail', answers: [['/mail-relay', relay]] },
  { name: 'a mailbox that cannot be read', as: 'admin', path: '/settings?section=mail', answers: [['/api/v1/mailbox', mailbox]] },
  { name: 'a mail server out of reach', as: 'admin', path: '/settings?section=mail', answers: [['/mail-relay', null]] },
  { name: 'webhooks with their last events', as: 'admin', path: '/settings?section=webhooks', answers: [[/webhooks\/\d+\/deliveries/, { items: told, next: '800' }], [/\/webhooks$/, { items: webhooks, next: null }]], then: async (page) => {
    await page.getByRole('main').locator('.deeds button[aria-expanded]').first().click()
    await page.getByRole('main').locator('summary').nth(1).click()
  } },
  { name: 'a new secret for a webhook', as: 'admin', path: '/settings?section=webhooks', answers: [[/\/webhooks$/, { items: webhooks, next: null }]], then: async (page) => {
    await page.getByRole('main').locator('.deeds button').nth(2).click()
    await page.getByRole('dialog').getByRole('combobox').waitFor()
  } },
  { name: 'the secret of a webhook', as: 'admin', path: '/settings?section=webhooks', then: async (page) => {
    await page.getByRole('main').getByRole('textbox').nth(0).fill('Our CRM')
    await page.getByRole('main').getByRole('textbox').nth(1).fill('https://crm.larmar.example/baton')
    await page.getByRole('main').locator('form button[type=submit]').click()
    await page.getByRole('main').locator('code').waitFor()
  }, after: async (page) => {
    await page.getByRole('main').locator('.deeds button').last().click()
  } },
  { name: 'webhooks out of reach', as: 'admin', path: '/settings?section=webhooks', answers: [['/api/v1/webhooks', null]] },
  { name: 'the outbox', as: 'jim', path: '/outbox', answers: [['/api/v1/mails?', { items: mails, next: '900' }]] },
  { name: 'the outbox of nobody', as: 'jada', path: '/outbox' },
  { name: 'the outbox out of reach', as: 'jim', path: '/outbox?state=failed', answers: [['/api/v1/mails', null]] },
  { name: 'the outbox without a mail server', as: 'admin', path: '/outbox', answers: [['/api/v1/mails?', { items: mails.slice(0, 1), next: null }], ['/mail-relay', { version: 0, waiting: 1 }]] },
  { name: 'a mail', as: 'jim', path: '/outbox?open=mail/900', dialog: true, answers: [['/api/v1/mails?', { items: mails, next: null }], ['/mails/900/content', words], ['/mails/900', mail]] },
  { name: 'a mail of others', as: 'admin', path: '/outbox?open=mail/901', dialog: true, answers: [['/mails/901', mails[1]]] },
  { name: 'no such page', as: 'jim', path: '/nothing-here' },
  { name: 'the audit log, and stages, for somebody with fewer rights', as: 'jada', path: '/settings?section=stages' },
  { name: 'an account that rests on others', as: 'jim', path: '/book?owner=any&open=account', then: async (page) => {
    await page.goto('/book?owner=any&sort=name')
    await page.getByRole('link', { name: 'Alder Inn' }).click()
    await page.getByRole('dialog').getByRole('heading').first().waitFor()
  } },
  { name: 'settings of a rep', as: 'jada', path: '/settings?section=organization' },
  { name: 'the account menu', as: 'jim', path: '/', then: async (page) => {
    await page.locator('[aria-haspopup=menu]').filter({ hasText: /JC/ }).filter({ visible: true }).click()
    await page.getByRole('menu').waitFor()
  } },
  ...sessionScreens,
  { name: 'the door, taking it', as: 'jim', path: '/?open=door', dialog: true, then: async (page) => {
    await pickBill(page)
    await page.getByRole('dialog').locator('.note button').click()
    await page.getByRole('dialog').locator('form').waitFor()
  } },
  { name: 'greeted at the door', as: 'jim', path: '/?open=door', dialog: true, then: (page) => passBill(page, 'g') },
  { name: 'taken at the door', as: 'jim', path: '/?open=door', dialog: true, then: (page) => passBill(page, 't') },
  { name: 'introduced at the door', as: 'jim', path: '/?open=door', dialog: true, then: (page) => passBill(page, 'Enter') },
  { name: 'Today with what it cost', as: 'jim', path: '/' },
  { name: 'the ending that sells', as: 'jim', path: '/demo', stage: 'sold' },
  { name: 'Today after the sale', as: 'jim', path: '/', stage: 'sold' },
  { name: 'the ending with Baton', as: 'jim', path: '/demo', stage: 'baton' },
  { name: 'Today on day sixty', as: 'jim', path: '/', stage: 'day60' },
  { name: 'back to the CRM', as: 'jim', path: '/owner-changes', stage: 'day60' },
  { name: 'back to the CRM, nothing there says otherwise', as: 'jim', path: '/owner-changes?state=seen', stage: 'day60' },
  { name: 'Today of a rep on day sixty', as: 'jada', path: '/', stage: 'day60' },
  { name: 'Today of a director on day sixty', as: 'dana', path: '/', stage: 'day60' },
  { name: 'the board on day sixty', as: 'jim', path: '/board', stage: 'day60' },
  { name: 'takeovers', as: 'jim', path: '/takeovers', stage: 'day60' },
  { name: 'takeovers of a rep', as: 'jada', path: '/takeovers', stage: 'day60' }, { name: 'takeovers of a director', as: 'dana', path: '/takeovers', stage: 'day60' },
  { name: 'takeovers, none', as: 'jim', path: '/takeovers?show=joint', stage: 'day60' },
  { name: 'takeovers out of reach', as: 'jim', path: '/takeovers', stage: 'day60', answers: [['/api/v1/takeovers', null], ['/api/v1/agreed-shares', null]] },
  { name: 'why a client was taken over', as: 'jim', path: '/takeovers', stage: 'day60', then: async (page) => {
    await page.getByRole('main').locator('.deeds button').nth(1).click()
    await page.getByRole('main').locator('form').waitFor()
  } },
  { name: 'what stays with a manager, proposing', as: 'jim', path: '/takeovers', stage: 'day60', then: async (page) => {
    await page.getByRole('main').locator('.pad.under button').first().click()
    await page.getByRole('main').locator('form input[type=date]').waitFor()
  } },
  { name: 'levels', as: 'jim', path: '/levels', stage: 'day60' },
  { name: 'levels of a rep', as: 'jada', path: '/levels', stage: 'day60', then: (page) => page.getByRole('main').locator('summary').first().click() },
  { name: 'levels for a director', as: 'dana', path: '/levels', stage: 'day60' },
  { name: 'the levels of a rep on the panel', as: 'jim', path: '/people', stage: 'day60', then: async (page) => {
    await page.getByRole('link', { name: 'Jada Ellis' }).first().click()
    await page.getByRole('dialog').getByRole('radio').first().waitFor()
  } },
  { name: 'what stays with a manager on the panel', as: 'dana', path: '/people', stage: 'day60', then: async (page) => {
    await page.getByRole('link', { name: 'Jim Calder' }).first().click()
    await page.getByRole('dialog').getByText('Dune Hotels').waitFor()
  } },
  { name: 'promises of a rep with levels', as: 'jada', path: '/promises', stage: 'day60' },
  { name: 'the book on day sixty', as: 'jim', path: '/book?owner=any', stage: 'day60' }, ...weekScreens, ...teamPlanScreens, ...departureScreens, ...scoreboardScreens, ...coverScreens, ...ownMailScreens, ...tiesScreens,
]

async function passBill(page, key) {
  await pickBill(page)
  await page.keyboard.press(key)
}

// What has happened before a screen is looked at. Each starts with the first morning of the demo.
const stages = {
  ...teamPlanStages, ...coverStages,
  async start(world, api) {
    world.account = (await api.need('GET', '/accounts?owner=me')).items[0].id
  },
  async draft(world, api) {
    await api.need('POST', '/plans', {})
  },
  async full(world, api) {
    await api.need('POST', '/plans', {})
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/changes`, { rules: { accounts_per_rep: 5 } }, { 'If-Match': `"${plan.version}"` })
  },
  // An approved plan, an import that waits and two that ran, somebody invited.
  async approved(world, api) {
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    const handoffs = (await api.need('GET', '/handoffs?role=mine')).items
    world.handoff = handoffs[0].id
    world.planned = handoffs[0].account.id
    const [contact] = (await api.need('GET', `/accounts/${world.planned}`)).contacts
    world.client = new URL((await api.need('POST', `/handoffs/${world.handoff}/client-link`, { contact_id: contact.id })).url).pathname
    world.coming = handoffs.find((one) => one.to.name === 'Jada Ellis').id
    world.met = handoffs.at(-1).id
    const { contacts } = await api.need('GET', `/handoffs/${world.met}/introduction`)
    const meeting = { starts_local: '2026-12-02T17:00', time_zone: 'Europe/Berlin', minutes: 45, place: 'Pier 4', note: '', contact_ids: [contacts[0].id] }
    await api.need('POST', `/handoffs/${world.met}/meetings`, meeting)
    world.account = (await api.need('GET', '/accounts?owner=me')).items[0].id
    const upload = async (text) => (await api.need('POST', '/imports/table', { kind: 'accounts', text })).id
    const run = async (id) => {
      await api.need('POST', `/imports/${id}/run`)
      await until(async () => (await api.need('GET', `/imports/${id}`)).state === 'done', 'the import is done')
      return id
    }
    world.import = await upload('Client,City,Revenue,Owner\nKettle Works,Gary,"12,500",Somebody Else\n,Gary,1,\n')
    world.imported = await run(await upload('Client,City,Revenue\nAmber Mills,Gary,"8,200"\n,Gary,1\n'))
    world.undone = await run(await upload('Client,City,Revenue\nBlue Yard,Gary,"4,100"\n'))
    await api.need('POST', `/imports/${world.undone}/undo`)
    const admin = await world.api('admin')
    // Who was added stays when the demo starts over.
    world.person ??= (await admin.need('POST', '/people', { name: 'Nora Invited', email: 'nora@larmar.example', role: 'rep' })).id
    world.setup = (await admin.need('POST', `/people/${world.person}/invitation`)).url.split('/').pop()
  },
  sold: (world, api) => api.need('POST', '/demo/ending', { ending: 'sell' }),
  baton: (world, api) => api.need('POST', '/demo/ending', { ending: 'baton' }),
  // A plan of which Jada has refused her first client.
  async refused(world, api) {
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    const jada = await world.api('jada')
    const [coming] = (await jada.need('GET', '/handoffs?role=to_me')).items
    world.refused = coming.id
    await jada.need('POST', `/handoffs/${coming.id}/stage`, { stage: 'declined', reason: 'No hour before March' }, { 'If-Match': '"1"' })
  },
  async day60(world, api) {
    await api.need('POST', '/demo/day', { day: 60 })
    const handoffs = (await api.need('GET', '/handoffs?role=mine&ended=true')).items
    const of = (account) => handoffs.find((one) => one.account.name === account).id
    world.owned = of('Bexley Motors')
    world.agreed = of('Orchard Dental')
    world.confirmed = of('Larmar Freight')
    world.checked = of('Ashworth Labs')
  },
}

async function reach(world, stage) {
  if (world.stage === stage) return
  const api = await world.api('jim')
  await api.need('POST', '/demo/day', { day: 1 })
  await stages[stage](world, await world.api('jim'))
  world.stage = stage
}

// Some answers of the server, changed for one screen. The browser must not have a service worker, which is not heard here.
async function answerWith(page, answers) {
  await page.route(/\/api\/v1\//, async (route) => {
    const url = route.request().url()
    const found = answers.find(([part]) => (part instanceof RegExp ? part.test(url) : url.includes(part)))
    if (!found) return route.fallback()
    if (found[1] === null) return route.abort()
    const answer = await route.fetch()
    const body = answer.ok() ? await answer.json() : {}
    await route.fulfill({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...body, ...found[1] }) })
  })
}

// Opens a screen and waits until it shows its content: nothing is loading any more. `leave` comes before the next one.
export async function show(page, screen, world, query = '') {
  // The answers of the screen before end with it: they may be on their way, and would hide from it that its rows are gone.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await reach(world, screen.stage ?? 'approved')
  if (screen.answers) await answerWith(page, screen.answers)
  const path = typeof screen.path === 'function' ? await screen.path(world) : screen.path
  const [address, hash] = path.split('#')
  const asked = query ? address + (address.includes('?') ? '&' : '?') + query : address
  await page.goto(hash ? `${asked}#${hash}` : asked)
  await page.getByRole('heading').first().waitFor()
  if (screen.dialog) await page.getByRole('dialog').getByRole('heading').first().waitFor()
  await world.quiet(page)
  if (screen.then) await Promise.resolve(screen.then(page)).then(() => world.quiet(page))
  if (screen.name !== 'no such page' && (await page.getByText('There’s nothing here').count()) > 0) throw new Error(`there is no screen at ${path}`)
}

export const leave = (page, screen) => screen.after?.(page)
