// The screens of letters under review, for screens.mjs. The demo has Jada's letter in two versions with Jim's comments.

const letter = async (page) => {
  await page.locator('li a[href^="/reviews/"]').first().click()
  await page.locator('.letter').waitFor()
}
const open = (then) => async (page) => {
  await letter(page)
  await then(page)
}

export const reviewScreens = [
  { name: 'letters that wait', as: 'jim', path: '/reviews', stage: 'start' },
  { name: 'letters of a rep', as: 'jada', path: '/reviews', stage: 'start' },
  { name: 'letters of a rep who has none', as: 'tom', path: '/reviews', stage: 'start' },
  { name: 'letters that worked', as: 'jada', path: '/reviews?view=worked', stage: 'start', isServed: true, then: (page) => page.locator('details summary').first().click() },
  { name: 'a letter under review', as: 'jim', path: '/reviews', stage: 'start', isServed: true, then: letter },
  { name: 'the letter of a rep', as: 'jada', path: '/reviews', stage: 'start', isServed: true, then: letter },
  { name: 'a remark that is dismissed', as: 'jada', path: '/reviews', stage: 'start', isServed: true, then: open(async (page) => {
    await page.locator('details summary').first().click()
    await page.locator('details summary').first().scrollIntoViewIfNeeded()
  }) },
  { name: 'a comment being written', as: 'jim', path: '/reviews', stage: 'start', isServed: true, then: open(async (page) => {
    await page.locator('.tools button').first().click()
    await page.locator('form select').waitFor()
    await page.locator('form .seg button').last().click()
  }) },
  { name: 'two versions compared', as: 'jim', path: '/reviews', stage: 'start', isServed: true, then: open(async (page) => {
    await page.locator('.bar select').last().selectOption('1')
    await page.locator('ins').first().waitFor()
  }) },
  { name: 'an older version', as: 'jim', path: '/reviews', stage: 'start', isServed: true, then: open(async (page) => {
    await page.locator('.bar select').first().selectOption('1')
    await page.locator('.letter mark').first().waitFor()
  }) },
  { name: 'a letter being revised', as: 'jada', path: '/reviews', stage: 'start', isServed: true, then: open(async (page) => {
    await page.keyboard.press('e')
    await page.locator('textarea').waitFor()
    await page.locator('details summary').first().waitFor()
  }) },
  { name: 'a new letter', as: 'jada', path: '/reviews/new', stage: 'start' },
  { name: 'a letter with nothing to say', as: 'jada', path: '/reviews/new', stage: 'start', isServed: true, then: async (page) => {
    await page.locator('textarea').fill('Dear NAME,\n\nwe are here and our terminals are ours, and I am glad.')
    await page.locator('details summary').first().waitFor()
  } },
  { name: 'a letter out of reach', as: 'jim', path: '/reviews/1', stage: 'start' },
  { name: 'letters out of reach, all', as: 'jim', path: '/reviews', stage: 'start', answers: [['/api/v1/reviews?', null]] },
]
