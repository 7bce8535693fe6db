// The screens of what somebody holds, who covers, and the calls of the first week, for screens.mjs. Jim is away from the day of the
// scene on, a rep of his is covered the week after and leaves at once.
const page = (whose, query = '') => (world) => `/people/${world[whose]}/cover${query}`
const at = { stage: 'covered' }

export const coverStages = {
  async covered(world, api) {
    world.holder = (await api.need('GET', '/session')).person.id
    const team = (await api.need('GET', '/people')).items
    world.helper = team.find((one) => one.name === 'Jada Ellis').id
    const cover = async (person, from_on, to_on) => {
      const { lines } = await api.need('GET', `/people/${person}/cover-proposal?from_on=${from_on}&to_on=${to_on}`)
      const chosen = lines.filter((line) => line.person).map((line) => ({ account_id: line.account.id, person_id: line.person.id }))
      await api.need('POST', `/people/${person}/covers`, { from_on, to_on, note: 'Call before ten, please.', lines: chosen })
    }
    await cover(world.holder, '2026-11-24', '2026-11-27')
    await cover(world.helper, '2026-12-07', '2026-12-11')
    await api.need('POST', `/people/${world.helper}/leaving-calls`)
  },
}

const propose = async (page) => {
  const dates = page.locator('main input[type=date]')
  await dates.first().fill('2026-12-14')
  await dates.nth(1).fill('2026-12-18')
  await page.locator('main form button[type=submit]').click()
  await page.locator('main .lines li').first().waitFor()
}

const change = async (page) => {
  await page.locator('main button:has(svg)').first().click() // "Change it", in any language
  await page.locator('main form li select').first().waitFor()
}

export const coverScreens = [
  { name: 'what Jim holds', as: 'jim', path: page('holder'), ...at },
  { name: 'what a rep holds, as the manager sees it', as: 'jim', path: page('helper'), ...at },
  { name: 'what a rep holds', as: 'jada', path: page('helper'), ...at },
  { name: 'who covers for Jim, and what happened meanwhile', as: 'jim', path: page('holder', '?part=away'), ...at, then: (page) => page.locator('main summary').first().click() },
  { name: 'who covers, proposed', as: 'jim', path: page('helper', '?part=away'), ...at, then: propose },
  { name: 'a cover is changed', as: 'jim', path: page('helper', '?part=away'), ...at, then: change },
  { name: 'a rep leaves for good', as: 'jim', path: page('helper', '?part=good'), ...at },
  { name: 'who covers for me', as: 'jada', path: page('helper', '?part=away'), ...at },
  { name: 'the calls of the first week', as: 'jim', path: page('helper', '?part=week'), ...at },
  { name: 'the calls of the first week, not planned', as: 'jim', path: page('holder', '?part=week'), ...at },
  { name: 'Today of who covers', as: 'jada', path: '/', ...at },
  { name: 'Today of who is covered', as: 'jim', path: '/', ...at },
  { name: 'what somebody holds, out of reach', as: 'jim', path: page('holder'), ...at, answers: [['/holds', null]] },
  { name: 'one who left, with nothing left', as: 'jim', path: page('helper'), ...at, answers: [['/holds', { left_on: '2026-10-30', accounts: [], deals: [], promises: [], client_promises: [], reviews: [], meetings: [], handoffs: [], shares: [], levels: [], team: [], has_more_coaching: false, counts: { accounts: 0, deals: 0, promises: 0, client_promises: 0, reviews: 0, meetings: 0, handoffs: 0, agreements: 0, team: 0 } }]] },
]
