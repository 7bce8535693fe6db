// The screens of what hangs on a person, for screens.mjs.
const path = '/if-i-leave'
const api = '/departure'

export const departureScreens = [
  { name: 'if I leave', as: 'jim', path },
  { name: 'if I leave, on day sixty', as: 'jim', path, stage: 'day60', then: (page) => page.locator('summary').first().click() },
  { name: 'if a rep leaves', as: 'jada', path, stage: 'day60' },
  { name: 'if nothing hangs on me', as: 'dana', path },
  { name: 'if Jim leaves, as his director sees it', as: 'dana', path, then: async (page) => {
    await page.locator('header select').selectOption({ label: 'Jim Calder' })
    await page.locator('table').first().waitFor({ state: 'attached' })
  } },
  { name: 'if I leave, with nothing known', as: 'jim', path, answers: [[api, { ties_as_of: null, without_ties: 10, without_revenue: 3 }]] },
  { name: 'if I leave, out of reach', as: 'jim', path, answers: [[api, null]] },
]
