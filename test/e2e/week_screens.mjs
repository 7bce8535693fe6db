// The screens of the week's plan, of wins, of what lies over an hour that is owed and of a rep's first day, for screens.mjs.

const person = (name, role = 'rep') => ({ id: name, name, role, is_placeholder: false })
const at = { drawn_at: '2027-01-18T14:30:00Z' }
const day = {
  is_now: true, manager: person('Jim Calder', 'manager'), account_count: 7,
  accounts: [
    { account: { id: '1', name: 'Harbor Couriers' }, revenue_minor: 1480000, currency: 'USD', open_deals: 1 },
    { account: { id: '2', name: 'Donaudampfschifffahrtsgesellschaft Oberösterreich und Niederbayern' }, revenue_minor: null, currency: 'USD', open_deals: 0 },
  ],
  coming: [{ handoff_id: '3', account: { id: '4', name: 'Larmar Freight' }, from: person('Jim Calder', 'manager'), introduction_on: '2026-11-30' }],
  promises: [],
  request: { kind: 'one_to_one', title: 'My first hour: how we work together', minutes: 30, due_at: '2026-11-25T16:00:00Z' },
}
const toWin = (page) => page.locator('blockquote').first().scrollIntoViewIfNeeded()

export const weekScreens = [
  { name: 'the week, drawn', as: 'jim', path: '/week' },
  { name: 'the week before', as: 'jim', path: '/week?week=2027-01-11' },
  { name: 'the week, nothing drawn', as: 'jim', path: '/week', answers: [['/api/v1/week', { draw: null, is_minutes_set: false }]] },
  { name: 'the week, drawn again', as: 'jim', path: '/week', answers: [['/api/v1/week', {
    draw: { number: 2, seed: 20270118, ...at, reason: 'Tom is ill', order: [person('Priya Nair'), person('Lena Koch')] },
    earlier: [{ number: 1, seed: 4711, ...at, reason: '', order: [person('Lena Koch'), person('Priya Nair')] }],
  }]], then: async (page) => {
    await page.locator('details summary').last().click()
    await page.locator('.record button').first().click()
    await page.locator('.record input').waitFor()
  } },
  { name: 'the week, more promised than there is', as: 'jim', path: '/week', answers: [['/api/v1/week', { owed_minutes: 400 }]] },
  { name: 'the week of nobody', as: 'jim', path: '/week', answers: [['/api/v1/week', { places: [], coverage: [], least: null, draw: null }]] },
  { name: 'the week out of reach', as: 'jim', path: '/week', answers: [['/api/v1/week', null]] },
  { name: 'a reason to leave somebody out', as: 'jim', path: '/week', then: async (page) => {
    await page.locator('.deeds [aria-haspopup]').first().click()
    await page.getByRole('menuitem').first().waitFor()
  } },
  { name: 'a thank-you being written', as: 'jim', path: '/', then: async (page) => {
    await page.keyboard.press('t')
    await page.locator('textarea').first().scrollIntoViewIfNeeded()
  } },
  { name: 'a win that was thanked for', as: 'jim', path: '/', answers: [['/api/v1/wins', { items: [win({ words: 'Thank you, Jada.\nTwo depots, and your own way to the second one.', thanked_at: '2027-01-21T20:00:00Z', may: [] })] }]], then: toWin },
  { name: 'a win without facts', as: 'jim', path: '/', answers: [['/api/v1/wins', { items: [win({ deal: '', amount_minor: null, facts: { introduced_on: null, kept: [], is_room_known: false, in_the_room: 0, calls: 0 } })] }]] },
  { name: 'thanks, as a rep reads them', as: 'jada', path: '/', answers: [['/api/v1/wins', { items: [win({ facts: null, words: 'Thank you, Jada. Larmar Freight is your win.', thanked_at: '2027-01-21T20:00:00Z', may: [] })] }]], then: toWin },
  { name: 'a first day', as: 'jada', path: '/', answers: [['/api/v1/first-day', day]] },
  { name: 'a first day with nothing yet', as: 'jada', path: '/', answers: [['/api/v1/first-day', { ...day, manager: null, account_count: 0, accounts: [], coming: [], request: null }]] },
  { name: 'two things at one time', as: 'jim', path: '/', then: toConflict },
  { name: 'three things at one time, one of them without another time', as: 'jim', path: '/', answers: [['/api/v1/today', { conflicts: [conflict({}), conflict({ account: null, other_title: '', new_at: null }), conflict({ reps: [person('Jada Ellis'), person('Lena Koch')] })] }]], then: toConflict },
].map((screen) => ({ stage: 'day60', ...screen }))

function toConflict(page) {
  return page.locator('dl').first().scrollIntoViewIfNeeded()
}

// Each call is another question.
function conflict(change) {
  const key = { block_kind: 'promise', block_id: '5', block_at: '2027-01-26T16:00:00Z', other_kind: 'meeting', other_id: JSON.stringify(change), other_at: '2027-01-26T17:00:00Z', other_ends_at: '2027-01-26T17:45:00Z' }
  return {
    key, title: 'Ride along to meet Wren Dairy', reps: [person('Marcus Webb')], starts_at: '2027-01-26T16:00:00Z', ends_at: '2027-01-26T17:30:00Z',
    other_title: 'The group contract', account: { id: '4', name: 'Donaudampfschifffahrtsgesellschaft Oberösterreich' }, new_at: '2027-01-26T18:00:00Z', ...change,
  }
}

function win(change) {
  return {
    id: '7', version: 1, account: { id: '4', name: 'Larmar Freight' }, opportunity_id: '8', deal: '15 terminals for two depots', amount_minor: 3800000, currency: 'USD',
    rep: person('Jada Ellis'), manager: person('Jim Calder', 'manager'), won_on: '2027-01-20', words: '', thanked_at: null, may: ['thank'],
    facts: { introduced_on: '2026-12-02', kept: [{ kind: 'letter_review', count: 2 }], is_room_known: true, in_the_room: 0, calls: 0 }, ...change,
  }
}
