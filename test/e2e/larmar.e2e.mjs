// Bill Larmar's way from Jim to Jada, from "proposed" to "confirmed", as the three live it: a letter in a real mailbox, an
// answer on a phone, the meeting in a real calendar, and thirty days in which Jim keeps out of it.
import { startExim, whyNoExim } from '../api/exim.mjs'
import { startRadicale, whyNoRadicale } from '../api/radicale.mjs'
import { gone, phone, same, see, until } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'mail'] }

const BILL = 'bill@larmarfreight.example'
const DAYS = 32

const main = (page) => page.getByRole('main')
const step = (page, name) => main(page).locator('header').getByRole('button', { name, exact: true })
const match = ({ version }) => ({ 'If-Match': `"${version}"` })
const stageOf = async (world, as = 'jim') => (await (await world.api(as)).need('GET', `/handoffs/${world.handoff.id}`)).stage

// Quoted-printable and base64, as mail programs read them.
function partsOf({ headers, body }) {
  const boundary = /boundary="?([^";]+)/.exec(headers['content-type'])?.[1]
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1) : [`\n${headers['content-type']}\n\n${body}`]
  return parts.map((part) => {
    const [head, ...rest] = part.trim().split('\n\n')
    const text = rest.join('\n\n')
    if (/base64/i.test(head)) return { head, text: Buffer.from(text, 'base64').toString() }
    const bytes = text.replaceAll('=\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
    return { head, text: Buffer.from(bytes, 'latin1').toString() }
  })
}
const mailsTo = (world, email) => world.exim.mails().filter(({ headers }) => headers.to?.includes(email))

export const steps = [
  ['Baton sends through a real mail server', async (world) => {
    same([whyNoExim(), whyNoRadicale()], [null, null], 'what is missing for this test')
    world.exim = await startExim({ domains: ['larmarfreight.example', 'larmar.example'] })
    world.radicale = await startRadicale()
    const admin = await world.api('admin')
    const relay = await admin.need('GET', '/mail-relay')
    const wanted = { kind: 'smtp', host: '127.0.0.1', port: world.exim.port, security: 'none', from_email: 'baton@larmar.example', own_domains: 'larmar.example' }
    await admin.need('PATCH', '/mail-relay', wanted, match(relay))
    const api = await world.api('jim')
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, match(plan))
    world.handoff = (await api.need('GET', '/handoffs?role=mine')).items.find((one) => one.account.name === 'Larmar Freight')
    same(world.handoff.to.name, 'Jada Ellis', 'who takes over')
  }],
  ['Jim writes the sheet, Jada accepts and reads it back', async (world) => {
    const api = await world.api('jim')
    await api.need('PATCH', `/handoffs/${world.handoff.id}/sheet`, { importance: 'Bill decides alone.', risks: 'Call before a delivery slips.' }, { 'If-Match': '"0"' })
    const jada = await world.openAs('jada', 'jada')
    await see(main(jada).getByRole('link', { name: 'Say yes or no to Larmar Freight' }))
    await see(main(jada).getByText('Open deals count for Jada once the account has moved; won deals stay credited to Jim.'))
    await jada.goto(`/handoff/${world.handoff.id}`)
    await step(jada, 'Accept').click()
    await until(async () => (await stageOf(world)) === 'accepted', 'Jada has accepted')
    await jada.getByRole('link', { name: 'Read it back' }).click()
    await jada.getByLabel('Say in your own words what matters here').fill('Bill is the one who decides, and he hears of trouble from me first.')
    await jada.getByRole('button', { name: 'Read it back' }).click()
    await see(main(jada).getByText('he hears of trouble from me first'))
  }],
  ['the letter is in Bill’s mailbox, from Jim, with Jada in copy and a page for Bill', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: `/handoff/${world.handoff.id}#letter` })
    await jim.locator('.send button').first().click()
    await jim.getByRole('checkbox', { name: 'Put a page for Bill into it' }).check()
    await jim.getByRole('button', { name: 'Send it now' }).click()
    const [letter] = await until(() => (mailsTo(world, BILL).length ? mailsTo(world, BILL) : null), 'the letter has arrived')
    same(/jim@larmar\.example/.test(letter.headers.from), true, `from (${letter.headers.from})`)
    same(letter.headers.cc?.includes('jada@larmar.example'), true, `copy (${letter.headers.cc})`)
    const [text] = partsOf(letter)
    same(text.text.includes('Jada'), true, `the words (${text.text})`)
    world.link = /http:\S+\/c\/[\w-]+/.exec(text.text)?.[0]
    same(typeof world.link, 'string', `the page in the letter (${text.text})`)
  }],
  ['Bill says yes on his phone, and Jim’s board shows it without a reload', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/board')
    await see(jim.getByRole('button', { name: 'Larmar Freight', exact: true }))
    await jim.evaluate(() => (window.loadedOnce = true))
    const context = await world.browser.newContext({ viewport: phone, hasTouch: true, isMobile: true, javaScriptEnabled: false, locale: 'en-US' })
    const bill = await context.newPage()
    world.watch('bill', bill)
    world.pages.set('bill', bill)
    await bill.goto(world.link)
    await bill.getByRole('button', { name: 'Yes, that suits me' }).click()
    await see(bill.getByRole('heading', { name: 'Thank you, Bill' }))
    await see(jim.getByText('Bill said yes'))
    same(await jim.evaluate(() => window.loadedOnce), true, 'the board was not loaded again')
  }],
  ['the meeting is in Bill’s mailbox, and a calendar shows it', async (world) => {
    const jim = world.page('jim')
    await jim.goto(`/handoff/${world.handoff.id}#meeting`)
    await jim.getByRole('button', { name: 'Plan the meeting' }).click()
    await jim.getByLabel('Day').fill('2026-12-02')
    await jim.getByLabel('Time').fill('10:00')
    await jim.getByRole('button', { name: 'Invite', exact: true }).click()
    await jim.getByRole('button', { name: 'Send the invitation' }).click()
    const mail = await until(() => mailsTo(world, BILL).find(({ headers, body }) => `${headers['content-type']}${body}`.includes('text/calendar')), 'the invitation has arrived')
    const { text } = partsOf(mail).find(({ head }) => head.includes('text/calendar'))
    const uid = /^UID:(\S+)/m.exec(text.replaceAll('\r\n ', ''))[1]
    same((await world.radicale.put(uid, text)).status, 201, 'what the calendar says')
    const events = await world.radicale.between('20261202T000000Z', '20261203T000000Z')
    same(events.length, 1, 'meetings on that day')
    same(events[0].includes('DTSTART:20261202T160000Z'), true, `ten in Chicago (${events[0]})`)
  }],
  ['introduced, agreed, owned', async (world) => {
    const jim = world.page('jim')
    await step(jim, 'Mark introduced').click()
    await until(async () => (await stageOf(world)) === 'introduced', 'introduced')
    await step(jim, 'Expectations agreed').click()
    await until(async () => (await stageOf(world)) === 'expectations', 'agreed')
    const jada = world.page('jada')
    await jada.goto(`/handoff/${world.handoff.id}`)
    await step(jada, 'Move it now').click()
    await until(async () => (await stageOf(world)) === 'owned', 'owned')
    const account = await (await world.api('jada')).need('GET', `/accounts/${world.handoff.account.id}`)
    same(account.owner.name, 'Jada Ellis', 'the owner')
  }],
  ['too early there is nothing to confirm, and the page says what is missing', async (world) => {
    const jada = world.page('jada')
    await jada.reload()
    await see(main(jada).getByText('Larmar Freight').first())
    same(await step(jada, 'Confirm').count(), 0, 'ways to confirm')
    const refused = await (await world.api('jada')).ask('POST', `/handoffs/${world.handoff.id}/stage`, { stage: 'confirmed' }, match(await (await world.api('jada')).need('GET', `/handoffs/${world.handoff.id}`)))
    same(refused.status >= 400, true, `a confirmation without evidence: ${refused.text}`)
  }],
  ['a month later Jada notes her call, and the client is confirmed', async (world) => {
    const api = await world.api('jim')
    for (let day = 0; day < DAYS; ++day) await api.need('POST', '/demo/clock', { to: 'next_day' })
    const jada = world.page('jada')
    await jada.goto(`/book?open=account/${world.handoff.account.id}`)
    await jada.getByRole('button', { name: 'Note what happened' }).click()
    await jada.getByLabel('About what').fill('The fifteen terminals are running')
    await jada.getByRole('button', { name: 'Note it' }).click()
    await see(jada.getByRole('dialog').getByText('The fifteen terminals are running'))
    await jada.goto(`/handoff/${world.handoff.id}`)
    await step(jada, 'Confirm').click()
    await until(async () => (await stageOf(world)) === 'confirmed', 'confirmed')
    await gone(step(jada, 'Confirm'))
    const { completion } = await api.need('GET', `/handoffs/${world.handoff.id}`)
    same(completion > 0.4 && completion <= 1, true, `completion ${completion}`)
  }],
  ['the servers end', async (world) => {
    await world.exim.end()
    await world.radicale.end()
  }],
]
