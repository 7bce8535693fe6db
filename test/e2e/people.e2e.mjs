// People: five reps pasted, a fault at its cell, an invitation link, hours corrected in place.
import { paste } from './book.e2e.mjs'
import { same, see } from './world.mjs'

export const server = { demo: true }

const messages = (page) => page.getByRole('region', { name: 'Messages' })

const five = [
  ['Name', 'E-mail', 'Hours a week', 'Territory'],
  ['Ana Novak', 'ana@larmar.example', '38', 'North'],
  ['Ben Ode', 'ben@larmar.example', '20', 'South'],
  ['Cem Ak', 'jada@larmar.example', '7.5', 'West'],
  ['Di Wu', 'di@larmar.example', '38', ''],
  ['Eve Lund', 'eve@larmar.example', '38', ''],
]

export const steps = [
  ['the team stands under its manager', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/people' })
    await see(jim.getByRole('heading', { level: 1, name: 'People and team' }))
    await see(jim.getByRole('link', { name: 'Jada Ellis' }))
  }],
  ['of five pasted reps one is at fault: it is named, and nobody goes in', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Paste several' }).click()
    await paste(jim, jim.getByRole('textbox', { name: 'Name, row 1' }), five.map((row) => row.join('\t')).join('\n'))
    await jim.getByRole('button', { name: 'Add 5 people' }).click()
    await see(jim.getByRole('alert').getByText('One cell needs you. Nothing was added yet.'))
    same(await jim.getByRole('textbox', { name: 'E-mail, row 3' }).getAttribute('aria-invalid'), 'true', 'the cell with the taken address')
    const api = await world.api('jim')
    same((await api.need('GET', '/people')).items.some((one) => one.name === 'Ana Novak'), false, 'Ana is in already')
  }],
  ['mended, all five go in, with their hours', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('textbox', { name: 'E-mail, row 3' }).fill('cem@larmar.example')
    await jim.getByRole('button', { name: 'Add 5 people' }).click()
    await see(messages(jim).getByText('5 people added'))
    await see(jim.getByRole('link', { name: 'Eve Lund' }))
    const api = await world.api('jim')
    const people = (await api.need('GET', '/people')).items
    same(people.find((one) => one.name === 'Cem Ak').capacity_minutes, 450, 'Cem\'s minutes a week')
    same(people.find((one) => one.name === 'Cem Ak').manager_name, 'Jim Calder', 'Cem\'s manager')
  }],
  ['a link invites one of them', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('link', { name: 'Ana Novak' }).click()
    const panel = jim.getByRole('dialog')
    await panel.getByRole('button', { name: 'Make an invitation link' }).click()
    const link = await panel.getByRole('textbox', { name: /Invitation link for Ana/ }).inputValue()
    const ana = await world.open('ana', { path: new URL(link).pathname })
    await see(ana.getByRole('heading', { name: /Join Larmar Demo/ }))
    same(await ana.getByRole('textbox', { name: 'Your name' }).inputValue(), 'Ana Novak', 'the name on the invitation')
  }],
  ['hours are corrected in place', async (world) => {
    const jim = world.page('jim')
    const panel = jim.getByRole('dialog')
    await panel.getByRole('button', { name: /^Hours a week/ }).click()
    await panel.getByRole('textbox', { name: 'Hours a week' }).fill('30')
    await jim.keyboard.press('Enter')
    await see(messages(jim).getByText('Ana Novak saved'))
    const api = await world.api('jim')
    same((await api.need('GET', '/people')).items.find((one) => one.name === 'Ana Novak').capacity_minutes, 1800, 'Ana\'s minutes')
  }],
]
