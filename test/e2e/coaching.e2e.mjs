// Coaching from both desks: a session is planned, talked about, held, and said by the rep to have happened or not.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const title = (page, text) => page.getByRole('heading', { level: 1, name: text })
const card = (page, name) => page.getByRole('region', { name, exact: true })

export const steps = [
  ['Coaching shows who waits, the hours and the skills', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await jim.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Coaching', exact: true }).click()
    await see(title(jim, /You gave your team .* in four weeks/))
    await see(card(jim, 'Jada Ellis').getByText(/for skills, .* on deals/))
    await see(card(jim, 'Jada Ellis').getByText('Jim: 3 of 4'))
    await see(card(jim, 'Did they happen, says the team').getByText(/yes/))
  }],
  ['Jim plans a session with Jada; she is told and puts something on the agenda', async (world) => {
    const jim = world.page('jim')
    await jim.keyboard.press('n')
    await jim.getByRole('combobox', { name: 'With whom' }).selectOption({ label: 'Jada Ellis' })
    await jim.getByRole('combobox', { name: 'Skill' }).selectOption({ label: 'Opening' })
    await jim.getByRole('button', { name: 'Plan it' }).click()
    await see(title(jim, 'One-to-one with Jada Ellis'))
    await see(messages(jim).getByText('Session planned'))
    world.session = new URL(jim.url()).pathname
    const jada = await world.openAs('jada', 'jada', { path: world.session })
    await see(title(jada, 'One-to-one with Jim Calder'))
    await see(card(jada, 'Agenda').getByText('Review Jada’s prospecting letter, draft 2').or(card(jada, 'Agenda').getByText("Review Jada's prospecting letter, draft 2")))
    await jada.getByRole('textbox', { name: 'Put something on the agenda' }).fill('How I open with hotels')
    await jada.keyboard.press('Enter')
    await see(card(world.page('jim'), 'Agenda').getByText('How I open with hotels'))
  }],
  ['a point is ticked, and what the two agree has a day', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('checkbox', { name: 'Talked about: How I open with hotels' }).click()
    await see(messages(jim).getByText('Talked about'))
    await jim.getByRole('button', { name: 'Agree a step' }).click()
    await jim.getByRole('textbox', { name: 'What' }).fill('Three openings for hotels')
    await jim.getByRole('button', { name: 'Agree it' }).click()
    await see(card(world.page('jada'), 'Next steps').getByText('Three openings for hotels'))
  }],
  ['a step that the other one rewrites says so, with how it stood', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'More about: Three openings for hotels' }).click()
    await jim.getByRole('menuitem', { name: 'Change it' }).click()
    await jim.getByRole('textbox', { name: 'What' }).fill('Four openings for hotels')
    await jim.getByRole('button', { name: 'Save it' }).click()
    await see(messages(jim).getByText('Step changed'))
    const next = card(world.page('jada'), 'Next steps')
    await see(next.getByText('Four openings for hotels', { exact: true }))
    await next.getByText(/^Changed by Jim Calder/).click()
    await see(next.getByText(/“Three openings for hotels”/))
  }],
  ['Jim makes a group session of it with Tom, and takes that back', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Change', exact: true }).click()
    await jim.getByRole('combobox', { name: 'What kind' }).selectOption({ label: 'Group session' })
    await jim.getByRole('checkbox', { name: 'Tom Reyes' }).check()
    await jim.getByRole('button', { name: 'Save it' }).click()
    await see(title(jim, 'Group session with Jada Ellis and Tom Reyes'))
    await see(messages(jim).getByText('Session changed'))
    await messages(jim).getByRole('button', { name: 'Undo' }).first().click()
    await see(title(jim, 'One-to-one with Jada Ellis'))
    await see(title(world.page('jada'), 'One-to-one with Jim Calder'))
  }],
  ['a note says who reads it; what is the author’s only reaches nobody else', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Write a note' }).click()
    await jim.getByRole('textbox', { name: 'Note' }).fill('She is ready to lead')
    await jim.getByRole('button', { name: 'Save the note' }).click()
    await see(card(jim, 'Notes').getByText('Only you read this'))
    await jim.getByRole('button', { name: 'Write a note' }).click()
    await jim.getByRole('textbox', { name: 'Note' }).fill('Your question to the night porter was the best one')
    await jim.getByRole('radio', { name: /^You two You and/ }).check()
    await jim.getByRole('button', { name: 'Save the note' }).click()
    await see(card(jim, 'Notes').getByText('Only Jim and Jada read this'))
    const jada = world.page('jada')
    await see(card(jada, 'Notes').getByText('Your question to the night porter was the best one'))
    await see(card(jada, 'Notes').getByText('Only Jim and Jada read this'))
    await gone(jada.getByText('She is ready to lead'))
  }],
  ['Jim is done; Jada is asked whether it happened', async (world) => {
    const jim = world.page('jim')
    await jim.keyboard.press('d')
    await jim.getByRole('spinbutton', { name: 'Minutes it took' }).fill('40')
    await jim.getByRole('button', { name: 'It took place' }).click()
    await see(jim.getByText(/^Held .*40 min/))
    const jada = world.page('jada')
    await jada.goto('/')
    const asked = card(jada, 'Did this happen?')
    await see(asked.getByRole('link', { name: 'One-to-one' }).first())
    const api = await world.api('jada')
    const waiting = async () => (await api.need('GET', '/coaching-sessions?asking=true')).items.length
    const before = await waiting()
    await asked.getByRole('group', { name: 'Did this happen: One-to-one' }).first().getByRole('button', { name: 'Differently' }).click()
    await see(messages(jada).getByText('Thank you. Nobody sees that it was you.'))
    await until(async () => (await waiting()) === before - 1, 'the question is answered')
    const jims = await (await world.api('jim')).need('GET', `/coaching-sessions/${world.session.split('/').pop()}`)
    same(jims.session.my_answer, null, 'Jim is not told')
  }],
  ['a step of Jim’s becomes a promise to Jada', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Agree a step' }).click()
    await jim.getByRole('textbox', { name: 'What' }).fill('Ask Dana about the hotel price')
    await jim.getByRole('combobox', { name: 'Who does it' }).selectOption({ label: 'Jim Calder' })
    await jim.getByRole('button', { name: 'Agree it' }).click()
    await jim.getByRole('button', { name: 'More about: Ask Dana about the hotel price' }).click()
    await jim.getByRole('menuitem', { name: 'Make it a promise' }).click()
    await jim.getByRole('button', { name: 'Promise it' }).click()
    await see(messages(jim).getByText('Promised: Ask Dana about the hotel price'))
    await jim.getByRole('link', { name: 'Promised' }).click()
    await see(jim.getByRole('listitem').filter({ hasText: 'Ask Dana about the hotel price' }))
  }],
  ['Jada writes down where she stands, and shares it with those above', async (world) => {
    const jada = world.page('jada')
    await jada.goto('/coaching')
    await jada.getByRole('button', { name: 'Write a level down: Jada Ellis' }).click()
    await jada.getByRole('combobox', { name: 'Skill' }).selectOption({ label: 'Opening' })
    await jada.getByRole('radio', { name: /^4 of 4/ }).check()
    await jada.getByRole('button', { name: 'Write it down' }).click()
    await see(card(jada, 'Jim Calder').getByText('Jada: 4 of 4').first())
    const dana = await world.openAs('dana', 'dana', { path: '/coaching' })
    await see(title(dana, 'What your teams share with you'))
    await gone(card(dana, 'Skills of Jada Ellis'))
    await jada.getByRole('button', { name: 'Share with those above' }).click()
    await dana.reload()
    await see(card(dana, 'Skills of Jada Ellis').getByText('Jada: 4 of 4').first())
  }],
  ['an administrator renames a skill, and takes that back', async (world) => {
    const admin = await world.openAs('admin', 'admin', { path: '/settings?section=skills' })
    await admin.getByRole('button', { name: 'Change Opening' }).click()
    await admin.getByRole('textbox', { name: 'Name' }).fill('The first two minutes')
    await admin.getByRole('button', { name: 'Save', exact: true }).click()
    await see(admin.getByText('The first two minutes', { exact: true }))
    await messages(admin).getByRole('button', { name: 'Undo' }).first().click()
    await see(admin.getByText('Opening', { exact: true }))
  }],
  ['the scoreboard tells the quarter in which Jim only sells less from the one in which the team wins more', async (world) => {
    const jim = world.page('jim')
    await jim.goto('/scoreboard?period=2026-Q3')
    await see(jim.getByText(/You sell less; the team does not yet win more: 10 wins after 10 in the same weeks a year ago/))
    await jim.goto('/scoreboard?period=2026-Q4')
    await see(jim.getByText(/and the team wins more: 13 wins after 6 in the same weeks a year ago/))
    await see(card(jim, 'Growth of each rep').getByText('Marcus Obi'))
    const jada = world.page('jada')
    await jada.goto('/coaching')
    await see(card(jada, 'Your wins against your own past').getByRole('img', { name: /^Jada Ellis, wins of thirteen weeks each/ }))
    await gone(jada.getByText('Marcus Obi'))
    await jada.goto('/scoreboard')
    await see(card(jada, 'Your wins against your own past'))
    same(await jada.getByRole('main').getByText('Scoreboard', { exact: true }).count(), 1, 'the name of the page, as its heading alone')
  }],
]
