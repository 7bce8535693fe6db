// The screens of the door: who would win the deal, its receipts, of being told when not looking, and of the phone, for screens.mjs.

const person = (id, name, role) => ({ id, name, role, is_placeholder: false })
const receipt = {
  interruption_id: '700', version: 2, at: '2026-11-24T15:41:00Z', outcome: 'taken', person: person('1', 'Jim Calder', 'manager'), rep: person('2', 'Jada Ellis', 'rep'),
  account: { id: '9', name: 'Larmar Freight' }, brought: ['Jim Calder took Bill Larmar of Larmar Freight: 60 minutes.'],
  displaced: ['Review Jada\'s prospecting letter, draft 2: from Tue, Nov 24, 10:30 AM to Tue, Nov 24, 3:00 PM.'], made_good_at: '2026-11-24T21:00:00Z',
  reason: 'wanted_to', reply: null, takeover: null, may: [],
}
const chat = { kind: 'slack', host: 'hooks.slack.com', is_on: true, is_waiting: false, attempts: 0, status: 200, fault: null, told_at: '2026-11-24T15:41:00Z' }
// Today with these receipts, everything else as it is.
const withReceipts = (...receipts) => async (page) => {
  await page.route('**/api/v1/today', async (route) => {
    const answer = await route.fetch()
    return route.fulfill({ response: answer, json: { ...(await answer.json()), receipts } })
  })
  await page.reload()
  await page.locator('.said, .ask').first().waitFor()
  await page.locator('.said, .ask').first().scrollIntoViewIfNeeded()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
}
const settings = (name, answers) => ({ name, as: 'jada', path: '/settings?section=notices', answers })

export async function pickBill(page) {
  await page.getByRole('dialog').getByRole('combobox').fill('bill')
  await page.getByRole('dialog').getByRole('option').first().click()
  await page.getByRole('dialog').getByRole('contentinfo').getByRole('button').first().waitFor()
}

export const doorScreens = [
  { name: 'the door, who would win it', as: 'jim', path: '/?open=door', dialog: true, then: async (page) => {
    await pickBill(page)
    await page.getByRole('dialog').locator('section details summary').click()
    await page.getByRole('dialog').locator('section details').scrollIntoViewIfNeeded()
  } },
  { name: 'a receipt to say a word to', as: 'jada', path: '/', then: withReceipts({ ...receipt, may: ['reply'] }) },
  { name: 'a receipt to say why', as: 'jim', path: '/', then: withReceipts({ ...receipt, reason: null, may: ['reason'] }) },
  { name: 'a receipt that both have spoken to', as: 'jim', path: '/', then: withReceipts({ ...receipt, reply: 'could_have' }) },
  settings('what reaches somebody'),
  settings('what reaches somebody at once, and a chat', [['/api/v1/digest', { version: 1, frequency: 'at_once', at_minute: 450, quiet_from: 1080, quiet_to: 480, quiet_weekends: true, email: 'jada@larmar.example' }], ['/api/v1/chat', chat]]),
  settings('a chat that does not answer', [['/api/v1/chat', { ...chat, attempts: 2, status: 500, is_waiting: true }]]),
  settings('a chat that is gone', [['/api/v1/chat', { ...chat, is_on: false, status: 404, told_at: null }]]),
  { name: 'on your phone', as: 'jada', path: '/settings?section=phone', then: (page) => page.locator('svg[role=img]').waitFor() },
]
