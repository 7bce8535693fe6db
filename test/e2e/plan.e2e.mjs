// The demo's main way: one click in, exposure first, then a plan that is changed by hand, approved and undone.
import { gone, hold, same, see, until } from './world.mjs'

export const server = { demo: true }

const card = (page, name) => page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) })

export const steps = [
  ['Jim comes in with one click', async (world) => {
    const jim = await world.open('jim')
    await see(jim.getByRole('heading', { name: 'Look around as one of them' }))
    await world.enter(jim, 'Jim Calder')
  }],
  ['the demo first asks what one would have done', async (world) => {
    const jim = world.page('jim')
    await see(jim.getByRole('heading', { level: 1, name: 'Bill is at the door. What would you have done?' }))
    await jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Today/ }).click()
  }],
  ['Today opens with exposure, not with a forecast', async (world) => {
    const jim = world.page('jim')
    await see(jim.getByRole('heading', { level: 1, name: 'Ten clients know only you.' }))
    await see(jim.getByText('They bring $412,000 a year.'))
    await see(jim.getByText('Good morning, Jim.'))
  }],
  ['the board proposes who takes over, with proof', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('link', { name: 'Handoff board' }).first().click()
    await see(jim.getByRole('heading', { level: 1, name: 'Ten accounts are still yours' }))
    await jim.getByRole('button', { name: 'Propose who takes over' }).click()
    const plan = jim.getByRole('complementary', { name: 'What if' })
    await see(plan.getByText('Best possible, proven.'))
    await see(plan.getByRole('button', { name: 'Apply 10 moves' }))
  }],
  ['a choice is explained', async (world) => {
    const jim = world.page('jim')
    await card(jim, 'Larmar Freight').getByRole('button', { name: 'Larmar Freight' }).click()
    await see(card(jim, 'Larmar Freight').getByText('Serves 2 clients in Freight'))
    await see(card(jim, 'Larmar Freight').getByText('Jada Ellis'))
    await see(card(jim, 'Larmar Freight').getByText(/^Next best: /))
  }],
  ['an account goes to another rep by menu, and the plan says what that costs', async (world) => {
    const jim = world.page('jim')
    await card(jim, 'Larmar Freight').getByRole('button', { name: /Move to/ }).click()
    await jim.getByRole('menuitem', { name: /Priya Shah/ }).click()
    await see(jim.getByText('Larmar Freight goes to Priya'))
    await see(card(jim, 'Larmar Freight').getByText('Priya Shah'))
    await see(jim.getByRole('complementary', { name: 'What if' }).getByText(/costs .+ of one good match/))
  }],
  ['a lock holds the choice', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Orchard Dental', exact: true }).click()
    await card(jim, 'Orchard Dental').getByRole('button', { name: 'Lock' }).click()
    await see(card(jim, 'Orchard Dental').getByText('Locked'))
  }],
  ['the answer to a change is what changed: the other cards stay as they are, and a client is found by name', async (world) => {
    const jim = world.page('jim')
    const names = () => jim.locator('[data-account] .name').allTextContents()
    const before = await names()
    const answered = jim.waitForResponse((response) => response.url().endsWith('/changes'))
    await card(jim, 'Orchard Dental').getByRole('button', { name: 'Unlock' }).click()
    const change = await (await answered).json()
    if (change.lines.length >= before.length) throw new Error(`${change.lines.length} lines for one client`)
    await gone(card(jim, 'Orchard Dental').getByText('Locked'))
    same((await names()).join(), before.join(), 'the cards after the change')
    await see(card(jim, 'Larmar Freight').getByText('Priya Shah'))
    await card(jim, 'Orchard Dental').getByRole('button', { name: 'Lock' }).click()
    await see(card(jim, 'Orchard Dental').getByText('Locked'))
    same((await names()).join(), before.join(), 'the cards after locking again')
  }],
  ['what has no place says what would give it one, and a press does it', async (world) => {
    const jim = world.page('jim')
    const plan = jim.getByRole('complementary', { name: 'What if' })
    await plan.getByRole('slider', { name: 'Accounts per rep, at most' }).fill('5')
    await see(plan.getByText('One stays with you for now'))
    await see(plan.getByText('One more has a place if you allow 6 clients a rep.'))
    await plan.getByRole('button', { name: /^Try it/ }).click()
    await gone(plan.getByText('One stays with you for now'))
    await plan.getByText('What if somebody had more time, or less?').click()
    await plan.getByRole('slider', { name: 'Tom Reyes' }).fill('-10')
    await see(plan.getByText(/Tom Reyes has no room left for it/).first())
    await plan.getByRole('slider', { name: 'Tom Reyes' }).fill('0')
    await gone(plan.getByText(/Tom Reyes has no room left for it/))
  }],
  ['a weight moved by keys changes the plan once, says who moved and why, and goes back', async (world) => {
    const jim = world.page('jim')
    const plan = jim.getByRole('complementary', { name: 'What if' })
    let changes = 0
    jim.on('request', (request) => request.url().endsWith('/changes') && changes++)
    await plan.getByText('What counts, and how much?').click()
    const slider = plan.getByRole('slider', { name: 'Time here' })
    same(await slider.getAttribute('aria-valuetext'), '15%', 'the weight as the organization has it')
    await slider.focus()
    // All on their way at once: a moment without one would be a change.
    await Promise.all(Array.from({ length: 17 }, () => jim.keyboard.press('ArrowRight')))
    await see(plan.getByText(/^Dune Hotels: Lena Koch → Marcus Obi\. .+/))
    await see(card(jim, 'Dune Hotels').getByText('Marcus Obi'))
    await see(plan.getByText('Usually 15%.'))
    same(changes, 1, 'changes for seventeen key presses')
    const answered = jim.waitForResponse((answer) => answer.url().endsWith('/changes'))
    await plan.getByRole('button', { name: 'As your organization has it' }).click()
    // Who has moved stays where that costs next to nothing: changes are few.
    await until(async () => (await slider.getAttribute('aria-valuetext')) === '15%', 'the weight is back')
    await gone(plan.getByText('Usually 15%.'))
    await answered // it shows before
    same(changes, 2, 'changes after going back')
    await plan.getByText('What counts, and how much?').click()
  }],
  ['the board says when the team has changed, and works the draft out again', async (world) => {
    const jim = world.page('jim')
    const main = jim.getByRole('main')
    const api = await world.api('jim')
    const people = (await api.need('GET', '/people')).items
    const tom = people.find((one) => one.name === 'Tom Reyes')
    const line = main.getByText('Since this draft was worked out: The days off of Tom Reyes have changed.')
    same(await main.getByText(/^Since this draft/).count(), 0, 'lines before anything changed')
    const away = await api.need('POST', `/people/${tom.id}/absences`, { kind: 'holiday', from_on: '2026-12-07', to_on: '2026-12-11' })
    await see(line)
    await main.getByRole('button', { name: 'Work it out again' }).first().click()
    await gone(line)
    await api.need('DELETE', `/absences/${away.id}`, undefined, { 'If-Match': `"${away.version}"` })
    await see(line)
    await main.getByRole('button', { name: 'Work it out again' }).first().click()
    await gone(line)
  }],
  ['approving makes a handoff of each move', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('complementary', { name: 'What if' }).getByRole('button', { name: 'Apply 10 moves' }).click()
    await hold(jim.getByRole('region', { name: 'Messages' }).getByText('10 handoffs proposed'))
    await see(card(jim, 'Larmar Freight').getByText('Proposed', { exact: true }))
    const api = await world.api('priya')
    const mine = await api.need('GET', '/handoffs?role=to_me')
    if (!mine.items.some((one) => one.account.name === 'Larmar Freight')) throw new Error('Priya has no handoff of Larmar Freight')
  }],
  ['each rep finds a notice and what is coming', async (world) => {
    const priya = await world.openAs('priya', 'priya')
    await see(priya.getByRole('button', { name: /Notices, 1 new/ }))
    await see(priya.getByRole('main').getByText('Larmar Freight'))
  }],
  ['undo takes it all back', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
    await see(jim.getByText('Undone.'))
    await gone(card(jim, 'Larmar Freight').getByText('Proposed', { exact: true }))
    const api = await world.api('jim')
    same((await api.need('GET', '/handoffs?role=mine')).items.length, 0, 'handoffs after the undo')
    await see(jim.getByRole('complementary', { name: 'What if' }).getByRole('button', { name: 'Apply 10 moves' }))
    await world.settled(jim) // the draft is read again, which the next step applies
  }],
  ['a rep accepts, and the letter is filled in', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('complementary', { name: 'What if' }).getByRole('button', { name: 'Apply 10 moves' }).click()
    await see(card(jim, 'Larmar Freight').getByText('Proposed', { exact: true }))
    const priya = world.page('priya')
    await priya.getByRole('link', { name: 'Handoff board' }).first().click().catch(() => undefined)
    const api = await world.api('priya')
    const handoff = (await api.need('GET', '/handoffs?role=to_me')).items.find((one) => one.account.name === 'Larmar Freight')
    await priya.goto(`/?open=handoff/${handoff.id}`)
    const panel = priya.getByRole('dialog')
    await panel.getByRole('button', { name: /^Accept/ }).click()
    await see(priya.getByText('Priya accepted Larmar Freight').or(panel.getByText('Accepted')))
    await until(async () => (await api.need('GET', `/handoffs/${handoff.id}`)).stage === 'accepted', 'the handoff is accepted')
    await jim.goto(`/?open=handoff/${handoff.id}`)
    await jim.getByRole('dialog').getByRole('link', { name: 'Open the whole handoff' }).click()
    await see(jim.getByText(/^Dear Bill/))
  }],
]
