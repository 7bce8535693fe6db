// Hands off, on day sixty of the demo: the question on Today, its answer, the successor's word, the figures; and levels.
import { gone, hold, phone, same, see, until } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const item = (page, text) => page.getByRole('listitem').filter({ hasText: text })
const deed = (page, name) => page.getByRole('button', { name, exact: true })

export const steps = [
  ['on day sixty Today asks about the client that Jim dropped in on', async (world) => {
    await (await world.api('jim')).need('POST', '/demo/day', { day: 60 })
    const jim = await world.openAs('jim', 'jim')
    await see(jim.getByText(/^You visited Bexley Motors on Tuesday/))
    await see(jim.getByText(/^Tom owns it since/))
  }],
  ['a key explains it, with a reason and a word', async (world) => {
    const jim = world.page('jim')
    await jim.keyboard.press('e')
    await see(jim.getByRole('group', { name: 'Why was it right this time?' }))
    await jim.keyboard.press('Escape')
    await gone(jim.getByRole('group', { name: 'Why was it right this time?' }))
    await jim.keyboard.press('o')
    await jim.getByRole('radio', { name: 'The client insisted' }).check()
    await jim.getByRole('textbox', { name: 'A word for Tom' }).fill('Ann asked for me')
    await jim.keyboard.press('Enter')
    await hold(messages(jim).getByText('On the record. Tom reads why.'))
    await gone(deed(jim, 'Explain'))
  }],
  ['one click takes the answer back', async (world) => {
    const jim = world.page('jim')
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await see(deed(jim, 'Explain'))
  }],
  ['introducing leads to the handoff, which counts it', async (world) => {
    const jim = world.page('jim')
    await deed(jim, 'Introduce Tom').click()
    await until(() => new URL(jim.url()).pathname.startsWith('/handoff/'), 'the page of the handoff')
    await see(jim.getByRole('heading', { name: '1 takeover' }))
  }],
  ['Jada reads why, and says a word', async (world) => {
    const jada = await world.openAs('jada', 'jada')
    await see(jada.getByText(/^Jim Calder called Orchard Dental/))
    await see(jada.getByText('The rep was away. They could not wait for you to be back on Monday.'))
    await deed(jada, 'I could have taken it: Orchard Dental').click()
    await see(messages(jada).getByText('Jim reads it.'))
  }],
  ['the figures open their rows', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/')
    await jim.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' }).first().click()
    await jim.getByRole('menuitem', { name: 'Hands off' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'You served clients you had handed over twice in 13 weeks.' }))
    await see(item(jim, 'Jada said: I could have taken it'))
    await jim.getByRole('link', { name: /^Week of .*: 1 takeover$/ }).first().click()
    await until(async () => (await jim.getByRole('main').getByText(/^You (visited|called)/).count()) === 1, 'the one of that week')
  }],
  ['what stays with Jim stands there, and Dana sees no reason', async (world) => {
    const jim = world.page('jim')
    await see(item(jim, 'Dune Hotels').getByText('Agreed'))
    const dana = await world.openAs('dana', 'dana', { path: '/takeovers' })
    await see(dana.getByText(/^Jim Calder visited Bexley Motors/))
    await see(dana.getByText(/^Jim Calder called Orchard Dental/))
    same(await dana.getByText('The rep was away').count(), 0, 'reasons that a director reads')
  }],
  ['a share is proposed, and agreed from Today', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/takeovers')
    await deed(jim, 'Propose').click()
    await jim.getByRole('checkbox', { name: 'Dune Hotels' }).check()
    await jim.getByLabel('Until', { exact: true }).fill('2028-06-30')
    await deed(jim, 'Propose it').click()
    await see(messages(jim).getByText('Proposed. The other one is told.'))
    const dana = world.page('dana')
    await dana.goto('/')
    await dana.getByRole('link', { name: 'What stays with the manager' }).click()
    await deed(dana, 'Agree').click()
    await see(messages(dana).getByText('Agreed. It holds from now on.'))
  }],
  ['Jada thinks that she is ready; Jim agrees from Today', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/')
    await jim.getByRole('link', { name: 'Existing clients: You do it, then tell me' }).click()
    await see(jim.getByText('Jada proposes level 6.'))
    await deed(jim, 'Agree to level 6').click()
    await see(messages(jim).getByText('Agreed. It holds from now on.'))
    await see(jim.getByRole('radio', { name: /^6 ?You do it, then tell me ?holds$/ }))
  }],
  ['the ladder is climbed by keys', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('radio', { name: /^6/ }).focus()
    await jim.keyboard.press('ArrowUp')
    await deed(jim, 'Propose level 7 to Jada').click()
    await see(jim.getByText('You proposed level 7. It waits for Jada.'))
    await jim.getByText('History', { exact: true }).click()
    await see(jim.getByText('Jim Calder proposed level 7 for Existing clients'))
  }],
  ['Jada leaves it as it is, on a phone', async (world) => {
    const jada = await world.openAs('jada_phone', 'jada', { path: '/levels', viewport: phone, hasTouch: true })
    await see(jada.getByText('Jim proposes level 7.'))
    await deed(jada, 'Leave it as it is').click()
    await see(messages(jada).getByText('It stays as it is.'))
    await gone(jada.getByText('Jim proposes level 7.'))
  }],
  ['a rep finds the levels beside the promises, and Dana on the panel of Jim what stays with him', async (world) => {
    const jada = world.page('jada')
    await jada.goto('/promises')
    await see(jada.getByRole('heading', { name: 'What I decide' }))
    await see(jada.getByRole('radio', { name: /^6/, checked: true }))
    const dana = world.page('dana')
    await dana.goto('/people')
    await dana.getByRole('link', { name: 'Jim Calder' }).first().click()
    await see(dana.getByRole('dialog').getByRole('heading', { name: 'What stays with managers' }))
    await see(dana.getByRole('dialog').getByText('Dune Hotels'))
  }],
  ['what an import brings in is asked about at once, without a reload', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/')
    await see(jim.getByRole('heading', { level: 1 }))
    const headers = { 'X-Baton-CSRF': '1', Origin: world.url }
    const text = 'Subject,Activity type,StartDateTime,Owner email,Company name,Contact email\nAbout the new shop,Call,2027-01-21 10:00,jim@larmar.example,Pell & Sons,ann@pell.example\n'
    const uploaded = await jim.request.post('/api/v1/imports', { headers, multipart: { files: { name: 'calls.csv', mimeType: 'text/csv', buffer: Buffer.from(text) } } })
    const { id } = await uploaded.json()
    const run = await jim.request.post(`/api/v1/imports/${id}/run`, { headers })
    same(run.ok(), true, 'the import runs')
    await see(jim.getByText(/^You called Pell & Sons on Thursday/))
  }],
]
