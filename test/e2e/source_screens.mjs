// The screens of data coming in, and of who administers, for screens.mjs.
import { administrationScreens } from './administration_screens.mjs'

const jim = { id: '1', name: 'Jim Calder', role: 'manager', is_placeholder: false }
const file = (name) => ({ name, host: 'crm.larmar.example', import_id: '7' })
const fine = {
  id: '1', version: 1, name: 'CRM, every morning', person: jim, files: [file('accounts.csv'), file('contacts.csv'), file('deals.csv')], entry: 'password',
  schedule: 'daily', every_hours: 1, at_minute: 360, time_zone: 'America/Chicago', is_on: true, is_fetching: false,
  as_of: '2026-11-24T15:36:00Z', next_at: '2026-11-25T12:00:00Z', failing_since: null, problem: null, import_id: null,
}
const failing = {
  ...fine, id: '2', name: 'Calls and meetings', files: [{ name: 'a-very-long-name-of-an-export-of-all-activities-of-the-year.csv', host: 'exports.a-very-long-domain-of-a-company.example', import_id: '7' }],
  entry: 'header', schedule: 'hours', every_hours: 2, failing_since: '2026-11-24T13:00:00Z',
  problem: 'exports.a-very-long-domain-of-a-company.example does not let us in. Enter what opens it anew.',
}
const off = { ...fine, id: '3', name: 'Old system', files: [{ name: 'old.larmar.example-1', host: 'old.larmar.example', import_id: null }], is_on: false, as_of: null, next_at: null }
const now = { ...fine, id: '4', name: 'Products', schedule: 'hours', is_fetching: true }
const run = { id: '9', started_at: '2026-11-24T15:36:00Z', ended_at: '2026-11-24T15:36:05Z', outcome: 'imported', import_id: '7', problem: null }
const runs = { items: [run, { ...run, id: '8', outcome: 'unchanged', import_id: null, started_at: '2026-11-23T12:00:00Z' }, { ...run, id: '7', outcome: 'failed', import_id: null, started_at: '2026-11-22T12:00:00Z', problem: failing.problem }], next: null }
const some = ['/api/v1/import-sources', { items: [fine, failing, off, now], next: null }]
const card = (page) => page.locator('main section.card').nth(1)

export const sourceScreens = [...administrationScreens, ...[
  { name: 'exports that are fetched', answers: [some], then: (page) => card(page).scrollIntoViewIfNeeded() },
  { name: 'the last times of an export', answers: [['/runs', runs], some], then: async (page) => {
    await card(page).locator('section .deeds button').nth(2).click()
    await card(page).locator('section li').first().waitFor()
  } },
  { name: 'an export to change', answers: [some], then: async (page) => {
    await card(page).locator('section .deeds button').nth(1).click()
    await card(page).locator('form input[type=password]').waitFor()
  } },
  { name: 'an export to add', answers: [['/api/v1/import-sources', { items: [], next: null }]], then: async (page) => {
    await card(page).locator('.parts > div button').first().click()
    await card(page).locator('form [role=group]').first().locator('button').nth(2).click()
    await card(page).locator('form input[type=password]').scrollIntoViewIfNeeded()
  } },
  { name: 'exports out of reach', answers: [['/api/v1/import-sources', null]] },
].map((screen) => ({ as: 'jim', path: '/import', ...screen }))]
