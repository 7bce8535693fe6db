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
  { name: 'a draft that has no room', as: 'jim', path: '/board', stage: 'full' },
  { name: 'two drafts compared', as: 'jim', path: '/board', stage: 'full', then: async (page) => {
    const choice = page.getByRole('complementary').last().getByRole('combobox')
    await choice.selectOption({ index: 1 })
    await choice.scrollIntoViewIfNeeded()
  } },
]
