// The screens of coaching, for screens.mjs: sessions and skills as the demo has them, and states that it cannot wait for.

// The address of a session, read when the screen is opened: the demo is made anew between stages.
const session = (as, state, find) => async (world) => {
  const { items } = await (await world.api(as)).need('GET', `/coaching-sessions?state=${state}`)
  return `/coaching/${items.find(find).id}`
}
const withJada = (session) => session.reps.length === 1 && session.reps[0].name === 'Jada Ellis'
// One that Jim rewrote, with how it stood before.
const changedStep = async (world) => {
  const jim = await world.api('jim')
  const path = await session('jim', 'planned', withJada)(world)
  const id = path.split('/').pop()
  const made = await jim.need('POST', `/coaching-sessions/${id}/steps`, { text: 'Five openings, spoken aloud', due_on: '2026-12-20' })
  await jim.need('PATCH', `/coaching-steps/${made.id}`, { text: 'Ten openings, spoken aloud' }, { 'If-Match': `"${made.version}"` })
  return path
}
// A group session of Jim's that Jada was taken out of; she wrote something in it.
const takenOut = async (world) => {
  const [jim, jada] = [await world.api('jim'), await world.api('jada')]
  const { items } = await jim.need('GET', '/people')
  const [first, ...others] = ['Jada Ellis', 'Tom Reyes', 'Lena Koch'].map((name) => items.find((person) => person.name === name).id)
  const made = await jim.need('POST', '/coaching-sessions', { kind: 'group', purpose: 'skill', rep_ids: [first, ...others], starts_at: '2026-12-11T15:00:00Z', minutes: 45 })
  const path = `/coaching-sessions/${made.id}`
  await jada.need('POST', `${path}/notes`, { text: 'What I take along: ask before I show.', visibility: 'the_two' })
  await jim.need('PATCH', path, { rep_ids: others }, { 'If-Match': `"${made.version}"` })
  return `/coaching/${made.id}`
}
// By place, not by name: the pseudo-locale names things otherwise.
const click = (place) => async (page) => page.locator(place).first().click()
const done = 'main button.primary'
const actions = 'main header .actions'
const column = (one) => `main .cols > .stack:nth-child(${one})`
const note = `${column(1)} > section:nth-child(2) button`
const step = `${column(2)} > section:nth-child(1) button`
const choose = `${column(2)} > section:nth-child(2) button`

const shared = {
  items: [{ id: '9', kind: 'one_to_one', starts_at: '2026-11-19T15:00:00Z', manager: person('Jim Calder', 'manager'), rep: person('Jada Ellis', 'rep'), author: person('Jim Calder', 'manager'), shared_by: person('Jada Ellis', 'rep'), text: 'She led the whole visit.\nI said two sentences, one too many.', written_at: '2026-11-19T15:30:00Z' }],
  next: null,
}
function person(name, role) {
  return { id: '1', name, role, is_placeholder: false }
}

export const coachingScreens = [
  { name: 'coaching', as: 'jim', path: '/coaching' },
  { name: 'coaching of a rep', as: 'jada', path: '/coaching' },
  { name: 'coaching for a director', as: 'dana', path: '/coaching' },
  { name: 'notes that were shared with a director', as: 'dana', path: '/coaching', answers: [['/api/v1/coaching-notes', shared]] },
  { name: 'coaching with what the team says', as: 'jim', path: '/coaching', answers: [[/\/api\/v1\/coaching$/, { answers: { yes: 11, differently: 2, no: 1 } }]] },
  { name: 'coaching, nobody yet', as: 'jim', path: '/coaching', answers: [[/\/api\/v1\/coaching$/, { pairs: [], skill_minutes: 0, deal_minutes: 0, answers: null }], ['/api/v1/coaching-sessions?', { items: [], next: null }]] },
  { name: 'coaching out of reach', as: 'jim', path: '/coaching', answers: [[/\/api\/v1\/coaching$/, null]] },
  { name: 'a session to plan', as: 'jim', path: '/coaching?plan=1' },
  { name: 'a group session to plan', as: 'jim', path: '/coaching?plan=1', then: async (page) => page.locator('main form select').first().selectOption('group') },
  { name: 'a level to be written down', as: 'jim', path: '/coaching', then: click('main .stands > div button') },
  { name: 'a session to come', as: 'jim', path: session('jim', 'planned', withJada) },
  { name: 'a session to come, for the rep', as: 'jada', path: session('jada', 'planned', withJada) },
  { name: 'a session that changes', as: 'jim', path: session('jim', 'planned', withJada), then: click(`${actions} button:nth-child(2)`) },
  { name: 'a session that you were taken out of', as: 'jada', path: takenOut },
  { name: 'a session that is done', as: 'jim', path: session('jim', 'planned', withJada), then: click(done) },
  { name: 'a session that was held', as: 'jim', path: session('jim', 'held', (one) => one.kind === 'one_to_one' && withJada(one)) },
  { name: 'a session that was held, for the rep', as: 'jada', path: session('jada', 'held', (one) => one.is_asking) },
  { name: 'a session with a group', as: 'jim', path: session('jim', 'held', (one) => one.kind === 'group'), then: click(note) },
  { name: 'a note to be written', as: 'jim', path: session('jim', 'planned', withJada), then: click(note) },
  { name: 'a step to be agreed', as: 'jim', path: session('jim', 'planned', withJada), then: click(step) },
  { name: 'a step that was changed', as: 'jada', path: changedStep, then: click(`${column(2)} details summary`) },
  { name: 'a step to be rewritten', as: 'jim', path: changedStep, then: async (page) => {
    await page.locator(`${column(2)} > section:nth-child(1) li button`).first().click()
    await page.locator('[role=menuitem]').first().click()
  } },
  { name: 'skills of a session to choose', as: 'jim', path: session('jim', 'planned', withJada), then: click(choose) },
  { name: 'a session that is not yours', as: 'jim', path: '/coaching/17' },
  { name: 'the list of skills', as: 'admin', path: '/settings?section=skills' },
  { name: 'a skill being changed', as: 'admin', path: '/settings?section=skills', then: async (page) => page.locator('main ol > li button').first().click() },
  { name: 'the list of skills, for a rep', as: 'jada', path: '/settings?section=skills' },
]
