// Owners that moved here go back to the CRM as a file, and where it names somebody else, that is listed.
import { same, see } from './world.mjs'

export const server = { demo: true }

export const steps = [
  ['before a handoff there is nothing to bring', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/owner-changes' })
    await see(jim.getByText('Nothing has to go back yet.'))
  }],
  ['after sixty days one has arrived, one is named otherwise, the others wait', async (world) => {
    const api = await world.api('jim')
    await api.need('POST', '/demo/day', { day: 60 })
    const jim = world.page('jim')
    await jim.goto('/owner-changes')
    await see(jim.getByRole('heading', { level: 1, name: /new owners are not in your CRM yet/ }))
    await jim.getByRole('button', { name: 'Says otherwise (1)' }).click()
    await see(jim.getByRole('link', { name: 'Hollis Print' }))
    await see(jim.getByText(/Jim Calder, by the import of/))
    await jim.getByRole('button', { name: /^Arrived \(\d+\)$/ }).click()
    await see(jim.getByRole('link', { name: 'Larmar Freight' }))
  }],
  ['the file is what HubSpot takes in', async (world) => {
    const jim = world.page('jim')
    const [download] = await Promise.all([jim.waitForEvent('download'), jim.getByRole('link', { name: 'File of accounts' }).click()])
    same(download.suggestedFilename(), 'hubspot-account-owners.csv', 'the name of the file')
    const api = await world.api('jim')
    const changes = (await api.need('GET', '/owner-changes')).items.filter((change) => change.state !== 'seen')
    const { readFileSync } = await import('node:fs')
    const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n')
    same(lines[0], 'Record ID,Company owner', 'the heading')
    same(lines.slice(1).sort(), changes.map((change) => `${change.external_id},${change.owner.name.split(' ')[0].toLowerCase()}@larmar.example`).sort(), 'the rows')
  }],
  ['the page of the handoff says it too', async (world) => {
    const api = await world.api('jim')
    const handoff = (await api.need('GET', '/handoffs?ended=true')).items.find((one) => one.account.name === 'Hollis Print')
    const jim = world.page('jim')
    await jim.goto(`/handoff/${handoff.id}`)
    await see(jim.getByText('HubSpot names somebody else as the owner.'))
  }],
]
