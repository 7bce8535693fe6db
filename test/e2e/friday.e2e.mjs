// A manager's Friday on day sixty of the demo: half an hour begun, left, gone on with on a phone, sent; and what the one above then has.
import { gone, phone, same, see, until } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const deed = (page, name) => page.getByRole('button', { name, exact: true })
const card = (page, name) => page.getByRole('region', { name, exact: true })
const step = (page, name) => page.getByRole('navigation', { name: 'Cards' }).getByRole('button', { name })
const tick = (page) => page.getByRole('checkbox', { name: 'Show it to Dana' })
const markOf = async (world) => (await (await world.api('jim')).need('GET', '/friday')).mark
const passed = (world, count) => until(async () => (await markOf(world)).passed.length === count, `${count} cards are dealt with`)

export const steps = [
  ['the week is a tab beside the month, and goes on at the first card that is not dealt with', async (world) => {
    await (await world.api('jim')).need('POST', '/demo/day', { day: 60 })
    const jim = await world.openAs('jim', 'jim', { path: '/report' })
    const tabs = jim.getByRole('navigation', { name: 'Month and week' })
    await tabs.getByRole('link', { name: 'Friday half hour' }).click()
    await see(card(jim, 'Takeovers, and what they displaced'))
    await see(jim.getByText('4 cards are left.'))
    await tabs.getByRole('link', { name: 'Monthly report' }).click()
    await see(deed(jim, 'PDF'))
    await tabs.getByRole('link', { name: 'Friday half hour' }).click()
  }],
  ['a card before is ticked; it says what Dana will read of it, which is a number', async (world) => {
    const jim = world.page('jim')
    await step(jim, 'Promises still open').click()
    await see(card(jim, 'Promises still open').getByText(/^Dana reads: \d+ promises? to reps open/))
    await tick(jim).check()
    await jim.keyboard.press('j')
    await see(card(jim, 'Who had the least of my time'))
    await until(async () => (await markOf(world)).shown.join() === 'promises,handoffs', 'the tick is kept')
  }],
  ['left in the middle, it goes on where it was on a phone', async (world) => {
    const jim = world.page('jim')
    await step(jim, 'Takeovers').click()
    await deed(jim, 'Next card').click()
    await see(card(jim, 'Introductions next week'))
    await passed(world, 4)
    await jim.close()
    const small = await world.openAs('phone', 'jim', { path: '/friday', viewport: phone, hasTouch: true })
    await see(card(small, 'Introductions next week'))
    await deed(small, 'Next card').click()
    await see(card(small, 'Coaching slots next week'))
    await deed(small, 'Next card').click()
    // Saved slowly, so that what was read after the words does not know of the tick yet.
    await small.route('**/api/v1/friday', async (route) => {
      if (route.request().method() === 'PATCH') await new Promise((later) => setTimeout(later, 600))
      await route.continue()
    })
    const words = small.getByRole('textbox', { name: 'What will you stop doing?' })
    await see(small.getByText('Taking the meeting over when it gets quiet'))
    await words.fill('Answering for Jada when she thinks')
    await tick(small).check()
    await deed(small, 'To the end').click()
    await see(small.getByText(/the 3 cards that you ticked/))
    await see(small.getByText('Accounts handed over'))
    await passed(world, 7)
    await see(small.getByText(/the 3 cards that you ticked/))
    await small.unroute('**/api/v1/friday')
  }],
  ['"Send to Dana" sends it once', async (world) => {
    const small = world.page('phone')
    await deed(small, 'Send to Dana').click()
    await see(messages(small).getByText('Sent to Dana'))
    await see(small.getByText(/^Sent to Dana on /))
    await gone(deed(small, 'Send to Dana'))
  }],
  ['Dana is told, and opens what was ticked and nothing else', async (world) => {
    const dana = await world.openAs('dana', 'dana', { path: '/friday' })
    await dana.getByRole('main').getByRole('link', { name: /^Jim Calder, week of / }).first().click()
    await see(dana.getByText(/^From Jim Calder to Dana /))
    await see(card(dana, 'One thing to stop').getByText('“Answering for Jada when she thinks”'))
    await see(card(dana, 'Promises still open'))
    same(await card(dana, 'Promises still open').getByRole('listitem').count(), 0, 'rows of promises')
    same(await dana.getByText('Coaching slots next week').count(), 0, 'cards that were not ticked')
    await see(dana.getByText('Wins without the manager'))
    world.page_id = new URL(dana.url()).searchParams.get('page')
  }],
  ['what changes later does not alter it, and nobody else opens it', async (world) => {
    const dana = await world.api('dana')
    const path = `/friday-pages/${world.page_id}`
    const before = JSON.stringify(await dana.need('GET', path))
    const admin = await world.api('admin')
    const { version } = await admin.need('GET', '/organization')
    await admin.need('PATCH', '/organization', { name: 'Renamed' }, { 'If-Match': `"${version}"` })
    const jim = await world.api('jim')
    const mark = (await jim.need('GET', '/friday')).mark
    await jim.need('PATCH', '/friday', { stop: 'Something else', shown: [] }, { 'If-Match': `"${mark.version}"` })
    same(JSON.stringify(await dana.need('GET', path)), before, 'the page')
    for (const other of ['jada', 'admin']) same((await (await world.api(other)).ask('GET', path)).status >= 400, true, `${other} is refused`)
  }],
  ['she takes it along as a PDF', async (world) => {
    const dana = world.page('dana')
    const [file] = await Promise.all([dana.waitForEvent('download'), deed(dana, 'PDF').click()])
    same(file.suggestedFilename(), 'Jim Calder 2027-01-18.pdf', 'its name')
  }],
]
