// The screens of letters and of "my job now", for screens.mjs.

// "My job now" of Jim, on its way.
const jobText = {
  version: 1, words: { language: 'en', stops: 'x', decide: 'y', there: 'z' }, subject: 'My job now: Jim Calder', agreed_by: null, agreed_at: null, announced_at: null, written_at: '2026-11-24T15:00:00Z',
  html: '<p>Hello,</p>\n<p>from now on my job is to help you win.</p>\n<h3>What I stop doing</h3>\n<ul>\n<li>I do not call your clients. When they call me, I bring you in.</li>\n<li>I do not rewrite your offers.</li>\n</ul>\n<h3>What you may decide without me</h3>\n<p>Discounts up to 10 percent, and whom you visit. See <a href="https://larmar.example/rules">the rules</a>.</p>\n<p>Jim Calder</p>\n',
}
const agreed = { ...jobText, version: 2, agreed_by: { id: '2', name: 'Dana Ruiz', role: 'director', is_placeholder: false }, agreed_at: '2026-11-24T16:00:00Z' }
const announced = { ...agreed, version: 3, announced_at: '2026-11-24T17:00:00Z' }
const job = {
  manager: { id: '1', name: 'Jim Calder', role: 'manager', is_placeholder: false }, above: agreed.agreed_by, written: jobText, announced: null,
  suggestion: jobText.words, may: [],
}
const toJob = (page) => page.locator('.prose').last().scrollIntoViewIfNeeded()

export const letterScreens = [
  { name: 'a letter being changed', as: 'jim', path: (world) => `/handoff/${world.handoff}?words=1#letter`, then: async (page) => {
    await page.locator('.send button').first().click()
    await page.locator('.send .ask button').nth(1).click()
    await page.locator('.send .prose').waitFor()
    await page.locator('.send .ask').scrollIntoViewIfNeeded()
  } },
  { name: 'a letter with a page, before it goes', as: 'jim', path: (world) => `/handoff/${world.handoff}?page=1#letter`, then: async (page) => {
    await page.locator('.send button').first().click()
    await page.locator('.send .ask').scrollIntoViewIfNeeded()
  } },
  { name: 'a contact being edited', as: 'jim', path: (world) => `/book?open=account/${world.account}`, dialog: true, then: async (page) => {
    await page.getByRole('dialog').locator('li button[aria-haspopup]').first().click()
    await page.getByRole('menuitem').first().click()
    await page.getByRole('dialog').locator('.edit').waitFor()
  } },
  { name: 'the words of letters', as: 'jim', path: '/letters' },
  { name: 'the fields of letters', as: 'jim', path: '/letters', then: async (page) => {
    await page.locator('details summary').first().click()
    await page.locator('details li').nth(3).scrollIntoViewIfNeeded()
  } },
  { name: 'words of letters with a fault', as: 'jim', path: '/letters', then: async (page) => {
    await page.locator('textarea').fill('Dear {{kontakt}},\n\nwe are {{')
    await page.locator('.error').first().waitFor()
  } },
  { name: 'letters as they are read', as: 'jim', path: '/letters', then: async (page) => {
    const views = page.locator('.phone-only button')
    if (await views.last().isVisible()) await views.last().click()
  } },
  { name: 'words of letters to the team, for a rep', as: 'jada', path: '/letters?kind=my_job_team' },
  { name: 'a language of letters to be added', as: 'jim', path: '/letters', then: async (page) => {
    await page.locator('.language button').click()
    await page.getByRole('dialog').waitFor()
  } },
  { name: 'letters out of reach', as: 'jim', path: '/letters', answers: [['/api/v1/letter-templates', null]] },
  { name: 'my job being written', as: 'jim', path: '/', answers: [['/api/v1/my-jobs', { items: [{ ...job, written: null, may: ['write'] }] }]], then: async (page) => {
    await page.locator('.parts > .row > button.primary').last().click()
    await page.locator('textarea').last().scrollIntoViewIfNeeded()
  } },
  { name: 'my job, waiting for a yes', as: 'jim', path: '/', answers: [['/api/v1/my-jobs', { items: [{ ...job, may: ['write'] }] }]], then: toJob },
  { name: 'my job, agreed', as: 'jim', path: '/', answers: [['/api/v1/my-jobs', { items: [{ ...job, written: agreed, may: ['write', 'announce'] }] }]], then: toJob },
  { name: 'a job to agree to', as: 'dana', path: '/', answers: [['/api/v1/my-jobs', { items: [{ ...job, may: ['agree'] }] }]], then: toJob },
  { name: 'a job to be read', as: 'jada', path: '/', answers: [['/api/v1/my-jobs', { items: [{ ...job, written: null, announced, may: ['read'] }] }]], then: toJob },
  { name: 'a draft with a job to announce', as: 'jim', path: '/board', stage: 'draft', answers: [['/my-job', { ...job, written: agreed, may: ['write', 'announce'] }]] },
]
