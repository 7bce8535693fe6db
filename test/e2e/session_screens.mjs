// The screens of who is not signed in: invited, or without the password.

// By what stands in the page, since these screens are also shown in the pseudo language.
async function askForLink(page) {
  await page.locator('input[type=email]').fill('jim@larmar.example')
  await page.locator('form button[type=submit]').click()
  await page.locator('h1[tabindex="-1"]').waitFor()
}

const byMail = [['/password-reset', { by_mail: true }]]

export const sessionScreens = [
  { name: 'an invitation', as: null, path: (world) => `/join/${world.setup}` },
  { name: 'an invitation that is gone', as: null, path: '/join/none' },
  { name: 'a forgotten password', as: null, path: '/forgot', answers: byMail },
  { name: 'a forgotten password, sent', as: null, path: '/forgot', answers: byMail, then: askForLink },
  { name: 'a forgotten password without a mail server', as: null, path: '/forgot' },
  { name: 'a person who signs in', as: 'admin', path: (world) => `/people?open=person/${world.person}`, dialog: true, answers: [...byMail, [/\/people\/\d+$/, { has_sign_in: true }]] },
]
