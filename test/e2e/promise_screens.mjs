// The screens of how promises were kept, and of the own calendar, for screens.mjs.
const some = (rows) => ({ kept: 2, open: 1, withdrawn: 0, steps: rows, known_days: null, half_days: null, by_days: null, by: null })
const figures = (more) => ({
  kept_on_time: 9, due: 14, open: 2, kept_by_new_time: 11, withdrawn: 1, rate: 0.643, low: 0.388, high: 0.837, word_key: 'promise.figures.rate', text: '9 of 14 kept on time',
  time_to_keep: some([]), before: null, ...more,
})
const before = { kept_on_time: 3, due: 12, change: 'better', difference: 0.39, low: 0.03, high: 0.64, speed: 'better' }

export const promiseScreens = [
  { name: 'how long until promises are kept, as a table', as: 'jim', path: '/promises', stage: 'start', then: async (page) => {
    await page.locator('figure + details summary').click()
    await page.locator('figure + details table').scrollIntoViewIfNeeded()
  } },
  { name: 'promises of 90 days', as: 'jim', path: '/promises?period=90', stage: 'start' },
  { name: 'promises, better than before, few kept', as: 'jim', path: '/promises?period=30', stage: 'start', answers: [['/api/v1/promises/figures', figures({ before })]] },
  { name: 'what came between, none', as: 'jim', path: '/promises?state=moved', stage: 'start', answers: [['/api/v1/promises/ledger', { causes: [], items: [], next: null }]] },
  { name: 'what came between, out of reach', as: 'jim', path: '/promises?state=moved', stage: 'start', answers: [['/api/v1/promises/ledger', null]] },
  { name: 'a promise at a time that the clocks skip', as: 'jim', path: '/promises?add=1', stage: 'start', then: async (page) => {
    await page.locator('input[type="datetime-local"]').fill('2027-03-14T02:30')
    await page.locator('.skipped').scrollIntoViewIfNeeded()
  } },
  { name: 'a promise at a time that comes twice', as: 'jim', path: '/promises?add=1', stage: 'start', then: async (page) => {
    await page.locator('input[type="datetime-local"]').fill('2027-11-07T01:30')
    await page.locator('.other p').scrollIntoViewIfNeeded()
  } },
  { name: 'settings, my calendar', as: 'jim', path: '/settings?section=calendar' },
  { name: 'settings, my calendar with an address', as: 'jim', path: '/settings?section=calendar', answers: [['/api/v1/calendar-feed', { is_on: true, has_titles: true, created_at: '2026-11-20T09:00:00Z' }]] },
  { name: 'settings, my calendar out of reach', as: 'jim', path: '/settings?section=calendar', answers: [['/api/v1/calendar-feed', null], ['/api/v1/promise-choice', null]] },
]
