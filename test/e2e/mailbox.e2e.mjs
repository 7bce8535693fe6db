// Where answers come back: set by an administrator, read from a real mailbox, and seen by those whom they concern.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PASSWORD, startDovecot, whyNoDovecot } from '../api/dovecot.mjs'
import { answer, reply, report } from '../api/meeting.mjs'
import { same, see, until } from './world.mjs'

export const server = { demo: true, args: ['--private-hosts', 'mail'] }

const messages = (page) => page.getByRole('region', { name: 'Messages' })
const card = (page) => page.getByRole('region', { name: 'Where answers come back' })
const field = (page, name) => card(page).getByRole('textbox', { name, exact: true })
const look = async (world) => {
  await card(world.page('admin')).getByRole('button', { name: 'Look now' }).click()
}
let dovecot

export const steps = [
  ['without a mailbox everything else works, and the settings say so', async (world) => {
    const missing = whyNoDovecot()
    if (missing) throw new Error(missing)
    dovecot = await startDovecot()
    const admin = await world.openAs('admin', 'admin', { path: '/settings?section=mail' })
    await see(card(admin).getByText('None is set: answers go to the person in whose name a mail went'))
    const api = await world.api('admin')
    await api.need('PATCH', '/mail-relay', { kind: 'folder', from_email: 'baton@larmar.example' }, { 'If-Match': '"0"' })
  }],
  ['what the server says to a wrong password is shown', async (world) => {
    const admin = world.page('admin')
    await field(admin, 'Server').fill('127.0.0.1')
    await card(admin).getByRole('combobox', { name: 'Encryption' }).selectOption('none')
    same(await field(admin, 'Port').inputValue(), '143', 'the usual port')
    await field(admin, 'Port').fill(String(dovecot.port))
    await field(admin, 'User name').fill('answers')
    await card(admin).getByLabel('Password').fill('wrong')
    await card(admin).getByRole('button', { name: 'Save the mailbox' }).click()
    await see(card(admin).getByText('This is no e-mail address.'))
    await field(admin, 'Its address').fill('answers@larmar.example')
    await card(admin).getByRole('button', { name: 'Save the mailbox' }).click()
    await see(messages(admin).getByText('Mailbox saved'))
    await see(card(admin).getByText('Could not be read'))
    await see(card(admin).getByText(/AUTHENTICATIONFAILED/))
  }],
  ['it is looked into at once', async (world) => {
    const admin = world.page('admin')
    await card(admin).getByLabel('Password').fill(PASSWORD)
    await card(admin).getByRole('button', { name: 'Save the mailbox' }).click()
    await see(card(admin).getByText('Could be read'))
    await see(card(admin).getByText('No mail was read yet.'))
  }],
  ['what a calendar answers appears on the handoff without a reload', async (world) => {
    const api = await world.api('jim')
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    world.handoff = (await api.need('GET', '/handoffs')).items.find((one) => one.account.name === 'Larmar Freight')
    const { contacts } = await api.need('GET', `/handoffs/${world.handoff.id}/introduction`)
    const bill = contacts.find((one) => one.name === 'Bill Larmar')
    const input = { starts_local: '2026-12-02T17:00', minutes: 30, place: '', note: '', contact_ids: [bill.id] }
    const meeting = await api.need('POST', `/handoffs/${world.handoff.id}/meetings`, input)
    const jim = await world.openAs('jim', 'jim', { path: `/handoff/${world.handoff.id}#meeting` })
    const says = jim.locator('#meeting').getByRole('combobox', { name: 'What Bill Larmar says' })
    await see(says)
    const file = await api.ask('GET', `/meetings/${meeting.id}/invitation.ics`)
    const uid = /^UID:(.*)\r$/m.exec(file.text.replaceAll('\r\n ', ''))[1]
    dovecot.deliver(reply({ uid, email: bill.email, partstat: 'ACCEPTED' }))
    await look(world)
    await until(async () => (await says.inputValue()) === 'accepted', 'Bill comes')
    await see(card(world.page('admin')).getByText('One mail was read, 1 of them about something of yours.'))
  }],
  ['a letter that was answered and came back is seen in the outbox', async (world) => {
    const api = await world.api('jim')
    const letter = await api.need('POST', `/handoffs/${world.handoff.id}/letter`, {})
    const path = join(world.folder, 'data/mail', `${letter.id}.eml`)
    const text = await until(() => readdirSync(join(world.folder, 'data/mail')).includes(`${letter.id}.eml`) && readFileSync(path, 'utf8'), 'the letter is written')
    const id = /^Message-Id: (.*)\r$/im.exec(text)[1]
    dovecot.deliver(answer(id, 'answer@client.example'))
    await look(world)
    const jim = world.page('jim')
    await jim.goto(`/outbox?open=mail/${letter.id}`)
    await see(jim.getByRole('dialog').getByRole('heading', { name: 'Answered by' }))
    await see(jim.getByRole('dialog').getByText('Bill Larmar <bill@client.example>'))
    await jim.goto(`/handoff/${world.handoff.id}#letter`)
    await see(jim.locator('#letter').getByText(/Bill Larmar answered on/))
    await jim.goto(`/outbox?open=mail/${letter.id}`)
    await see(jim.getByRole('dialog').getByRole('heading', { name: 'Answered by' }))
    dovecot.deliver(report(id))
    await look(world)
    await see(jim.getByRole('dialog').getByText('Came back'))
    await see(jim.getByRole('dialog').getByText('550 no such user'))
    await see(jim.getByRole('dialog').getByRole('button', { name: 'Send it again' }))
    await dovecot.end()
  }],
]
