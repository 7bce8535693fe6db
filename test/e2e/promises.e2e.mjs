// The promises of a manager and of a rep: made, asked for, agreed, kept and taken back.
import { gone, hold, same, see, until } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const title = (page, text) => page.getByRole('heading', { level: 1, name: text })
const item = (page, text) => page.getByRole('listitem').filter({ hasText: text })

export const steps = [
  ['Today leads to all promises, late ones first', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await jim.getByRole('link', { name: 'All promises' }).click()
    await see(title(jim, 'You owe five answers'))
    await see(jim.getByText('Priya is first: Tell Priya yes or no on the Tilbury discount.'))
    await see(jim.getByText('10 of 19', { exact: true }))
    await see(jim.getByText(/^Likely \d+% to \d+%/))
  }],
  ['coaching leads to them, by mouse and by key', async (world) => {
    const jim = world.page('jim')
    await see(jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Coaching', exact: true }))
    await jim.goto('/book')
    await see(jim.getByRole('heading', { level: 1 }))
    await jim.keyboard.press('g')
    await jim.keyboard.press('c')
    await see(title(jim, /You gave your team/))
    await jim.getByRole('link', { name: 'Promises', exact: true }).click()
    await see(title(jim, 'You owe five answers'))
  }],
  ['what was moved, and what came in between', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Moved', exact: true }).click()
    await see(item(jim, 'Ride along to Harbor Couriers'))
    await see(jim.getByRole('row', { name: /^A client came in 3 3 of 3 4 days/ }))
    await see(item(jim, 'prospecting letter, draft 1').getByText(/^Made good .*, after 4 days/))
    await see(item(jim, "draft 2").getByText('Not made good yet').first())
    await gone(item(jim, 'Go through the Ridgeway proposal'))
    same(new URL(jim.url()).searchParams.get('state'), 'moved', 'the view stands in the address')
    await jim.getByRole('combobox', { name: 'With whom' }).selectOption({ label: 'Priya Shah' })
    await see(jim.getByRole('heading', { name: 'Nothing was moved' }))
  }],
  ['the scoreboard counts the same moves, and opens to them', async (world) => {
    const jim = world.page('jim')
    const ledger = await (await world.api('jim')).need('GET', '/promises/ledger?since_on=2026-08-31')
    await jim.goto('/scoreboard')
    const figure = item(jim, 'Promises that were moved')
    await see(figure.getByText(String(ledger.items.length), { exact: true }))
    const { causes } = ledger
    for (const { cause, count } of causes) {
      await see(figure.getByText(new RegExp(`${{ own_deal: 'Own deal', walk_in: 'Client came in', escalation: 'Escalation', absence: 'Absence', rep_asked: 'The rep asked', other: 'Something else' }[cause]}: ${count}`)))
    }
    const came = causes.filter(({ cause }) => ['walk_in', 'escalation'].includes(cause)).reduce((sum, { count }) => sum + count, 0)
    await see(item(jim, 'Interruptions').getByText(String(came), { exact: true }))
    await jim.getByRole('button', { name: /Promises that were moved/ }).click()
    await jim.waitForURL(/[?&]figure=displaced/)
    await see(figure.getByRole('row', { name: /prospecting letter, draft 1.*Client came in; made good on/ }))
    same(await figure.getByRole('row').count(), 1 + ledger.items.length, 'rows behind the figure')
    await jim.goto('/promises')
  }],
  ['how long it takes, in a sentence, as a curve and as a table; the oldest open ones beside it', async (world) => {
    const jim = world.page('jim')
    await see(jim.getByText(/^Half are kept within \d+ days\. \d+% by day 7, likely \d+% to \d+%\.$/))
    await see(jim.getByRole('img', { name: 'Share of promises kept by each day since they were made' }))
    await jim.getByText('As a table').click()
    await see(jim.getByRole('row', { name: /^7 \d+% \d+% to \d+%/ }))
    await see(item(jim, 'Lena Koch: Ride along to Alder Inn').getByText('for 5 days'))
    await jim.getByRole('button', { name: '30 days' }).click()
    await see(jim.getByText('8 of 12', { exact: true }))
    await see(jim.getByText('In the 30 days before: 2 of 7. The difference may be chance.'))
    same(new URL(jim.url()).searchParams.get('period'), '30', 'the period stands in the address')
    await jim.goto('/promises')
  }],
  ['a time that the clocks skip is not taken, and the next is one tap away', async (world) => {
    const jim = world.page('jim')
    await see(title(jim, 'You owe five answers'))
    await jim.keyboard.press('n')
    await jim.getByLabel('Another time').fill('2027-03-14T02:30')
    await see(jim.getByText('The clocks go forward over this time. The next one is 3:00 AM.'))
    await jim.getByRole('button', { name: 'Take 3:00 AM' }).click()
    same(await jim.getByLabel('Another time').inputValue(), '2027-03-14T03:00', 'the next time is taken')
    await jim.getByLabel('Another time').fill('2027-11-07T01:30')
    await see(jim.getByText(/this time comes twice\. The first of the two is meant/))
    await jim.goto('/promises')
  }],
  ['Jim promises Jada something, and Jada sees it', async (world) => {
    const jim = world.page('jim')
    await see(title(jim, 'You owe five answers'))
    await jim.keyboard.press('n')
    await jim.getByRole('combobox', { name: 'To whom' }).selectOption({ label: 'Jada Ellis' })
    await jim.getByRole('combobox', { name: 'What kind' }).selectOption({ label: 'Practise a call' })
    await jim.getByRole('textbox', { name: 'What exactly' }).fill('Practise the second call')
    await jim.getByRole('button', { name: 'Promise it' }).click()
    await hold(messages(jim).getByText('Promised: Practise the second call'))
    await see(title(jim, 'You owe 6 answers'))
    await see(item(jim, 'Practise the second call'))
    const jada = await world.openAs('jada', 'jada', { path: '/promises' })
    await see(title(jada, 'Two things are promised to you'))
    await see(item(jada, 'Practise the second call'))
  }],
  ['one click takes it back', async (world) => {
    const jim = world.page('jim')
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await see(title(jim, 'You owe five answers'))
    await see(title(world.page('jada'), 'One thing is promised to you'))
  }],
  ['Jada asks, Jim agrees on his page', async (world) => {
    const jada = world.page('jada')
    await jada.getByRole('button', { name: 'Ask for something' }).click()
    await jada.getByRole('textbox', { name: 'What exactly' }).fill('Look at my price list')
    await jada.getByRole('button', { name: 'Ask', exact: true }).click()
    await see(messages(jada).getByText('Asked: Look at my price list'))
    const jim = world.page('jim')
    await item(jim, 'Look at my price list').getByRole('button', { name: 'Promise Jada' }).click()
    await see(messages(jim).getByText('Promised: Look at my price list'))
    const api = await world.api('jada')
    const state = async () => (await api.need('GET', '/promises?state=open')).items.find((one) => one.title === 'Look at my price list')?.state
    await until(async () => (await state()) === 'open', 'the promise is open')
  }],
  ['kept with one tick, it leaves the open ones', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('checkbox', { name: 'Kept: Tell Priya yes or no on the Tilbury discount' }).click()
    await see(messages(jim).getByText('Kept: Tell Priya yes or no on the Tilbury discount'))
    await jim.getByRole('button', { name: 'Kept', exact: true }).click()
    await see(item(jim, 'Tell Priya yes or no on the Tilbury discount'))
  }],
  ['the own calendar elsewhere, by a secret address that ends when it is told to', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/settings?section=calendar')
    await see(jim.getByText('You have no address.'))
    await jim.getByRole('switch', { name: 'Send me promises as invitations' }).click()
    await see(messages(jim).getByText('Promises come as no invitations any more'))
    await jim.getByRole('button', { name: 'Make an address' }).click()
    const url = await jim.locator('code').innerText()
    const read = async (headers = {}) => fetch(url.replace(/^https?:\/\/[^/]+/, new URL(jim.url()).origin), { headers })
    const first = await read()
    same(first.headers.get('content-type'), 'text/calendar; charset=utf-8', 'it is a calendar')
    const text = await first.text()
    if (!text.includes('SUMMARY:With Marcus')) throw new Error(`no promise in ${text}`)
    if (text.includes('Kestrel')) throw new Error('a title that nobody wished')
    same((await read({ 'If-None-Match': first.headers.get('etag') })).status, 304, 'nothing is new')
    await jim.getByRole('button', { name: 'End it' }).click()
    await see(jim.getByText('You have no address.'))
    same((await read()).status, 404, 'the address is gone')
  }],
  ['somebody without promises has no such page in the navigation', async (world) => {
    const dana = await world.openAs('dana', 'dana')
    await see(dana.getByRole('heading', { name: 'Where clients hang on one person' }))
    if (await dana.getByRole('link', { name: 'Promises', exact: true }).count()) throw new Error('a director is offered promises')
    await dana.getByRole('link', { name: /10 clients know only Jim/ }).click()
    await see(title(dana, /accounts are still Jim’s/))
  }],
]
