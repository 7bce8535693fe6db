// Every screen of the interface, for the tests that look at all of them. `as` is who looks (null: nobody is signed in), `then` opens
// what is on it.
export const screens = [
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
  { name: 'the palette', as: 'jim', path: '/', then: async (page) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('larmar')
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
  { name: 'the book with nothing found', as: 'jim', path: '/book?q=zzzz' },
  { name: 'clients to type', as: 'jim', path: '/book?add=1' },
  { name: 'an account', as: 'jim', path: (world) => `/book?open=account/${world.account}`, dialog: true },
  { name: 'people', as: 'admin', path: '/people' },
  { name: 'people to paste', as: 'jim', path: '/people?add=many' },
  { name: 'somebody to add', as: 'admin', path: '/people?add=one' },
  { name: 'a person', as: 'admin', path: (world) => `/people?open=person/${world.person}`, dialog: true },
  { name: 'the scene of the demo', as: 'jim', path: '/demo' },
  { name: 'the clock of the demo', as: 'jim', path: '/demo', then: async (page) => {
    await page.getByRole('banner').locator('[aria-haspopup=menu]').first().click()
    await page.getByRole('menu').waitFor()
  } },
  { name: 'importing', as: 'jim', path: '/import' },
  { name: 'a table to paste', as: 'jim', path: '/import?way=paste' },
  ...['files', 'columns', 'owners', 'preview'].map((step) => ({ name: `an import, ${step}`, as: 'jim', path: (world) => `/import/${world.import}?step=${step}` })),
  ...['', 'organization', 'stages', 'plan', 'security', 'tokens', 'data', 'looks', 'audit', 'about'].map((section) => ({
    name: `settings ${section}`.trim(), as: 'admin', path: section ? `/settings?section=${section}` : '/settings',
  })),
  { name: 'no such page', as: 'jim', path: '/nothing-here' },
]

async function pickBill(page) {
  await page.getByRole('dialog').getByRole('combobox').fill('bill')
  await page.getByRole('dialog').getByRole('option').first().click()
  await page.getByRole('dialog').getByRole('contentinfo').getByRole('button').first().waitFor()
}

// What the screens show needs some history: an approved plan, one account kept out of it.
export async function prepare(world) {
  const api = await world.api('jim')
  const plan = await api.need('POST', '/plans', {})
  await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
  world.handoff = (await api.need('GET', '/handoffs?role=mine')).items[0].id
  world.account = (await api.need('GET', '/accounts?owner=me')).items[0].id
  world.import = (await api.need('POST', '/imports/table', { kind: 'accounts', text: 'Client,City,Revenue,Owner\nKettle Works,Gary,"12,500",Somebody Else\n,Gary,1,\n' })).id
  const admin = await world.api('admin')
  const person = await admin.need('POST', '/people', { name: 'Nora Invited', email: 'nora@larmar.example', role: 'rep' })
  world.person = person.id
  world.setup = (await admin.need('POST', `/people/${person.id}/invitation`)).url.split('/').pop()
}

// Opens a screen and waits until it shows its content: nothing is loading any more.
export async function show(page, screen, world, query = '') {
  const path = typeof screen.path === 'function' ? screen.path(world) : screen.path
  await page.goto(path + (query ? (path.includes('?') ? '&' : '?') + query : ''))
  await page.getByRole('heading').first().waitFor()
  if (screen.dialog) await page.getByRole('dialog').getByRole('heading').first().waitFor()
  await world.quiet(page)
  await screen.then?.(page)
  await world.quiet(page)
  if (screen.name !== 'no such page' && (await page.getByText('There’s nothing here').count()) > 0) throw new Error(`there is no screen at ${path}`)
}
