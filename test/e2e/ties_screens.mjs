// The screens of who knows whom, for screens.mjs.
const path = '/who-knows-whom'
const agreement = '/ties/agreement'
const known = { people: 9, close: 34, others: 51, auc: 0.8132, auc_low: 0.7514, auc_high: 0.8621, sentence: 'Of two ties, one close and one not, the score is higher for the close one 81 times in 100; likely 75 to 86. A coin would reach 50.' }

export const tiesScreens = [
  { name: 'do we have this right', as: 'jim', path },
  { name: 'do we have this right, on day sixty', as: 'jada', path, stage: 'day60' },
  { name: 'do we have this right, nobody to ask about', as: 'dana', path },
  { name: 'do we have this right, out of reach', as: 'jim', path, answers: [['/ties/questions', null]] },
  { name: 'how far the score and people agree', as: 'dana', path, isServed: true, answers: [[agreement, known]] },
  { name: 'settings of ties, as a director', as: 'dana', path: '/settings?section=ties' },
  { name: 'ties that were corrected', as: 'jim', dialog: true, path: (world) => `/book?open=account/${world.account}`, then: async (page) => {
    const more = page.locator('[role=dialog] .words button').first()
    await more.scrollIntoViewIfNeeded()
    await more.click()
  } },
]
