// The screens of a draft of the handoff plan, for screens.mjs.

export const planScreens = [
  { name: 'a draft on the board', as: 'jim', path: '/board', stage: 'draft' },
  { name: 'a draft as a list', as: 'jim', path: '/board?view=list', stage: 'draft' },
  { name: 'a draft and what counts in it', as: 'jim', path: '/board', stage: 'draft', then: async (page) => {
    await page.locator('.parts details summary').nth(1).click()
    const weight = page.locator('.weights input[type=range]').nth(2)
    await weight.fill((await weight.inputValue()) === '1' ? '0.5' : '1')
    await page.locator('.weights .last').waitFor()
  } },
  { name: 'a draft whose team has changed', as: 'jim', path: '/board', stage: 'draft', answers: [['/api/v1/plans/', { outdated: [
    { kind: 'hours', person_id: '1', account_id: null, count: 1, text: 'Jada Ellis has 5 h a week for clients, not 7' },
    { kind: 'person_left', person_id: '2', account_id: null, count: 1, text: 'Bartholomäus von Oberösterreich-Niederbayern is no longer in the team' },
    { kind: 'accounts_came', person_id: null, account_id: '3', count: 1, text: 'Wren Dairy can be handed over too' },
    { kind: 'accounts_left', person_id: null, account_id: '4', count: 1, text: 'Dune Hotels has another owner or is on its way already' },
  ] }]] },
  { name: 'a draft that has no room', as: 'jim', path: '/board', stage: 'full' },
  { name: 'two drafts compared', as: 'jim', path: '/board', stage: 'full', then: async (page) => {
    const choice = page.getByRole('complementary').last().getByRole('combobox')
    await choice.selectOption({ index: 1 })
    await choice.scrollIntoViewIfNeeded()
  } },
]
