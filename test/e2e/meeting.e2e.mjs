// The meeting of the three: planned in the client's zone, changed, answered and cancelled, seen live by the successor.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gone, hold, same, see, until } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'mail'] }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const section = (page) => page.locator('#meeting')
const says = (page, name) => section(page).getByRole('combobox', { name: `What ${name} says` })
// The last mail to an address, of a dry run, with its soft line ends joined and the calendar part decoded.
const lastTo = (world, email) => {
  const folder = join(world.folder, 'data/mail')
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')).sort((a, b) => Number(BigInt(a.slice(0, -4)) - BigInt(b.slice(0, -4)))) : []
  const mail = names.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('=\r\n', '')).filter((text) => text.includes(`<${email}>`)).at(-1)
  const part = mail?.split('text/calendar')[1]?.split('\r\n\r\n')[1]?.split('--=')[0] ?? ''
  return { text: mail ?? '', calendar: Buffer.from(part, 'base64').toString().replaceAll('\r\n ', '') }
}

export const steps = [
  ['the words to say are there before it is planned', async (world) => {
    const api = await world.api('jim')
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    world.handoff = (await api.need('GET', '/handoffs')).items.find((one) => one.account.name === 'Larmar Freight')
    const admin = await world.api('admin')
    const relay = await admin.need('GET', '/mail-relay')
    const wanted = { kind: 'folder', from_email: 'baton@larmar.example' }
    await admin.need('PATCH', '/mail-relay', wanted, { 'If-Match': `"${relay.version}"` })
    const jim = await world.openAs('jim', 'jim', { path: `/handoff/${world.handoff.id}#meeting` })
    world.successor = world.handoff.to.name.split(' ')[0]
    await see(section(jim).getByText(`Bill, this is ${world.successor}.`))
    await section(jim).getByRole('button', { name: 'On the phone' }).click()
    await see(section(jim).getByText('Which day suits you?'))
    await section(jim).getByText('I’d rather deal with you, Jim.').click()
    await see(section(jim).getByText(`Try it once with ${world.successor}.`))
  }],
  ['it is proposed on the clock of who comes', async (world) => {
    const jim = world.page('jim')
    await jim.goto(`/book?open=account/${world.handoff.account.id}`)
    await jim.getByRole('button', { name: 'More for Bill Larmar' }).click()
    await jim.getByRole('menuitem', { name: 'Edit' }).click()
    await jim.getByRole('button', { name: /Time zone/ }).click()
    await jim.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/London')
    await jim.getByRole('button', { name: 'Done' }).click()
    await see(jim.getByRole('dialog').getByText('Europe/London'))
    await jim.goto(`/handoff/${world.handoff.id}#meeting`)
    await section(jim).getByRole('button', { name: 'Plan the meeting' }).click()
    await see(section(jim).getByText('The time zone of Bill Larmar.'))
    same(await section(jim).getByRole('combobox', { name: 'On the clock of' }).inputValue(), 'Europe/London', 'the zone')
    await section(jim).getByRole('checkbox', { name: 'Bill Larmar' }).uncheck()
    await see(section(jim).getByText('none is known for Larmar Freight'))
    await jim.reload()
  }],
  ['a time that the clocks skip is refused, with the next one', async (world) => {
    const jim = world.page('jim')
    await section(jim).getByRole('button', { name: 'Plan the meeting' }).click()
    await section(jim).getByLabel('Day').fill('2027-03-28')
    await section(jim).getByLabel('Time').fill('02:30')
    await section(jim).getByRole('combobox', { name: 'On the clock of' }).selectOption('Europe/Berlin')
    await section(jim).getByRole('button', { name: 'Invite', exact: true }).click()
    await section(jim).getByRole('button', { name: 'Send the invitation' }).click()
    await see(section(jim).getByText('The clocks go forward over this time in Europe/Berlin. The next time is 2027-03-28 03:00.'))
  }],
  ['it goes out after one look at who gets it', async (world) => {
    const jim = world.page('jim')
    await section(jim).getByLabel('Day').fill('2026-12-02')
    await section(jim).getByLabel('Time').fill('17:00')
    await section(jim).getByRole('combobox', { name: 'On the clock of' }).selectOption('America/New_York')
    await see(section(jim).getByText('4:00 PM for you.'))
    await section(jim).getByLabel('Where').fill('Pier 4')
    await section(jim).getByRole('button', { name: 'Invite', exact: true }).click()
    await see(section(jim).getByText(`The invitation goes to Bill Larmar, ${world.handoff.to.name}, and Jim Calder now, in the name of Jim.`))
    await section(jim).getByRole('button', { name: 'Send the invitation' }).click()
    await see(section(jim).getByText('Wednesday, December 2, 5:00 PM'))
    await see(section(jim).getByText('Eastern Standard Time (America/New_York)'))
    const { email } = (await (await world.api('jim')).need('GET', `/handoffs/${world.handoff.id}/introduction`)).contacts.find((one) => one.name === 'Bill Larmar')
    world.bill = email
    await until(() => lastTo(world, email).calendar.includes('METHOD:REQUEST'), 'the invitation is written')
    const { calendar, text } = lastTo(world, email)
    same(/DTSTART:(\S+)/.exec(calendar)[1], '20261202T220000Z', 'the start')
    same(text.includes('From: Jim Calder via Baton <baton@larmar.example>'), true, 'in whose name')
  }],
  ['the successor sees it and notes what Bill said; it appears without a reload', async (world) => {
    const as = world.successor.toLowerCase()
    const rep = await world.openAs('rep', as, { path: `/handoff/${world.handoff.id}#meeting` })
    await see(section(rep).getByText('Pier 4'))
    same(await section(rep).getByRole('button', { name: 'Change the meeting' }).count(), 0, 'ways to change it')
    await says(rep, 'Bill Larmar').selectOption('accepted')
    await until(async () => (await says(world.page('jim'), 'Bill Larmar').inputValue()) === 'accepted', 'Jim sees it')
  }],
  ['another time asks Bill again, and a change can be taken back', async (world) => {
    const jim = world.page('jim')
    await section(jim).getByRole('button', { name: 'Change the meeting' }).click()
    await section(jim).getByLabel('Time').fill('18:00')
    await section(jim).getByRole('button', { name: 'Change the meeting' }).click()
    await section(jim).getByRole('button', { name: 'Send the change' }).click()
    await see(section(jim).getByText('Wednesday, December 2, 6:00 PM'))
    await hold(messages(jim).getByRole('button', { name: /Undo/ }))
    await see(section(world.page('rep')).getByText('Wednesday, December 2, 6:00 PM'))
    same(await says(jim, 'Bill Larmar').inputValue(), 'needs_action', 'what Bill says')
    await until(() => lastTo(world, world.bill).calendar.includes('SEQUENCE:1'), 'the change is written')
    await messages(jim).getByRole('button', { name: /Undo/ }).first().click()
    await see(section(jim).getByText('Wednesday, December 2, 5:00 PM'))
    await until(() => lastTo(world, world.bill).calendar.includes('SEQUENCE:2'), 'all are told again')
    same(/DTSTART:(\S+)/.exec(lastTo(world, world.bill).calendar)[1], '20261202T220000Z', 'the start')
  }],
  ['it is cancelled after being asked, in every calendar', async (world) => {
    const jim = world.page('jim')
    await section(jim).getByRole('button', { name: 'Cancel the meeting' }).click()
    await see(jim.getByRole('dialog').getByText('are told that it will not take place'))
    await jim.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
    await gone(jim.getByRole('dialog'))
    await section(jim).getByRole('button', { name: 'Cancel the meeting' }).click()
    await jim.getByRole('dialog').getByRole('button', { name: 'Cancel and tell all' }).click()
    await see(section(jim).getByText('Cancelled: Wednesday, December 2, 5:00 PM'))
    await see(section(world.page('rep')).getByText('has not planned the meeting with the client yet'))
    await until(() => lastTo(world, world.bill).calendar.includes('METHOD:CANCEL'), 'the cancellation is written')
  }],
]
