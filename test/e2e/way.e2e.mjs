// The way of a handoff on day sixty: what shows that a client knows the successor, a pause, a day for the account to move,
// what goes along, and whom to ask after a no.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

const card = (page, name) => page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) })
const of = async (world, account) => {
  const api = await world.api('jim')
  return (await api.need('GET', '/handoffs?role=mine&ended=true')).items.find((one) => one.account.name === account)
}

export const steps = [
  ['the board says how far each client has come', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await (await world.api('jim')).need('POST', '/demo/day', { day: 60 })
    await jim.goto('/board')
    await see(card(jim, 'Larmar Freight').getByText('95% done'))
    await see(card(jim, 'Bexley Motors').getByText('55% done'))
  }],
  ['what is missing before a client is confirmed is said, and the step is not offered', async (world) => {
    const jim = world.page('jim')
    await jim.goto(`/handoff/${(await of(world, 'Bexley Motors')).id}`)
    await see(jim.getByText(/^Jim Calder met Grace Bexley on January 19, 2027; 27 days are missing/))
    await gone(jim.getByRole('button', { name: 'Confirm' }))
    await jim.goto(`/handoff/${(await of(world, 'Pell & Sons')).id}`)
    await see(jim.getByRole('button', { name: 'Confirm' }))
  }],
  ['a mark is taken back, and the undo brings it again', async (world) => {
    const jim = world.page('jim')
    await jim.goto(`/handoff/${(await of(world, 'Orchard Dental')).id}`)
    const way = jim.getByRole('region', { name: 'How well they know each other' })
    await see(way.getByText('75% done'))
    await way.getByRole('button', { name: 'Take the mark back: Briefing' }).click()
    await see(way.getByText('65% done'))
    await jim.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
    await see(way.getByText('75% done'))
    await way.getByRole('button', { name: 'Take the mark back: Briefing' }).click()
    await way.getByRole('button', { name: 'Mark as done: Briefing' }).click()
    await see(way.getByText('75% done'))
  }],
  ['a pause holds the next step until somebody goes on', async (world) => {
    const jim = world.page('jim')
    const main = jim.getByRole('main')
    await main.getByRole('button', { name: 'Pause until a day' }).click()
    await main.getByLabel('Until').fill('2027-01-21')
    await main.getByLabel('Why').fill('Stocktaking')
    await main.getByRole('button', { name: 'Pause', exact: true }).click()
    await see(main.getByText('Choose a day to come, within a year.'))
    await main.getByLabel('Until').fill('2027-02-10')
    await main.getByRole('button', { name: 'Pause', exact: true }).click()
    await see(main.getByText('Paused until'))
    await gone(main.getByRole('button', { name: 'Move it now' }))
    await main.getByRole('button', { name: 'Resume' }).click()
    await see(main.getByRole('button', { name: 'Move it now' }))
  }],
  ['what goes along is chosen before it happens', async (world) => {
    const jim = world.page('jim')
    const moves = jim.getByRole('region', { name: 'What goes along' })
    await see(moves.getByText('Open deals count for Jada once the account has moved; won deals stay credited to Jim.'))
    await moves.getByLabel('Credit of won deals').check()
    await see(moves.getByText('Open and won deals count for Jada once the account has moved.'))
  }],
  ['the account moves on its day, seen without a reload', async (world) => {
    const jim = world.page('jim')
    const main = jim.getByRole('main')
    await main.getByRole('button', { name: 'Move on a day' }).click()
    await main.getByLabel('The account moves on').fill('2027-01-23')
    await main.getByRole('button', { name: 'Set the day' }).click()
    await see(main.getByText(/^Goes to Jada on .*January 23/))
    const api = await world.api('jim')
    await api.need('POST', '/demo/clock', { to: 'next_day' })
    await see(main.getByText(/^Jim stays in reach until/))
    const handoff = await of(world, 'Orchard Dental')
    same(handoff.stage, 'owned', 'the stage on Monday')
    await see(jim.getByRole('region', { name: 'What goes along' }).getByText('The account has moved.'))
  }],
  ['a colleague who is neither of the two asks the client how it goes', async (world) => {
    const jada = await world.openAs('jada', 'jada')
    const { id } = await of(world, 'Ashworth Labs')
    await jada.goto(`/?open=check/${id}`)
    const panel = jada.getByRole('dialog')
    await see(panel.getByRole('heading', { name: 'How is Ashworth Labs doing?' }))
    await panel.getByLabel('What they said').fill('Content; the invoices come late')
    await panel.getByRole('button', { name: 'Done, I asked' }).click()
    await gone(panel)
    const jim = world.page('jim')
    await jim.goto(`/handoff/${id}`)
    await see(jim.getByRole('region', { name: 'How well they know each other' }).getByText('Content; the invoices come late'))
  }],
  ['the present step is open, the others say how far they are; keys open them, and an address with #', async (world) => {
    const jim = world.page('jim')
    const { id } = await of(world, 'Orchard Dental')
    await jim.goto(`/handoff/${id}`)
    const fold = (name, expanded) => jim.getByRole('main').getByRole('button', { name, exact: true, expanded })
    await see(fold('How well they know each other', true))
    await see(fold('The meeting of the three', false))
    await see(jim.getByRole('region', { name: 'The letter' }).getByText(/^Introduced on/))
    await fold('What happened', false).focus()
    await jim.keyboard.press('Enter')
    await see(jim.getByRole('region', { name: 'What happened' }).getByText(/^Introduced by|^Introduced/).first())
    await jim.keyboard.press('Enter')
    await see(fold('What happened', false))
    await jim.goto(`/handoff/${id}#meeting`)
    await see(fold('The meeting of the three', true))
    await see(jim.getByRole('region', { name: 'The meeting of the three' }).getByText('On the phone'))
  }],
  ['Dana sees how far her managers are, and no client', async (world) => {
    const dana = await world.openAs('dana', 'dana')
    const row = dana.getByRole('main').getByRole('listitem').filter({ has: dana.getByRole('link', { name: /knows? only Jim/ }) })
    await see(row.getByText(/clients? handed over, \d+ on the way\./))
    await see(row.getByText(/^Confirmed: \d+$/))
    await gone(row.getByText('Orchard Dental'))
  }],
  ['after a no the next best is one click away', async (world) => {
    const jim = world.page('jim')
    const api = await world.api('jim')
    await api.need('POST', '/demo/day', { day: 1 })
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': '"1"' })
    await jim.goto('/board')
    const jada = world.page('jada')
    await jada.goto('/')
    const coming = jada.getByRole('region', { name: 'Coming to me' }).getByRole('listitem').filter({ hasText: 'Larmar Freight' })
    await see(coming.getByText(/^Why you:/))
    await coming.getByRole('button', { name: 'Decline: Larmar Freight' }).click()
    await coming.getByLabel('Why not?').fill('No hour before March')
    await coming.getByRole('button', { name: 'Decline', exact: true }).click()
    await gone(coming)
    const larmar = card(jim, 'Larmar Freight')
    await see(larmar.getByText('Jada said no: No hour before March'))
    await larmar.getByRole('button', { name: /^Ask / }).click()
    await see(larmar.getByText('Proposed', { exact: true }))
    await until(async () => (await api.need('GET', '/handoffs?role=mine')).items.some((one) => one.account.name === 'Larmar Freight' && one.to.name !== 'Jada Ellis'), 'somebody else is asked')
  }],
]
