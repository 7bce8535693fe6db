// The screens of what hangs on a person, for screens.mjs.
import { managersScreens } from './managers_screens.mjs'

const path = '/if-i-leave'
const api = '/departure'

const bin = (said_permille, lost) => ({ said_permille, lost, count: 24, low_permille: said_permille / 2, high_permille: 3 * said_permille })
const past = {
  departures: 6, accounts: 120, lost: 21, fits_weights: true, is_assumed: true, level_permille: 171,
  test: { covered: 5, departures: 6, brier: 0.131, log: 0.42, brier_as_set: 0.138, log_as_set: 0.44, bins: [bin(60, 1), bin(110, 3), bin(160, 4), bin(210, 5), bin(300, 8)],
    places: [[20, 3, 3.4, 310, 560], [18, 1, 3.1, 60, 210], [22, 6, 3.8, 820, 930], [20, 4, 3.2, 560, 760], [20, 3, 3.4, 310, 560], [20, 4, 3.6, 480, 700]].map(([accounts, lost, expected, from_permille, to_permille]) => ({ accounts, lost, expected, from_permille, to_permille })) },
}

const second = (name, more) => ({
  account: { id: `9${name.length}`, name }, chance_permille: 412, chance_then_permille: 195, fall_low_permille: 120, fall_high_permille: 291, gain_minor: 1_920_000, gain_low_minor: 1_100_000, gain_high_minor: 2_650_000, colleague: null,
  reason: 'no_fit', why: 'Nobody fits well enough yet: 31% at best, 40% needed', contact: { id: '8', name: 'Dr. Maximiliana von Hohenstein-Ostertag' }, contact_is_alone: true, step: 'others', next_step: '', handoff_id: null, ...more,
})
const unknown = { gain_minor: null, gain_low_minor: null, gain_high_minor: null, contact: null, contact_is_alone: false }
const secondTies = { left_out: 7, without_ties: 2, items: [second('A client with quite a long name of its own, and Daughters'), second('Second', { why: 'No colleague is in touch with them; who fits, your manager sees', reason: 'unseen' }), second('Third one', unknown)] }

export const departureScreens = [
  { name: 'if I leave', as: 'jim', path },
  { name: 'if I leave, on day sixty', as: 'jim', path, stage: 'day60', then: (page) => page.locator('summary').first().click() },
  { name: 'if a rep leaves', as: 'jada', path, stage: 'day60' },
  { name: 'who should build a second tie next', as: 'jim', path, then: (page) => page.locator('main h2').nth(2).scrollIntoViewIfNeeded() },
  { name: 'second ties, where nobody fits or is known', as: 'jim', path, answers: [['/second-ties', secondTies]] },
  { name: 'second ties, of nobody', as: 'jim', path, answers: [['/second-ties', { items: [], left_out: 0, without_ties: 3 }]] },
  { name: 'second ties, out of reach', as: 'jim', path, answers: [['/second-ties', null]] },
  { name: 'if nothing hangs on me', as: 'dana', path },
  { name: 'if Jim leaves, as his director sees it', as: 'dana', path, then: async (page) => {
    await page.locator('header select').selectOption({ label: 'Jim Calder' })
    await page.locator('table').first().waitFor({ state: 'attached' })
  } },
  { name: 'if I leave, with nothing known', as: 'jim', path, answers: [[api, { ties_as_of: null, without_ties: 10, without_revenue: 3 }]] },
  { name: 'if I go to a competitor', as: 'jim', path: '/if-i-leave?to=competitor' },
  { name: 'what was set otherwise', as: 'jim', path, answers: [[api, { changed: [{ name: 'departure_level', value: 0.3, standard: 0.154 }, { name: 'departure_share', value: 3, standard: 2 }] }]] },
  { name: 'what past departures tell', as: 'jim', path, answers: [[api, { calibration: past }]], then: (page) => page.locator('summary').last().click() },
  { name: 'whose leaving costs most', as: 'dana', path: '/departures' },
  { name: 'whose leaving costs most, on day sixty', as: 'jim', path: '/departures', stage: 'day60' },
  { name: 'whose leaving costs most, not worked out yet', as: 'dana', path: '/departures', answers: [['/api/v1/departures', { as_of: null, ties_as_of: null, people: [], alike: 0 }]] },
  { name: 'clients on one thread', as: 'jim', path: '/book?thread=one' },
  { name: 'nobody holds a client', as: 'dana', path: '/departures', answers: [['/api/v1/departures', { people: [], alike: 0, without_clients: 8 }]] },
  { name: 'whose leaving costs most, out of reach', as: 'dana', path: '/departures', answers: [['/api/v1/departures', null]] },
  { name: 'settings of a departure, as a director', as: 'dana', path: '/settings?section=departure' },
  { name: 'if I leave, out of reach', as: 'jim', path, answers: [[api, null]] },
  ...managersScreens,
]
