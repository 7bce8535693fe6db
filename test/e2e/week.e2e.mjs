// The week's plan on day sixty of the demo, the win of Jada and the thanks for it, and the first day of a new rep.
import { gone, hold, phone, same, see, until } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const deed = (page, name) => page.getByRole('button', { name, exact: true })
const card = (page, name) => page.getByRole('region', { name, exact: true })
const item = (page, text) => page.getByRole('listitem').filter({ hasText: text })
// The order that is shown, by first names.
const order = async (page) => (await page.locator('main li .title').allInnerTexts()).map((name) => name.split(' ')[0])

export const steps = [
  ['on the first day nothing is drawn; one click on Today draws it', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await see(card(jim, 'This week’s coaching').getByText('No order is drawn yet.'))
    await deed(jim, 'Draw the order').click()
    await see(messages(jim).getByText('The order is drawn and on record.'))
    await see(card(jim, 'This week’s coaching').getByText('Everybody in this week’s order has a promise or was left out.'))
  }],
  ['Today sets the hours with reps beside those of selling, of the week before', async (world) => {
    const jim = world.page('jim')
    const week = (await (await world.api('jim')).need('GET', '/today')).last_week
    same([week.days.length, week.coaching_minutes > 0, week.selling_minutes > 0], [7, true, true], 'the week before')
    const own = card(jim, 'My hours last week')
    await see(own.getByText(/ with reps, .* selling$/))
    same(await own.getByRole('rowheader').count(), 5, 'working days')
    await see(own.getByText('What nobody recorded is missing.'))
    same((await (await world.api('jada')).need('GET', '/today')).last_week, null, 'the week of a rep')
  }],
  ['one tap says what a past event was, and is taken back; what is tried is not kept', async (world) => {
    const jim = await world.openAs('hours', 'jim', { path: '/hour' })
    const time = card(jim, 'Where the hours went')
    const said = async (text) => see(time.getByRole('row').nth(1).getByText(text, { exact: true }))
    await see(card(jim, 'What was that?').getByText('Stand-up'))
    await card(jim, 'What was that?').getByRole('button', { name: 'Admin' }).click()
    await see(messages(jim).getByText('Noted: Admin, 20 min'))
    await see(card(jim, 'Note an hour').getByText('Admin, 20 min'))
    await gone(jim.getByText('Stand-up'))
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await see(jim.getByText('Stand-up'))
    await said('7 h 30')
    const slider = jim.getByRole('slider', { name: 'Reps together in the hour' })
    await slider.fill('3')
    await see(jim.getByText('of the hour with 3 reps what is left', { exact: false }))
    await deed(jim, 'Back to the settings').click()
    await see(jim.getByText('of the hour with a rep what is left', { exact: false }))
    await jim.close()
  }],
  ['the hour fits a small window in German too, calls what is tried an assumption, and names to a rep nothing that there is not', async (world) => {
    const window = { width: 1280, height: 900 }
    const jim = await world.openAs('hours', 'jim', { path: '/hour?lang=de', viewport: window })
    await see(jim.getByText('Die drei Sichten sind unser Urteil: 2 %, 8,3 % und 28 % einer Woche', { exact: false }))
    await see(card(jim, 'Was wäre wenn').getByText('sind diese Beträge Annahmen', { exact: false }))
    await see(card(jim, 'Eine Stunde notieren'))
    await world.quiet(jim)
    const beyond = await jim.evaluate(() => {
      const right = (one) => one.getBoundingClientRect().right
      const tables = [...document.querySelectorAll('main table')].map((one) => right(one) - right(one.parentElement))
      const fields = [...document.querySelectorAll('main .field input')].map((one) => right(one) - right(one.closest('.field')))
      return [...tables, ...fields].filter((by) => by > 1)
    })
    same(beyond, [], 'what runs out of its card or field')
    await jim.close()
    const jada = await world.openAs('her hours', 'jada', { path: '/hour', viewport: window })
    await see(jada.getByText('Say below what they were.', { exact: false }))
    same(await jada.getByText('What if').count(), 0, 'What if for a rep')
    await jada.close()
  }],
  ['the page shows the order with its seed, and keeps it', async (world) => {
    const jim = world.page('jim')
    await card(jim, 'This week’s coaching').getByRole('link', { name: 'The week’s plan' }).click()
    await see(jim.getByText(/^Drawn Nov 24, seed \d+$/))
    const first = await order(jim)
    same(first.length, 5, 'reps in the order')
    await jim.reload()
    await see(jim.getByText(/^Drawn Nov 24, seed \d+$/))
    same(await order(jim), first, 'the order after a reload')
  }],
  ['it is drawn again only with a reason, and both stay', async (world) => {
    const jim = world.page('jim')
    await deed(jim, 'Draw again').click()
    await jim.getByRole('textbox', { name: 'Why is it drawn again?' }).fill('Tom is ill')
    await jim.keyboard.press('Enter')
    await see(messages(jim).getByText('The order is drawn and on record.'))
    await jim.getByText('Drawn once before').click()
    await see(jim.getByText('Drawn again after it: Tom is ill'))
    same(await messages(jim).getByRole('button', { name: 'Undo' }).count(), 0, 'ways to take a draw back')
  }],
  ['the hours are the manager’s to set', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('textbox', { name: 'Hours a week' }).fill('6,5')
    await jim.keyboard.press('Enter')
    await see(messages(jim).getByText('6 h 30 a week for coaching.'))
    await see(jim.getByText('From this week on, until you change it.'))
  }],
  ['on day sixty Jada has won; it says what Jim did, and that he was not in the room', async (world) => {
    await (await world.api('jim')).need('POST', '/demo/day', { day: 60 })
    const jim = world.page('jim')
    await jim.goto('/')
    await see(card(jim, 'A new win').getByText('Jada won Larmar Freight: 15 terminals for two depots.'))
    await see(card(jim, 'A new win').getByText(/^You introduced Jada on Dec 2.* You were /))
  }],
  ['a key opens the thanks in words of his own; Jada reads them at once', async (world) => {
    const jada = await world.openAs('jada', 'jada')
    await see(jada.getByRole('heading', { level: 1 }))
    const jim = world.page('jim')
    await jim.keyboard.press('t')
    const words = jim.getByRole('textbox', { name: 'Your words to Jada' })
    same(await words.inputValue(), 'Thank you, Jada. Larmar Freight is your win.', 'the words that are ready')
    await words.fill('Two depots, all yours. Thank you.')
    await jim.keyboard.press('Control+Enter')
    await hold(messages(jim).getByText('Jada reads it.'))
    await see(card(jim, 'A new win').getByText('You thanked Jada'))
    await see(jada.getByText('Jim thanks you for Larmar Freight'))
    await see(jada.getByText('Two depots, all yours. Thank you.'))
  }],
  ['undo takes them back from her too', async (world) => {
    await messages(world.page('jim')).getByRole('button', { name: 'Undo' }).first().click()
    await see(deed(world.page('jim'), 'Thank Jada'))
    await gone(world.page('jada').getByText('Two depots, all yours. Thank you.'))
  }],
  ['one click makes a promise, which the rep sees; undo takes it back', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/week')
    await see(jim.getByText('Drawn Jan 18, seed 20270118'))
    const button = jim.getByRole('button', { name: /^Promise it: / }).first()
    const name = (await button.getAttribute('aria-label')).match(/^Promise it: (\w+),/)[1]
    await button.click()
    await hold(messages(jim).getByText(`Promised to ${name}. They are told.`))
    const api = await world.api('jim')
    const asOf = async () => (await api.need('GET', '/promises?state=open')).items.filter((one) => one.rep.name.startsWith(name)).length
    const promised = await asOf()
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await until(async () => (await asOf()) === promised - 1, 'the promise is taken back')
    await see(jim.getByRole('button', { name: new RegExp(`^Promise it: ${name},`) }))
  }],
  ['somebody is left out with a reason', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: /^Not this week: / }).first().click()
    await jim.getByRole('menuitem', { name: 'Away' }).click()
    await see(messages(jim).getByText(/^Not this week: /))
    await see(jim.getByRole('listitem').filter({ hasText: 'Away' }))
  }],
  ['beside the hours of coaching stands how the reps rate it, for the manager alone', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/scoreboard')
    await see(item(jim, 'Coaching of each rep').getByText(/your reps rate your coaching 35 of 100 \(4 of 5 answered, Jan \d+, 2027\)/))
    await jim.goto('/scoreboard?period=2026-Q3')
    await see(item(jim, 'Coaching of each rep').getByText(/your reps have not rated your coaching by then/))
    await item(jim, 'Coaching of each rep').getByRole('link', { name: 'How I lead' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'You see more coaching than your reps do' }))
    const { id } = (await (await world.api('jim')).need('GET', '/session')).person
    const dana = await world.openAs('dana', 'dana', { path: `/scoreboard?person=${id}` })
    await see(item(dana, 'Team wins that were enabled'))
    same(await dana.getByText(/rate your coaching|rated your coaching/).count(), 0, 'what reps say of Jim, on the board that Dana reads')
  }],
  ['a new rep accepts the invitation and finds the first day, on a phone', async (world) => {
    const api = await world.api('jim')
    const nia = await api.need('POST', '/people', { name: 'Nia Cole', email: 'nia@larmar.example' })
    const { url } = await api.need('POST', `/people/${nia.id}/invitation`)
    const page = await world.open('nia', { path: new URL(url).pathname, viewport: phone, hasTouch: true })
    await page.locator('input[name=password]').fill('correct horse battery staple')
    await page.locator('form button[type=submit]').click()
    await see(page.getByRole('heading', { name: 'Your first day' }))
    for (const name of ['Whom I look after', 'What is coming to me', 'What Jim owes me', 'How I ask for an hour']) await see(page.getByRole('heading', { name }))
  }],
  ['the first request is one tap; Jim is asked, and the first day is over', async (world) => {
    const nia = world.page('nia')
    await deed(nia, 'Ask Jim').click()
    await see(messages(nia).getByText('Jim is asked.'))
    await gone(nia.getByRole('heading', { name: 'Your first day' }))
    const jim = await world.api('jim')
    const asked = (await jim.need('GET', '/promises?state=asked')).items
    same(asked.some((one) => one.title === 'My first hour: how we work together' && one.rep.name === 'Nia Cole'), true, 'the request')
  }],
  ['undo brings the first day back; it can be put away', async (world) => {
    const nia = world.page('nia')
    await messages(nia).getByRole('button', { name: 'Undo' }).first().click()
    await see(nia.getByRole('heading', { name: 'Your first day' }))
    await deed(nia, 'Put this away').click()
    await gone(nia.getByRole('heading', { name: 'Your first day' }))
  }],
]
