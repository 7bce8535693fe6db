// A director's plan for the managers below: whose clients, one problem, each manager's own part, applied and taken back as one.
import { Client } from '../api/server.mjs'
import { gone, hold, phone, same, see } from './world.mjs'

export const server = { demo: true }

const main = (page) => page.getByRole('main')
const card = (page, name) => main(page).getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) })
const plan = (page) => page.getByRole('complementary', { name: 'What if' })
const whose = (page) => main(page).getByRole('combobox', { name: 'Whose board' })

export const steps = [
  ['Nora leads one more team, with two clients', async (world) => {
    const admin = await world.api('admin')
    const people = (await admin.need('GET', '/people')).items
    const dana = people.find((one) => one.name === 'Dana Whitfield').id
    const nora = await admin.need('POST', '/people', { name: 'Nora Vance', email: 'nora@larmar.example', role: 'manager', manager_id: dana })
    await admin.need('POST', '/people', { name: 'Rosa Diaz', email: 'rosa@larmar.example', manager_id: nora.id, capacity_minutes: 900 })
    for (const [name, revenue] of [['Orrin Mills', 2_000_000], ['Selby Docks', 900_000]]) {
      await admin.need('POST', '/accounts', { name, industry: 'Freight', revenue_minor: revenue, currency: 'USD', load_minutes: 60, owner_id: nora.id })
    }
    const { url } = await admin.need('POST', `/people/${nora.id}/invitation`)
    world.nora = new Client(world.url)
    await world.nora.need('POST', `/invitations/${url.split('/').pop()}/acceptance`, { name: 'Nora Vance', email: 'nora@larmar.example', password: 'correct horse battery staple' })
  }],
  ['Dana sees all teams on one board', async (world) => {
    const dana = await world.openAs('dana', 'dana', { path: '/board' })
    await see(dana.getByRole('heading', { level: 1, name: '20 accounts are still with managers' }))
    same(await whose(dana).locator('option').allTextContents(), ['All teams', 'My own clients', 'Jim Calder', 'Max Orr', 'Nora Vance', 'Sofia Marsh'], 'the boards')
    await see(card(dana, 'Orrin Mills').getByText('From Nora Vance'))
  }],
  ['she says whose clients a plan is for', async (world) => {
    const dana = world.page('dana')
    const ask = main(dana).getByRole('group', { name: 'The clients of' })
    for (const manager of ['Jim Calder (10)', 'Max Orr (2)', 'Nora Vance (2)', 'Sofia Marsh (3)']) await ask.getByRole('checkbox', { name: manager }).uncheck()
    same(await main(dana).getByRole('button', { name: 'Propose who takes over' }).isDisabled(), true, 'nobody is ticked')
    await ask.getByRole('checkbox', { name: 'Jim Calder (10)' }).check()
    await ask.getByRole('checkbox', { name: 'Nora Vance (2)' }).check()
    await main(dana).getByRole('button', { name: 'Propose who takes over' }).click()
    await see(plan(dana).getByText('Best possible, proven.'))
    await see(plan(dana).getByRole('button', { name: 'Apply 12 moves' }))
    await see(plan(dana).getByText('Introductions a week, each manager'))
    await see(plan(dana).getByText('Rosa', { exact: true }))
  }],
  ['a client stays with its own manager where she says so', async (world) => {
    const dana = world.page('dana')
    await main(dana).getByRole('button', { name: 'Selby Docks', exact: true }).click()
    await card(dana, 'Selby Docks').getByRole('button', { name: /Move to/ }).click()
    await dana.getByRole('menuitem', { name: 'Keep it with Nora' }).click()
    await see(dana.getByText('Selby Docks stays with Nora'))
    await see(plan(dana).getByRole('button', { name: 'Apply 11 moves' }))
  }],
  ['the board of one manager shows her draft of that one’s clients', async (world) => {
    const dana = world.page('dana')
    await whose(dana).selectOption('Nora Vance')
    await see(dana.getByRole('heading', { level: 1, name: 'Two accounts are still Nora’s' }))
    await gone(main(dana).getByRole('button', { name: 'Larmar Freight', exact: true }))
    await see(card(dana, 'Orrin Mills').getByText(/^Fit |No clear best/))
    await see(plan(dana).getByRole('button', { name: 'Apply 11 moves' }))
    await whose(dana).selectOption('All teams')
  }],
  ['as a table it says from whom', async (world) => {
    const dana = world.page('dana')
    await main(dana).getByRole('button', { name: 'List', exact: true }).click()
    await see(main(dana).getByRole('columnheader', { name: 'From' }))
    await see(main(dana).getByRole('row', { name: /Orrin Mills/ }).getByText('Nora Vance'))
    await main(dana).getByRole('button', { name: 'Board', exact: true }).click()
  }],
  ['Jim reads his part and changes nothing of it', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/board' })
    const reads = plan(jim)
    await see(reads.getByRole('heading', { name: 'Dana Whitfield’s plan' }))
    await see(reads.getByText('A draft. You see your own clients and your own reps. Only Dana Whitfield changes or applies it.'))
    same(await reads.getByRole('button', { name: /Apply|Discard/ }).count(), 0, 'deeds of Jim on the plan of Dana')
    same(await reads.getByText('Rosa', { exact: true }).count(), 0, 'hours of the other team')
    await main(jim).getByRole('button', { name: 'Larmar Freight', exact: true }).click()
    same(await card(jim, 'Larmar Freight').getByRole('button', { name: /Move to|Lock/ }).count(), 0, 'deeds of Jim on a client in it')
    await see(main(jim).getByText(/Dana Whitfield plans them at the moment/))
    same(await jim.getByText('Orrin Mills').count(), 0, 'clients of Nora')
    const seen = (await world.nora.need('GET', '/plans')).items[0]
    same((await world.nora.need('GET', `/plans/${seen.id}`)).lines.length, 2, 'lines that Nora sees')
  }],
  ['Dana applies it from her phone, and each manager is told once', async (world) => {
    await world.page('dana').context().close()
    const dana = await world.openAs('dana on the phone', 'dana', { path: '/board', viewport: phone })
    await see(card(dana, 'Orrin Mills').getByText('From Nora Vance'))
    await plan(dana).getByRole('button', { name: 'Apply 11 moves' }).click()
    await hold(dana.getByRole('region', { name: 'Messages' }).getByText('11 handoffs proposed'))
    same((await world.nora.need('GET', '/notices')).items.map((one) => one.text), ['Dana Whitfield approved a plan that hands over Orrin Mills'], 'what Nora is told')
    const jim = await world.api('jim')
    same((await jim.need('GET', '/notices')).items[0].text.startsWith('Dana Whitfield approved a plan that hands over 10 of your clients'), true, 'what Jim is told')
    same((await jim.need('GET', '/handoffs?role=mine')).items.length, 10, 'handoffs of Jim')
  }],
  ['undo takes all of it back', async (world) => {
    const dana = world.page('dana on the phone')
    await dana.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
    await see(dana.getByText('Undone.'))
    await see(plan(dana).getByRole('button', { name: 'Apply 11 moves' }))
    same((await world.nora.need('GET', '/handoffs')).items.length, 0, 'handoffs of Nora')
    same((await (await world.api('jim')).need('GET', '/handoffs?role=mine')).items.length, 0, 'handoffs of Jim')
  }],
]
