// The handover sheet: Jim writes, Jada reads back in her own words, and both see it at once.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

export const steps = [
  ['the former owner writes the sheet', async (world) => {
    const api = await world.api('jim')
    const plan = await api.need('POST', '/plans', {})
    await api.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
    const handoffs = (await api.need('GET', '/handoffs')).items
    world.handoff = handoffs.find((one) => one.account.name === 'Larmar Freight')
    const jim = await world.openAs('jim', 'jim', { path: `/handoff/${world.handoff.id}` })
    await jim.getByRole('link', { name: 'Write the sheet' }).click()
    await see(jim.getByText('Fifteen old terminals are bought back at the price of last year'))
    await jim.getByRole('button', { name: 'Write the sheet' }).click()
    await jim.getByLabel('Why this client matters').fill('Bill decides alone.\nHis word travels.')
    await jim.getByLabel('What may go wrong, and what to do then').fill('Call before a delivery slips.')
    await jim.getByRole('button', { name: 'Save the sheet' }).click()
    await see(jim.getByText('The sheet is saved.').first())
    await see(jim.getByText('Call before a delivery slips.'))
  }],
  ['the successor reads it back, and the former owner sees it without a reload', async (world) => {
    const who = world.handoff.to.name.split(' ')[0].toLowerCase()
    const rep = await world.openAs('rep', who, { path: `/handoff/${world.handoff.id}/sheet` })
    const words = rep.getByLabel('Say in your own words what matters here')
    await words.fill('call before a delivery slips.')
    await rep.getByRole('button', { name: 'Read it back' }).click()
    await see(rep.getByText('This is the sheet itself. Say it in your own words.'))
    await words.fill('Bill is the one to convince, and he hears of trouble from me first.')
    await rep.getByRole('button', { name: 'Read it back' }).click()
    await see(rep.getByRole('main').getByText('he hears of trouble from me first'))
    await see(world.page('jim').getByRole('main').getByText('he hears of trouble from me first'))
  }],
  ['a change after that says so', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Change the words' }).click()
    await jim.getByLabel('How things stand').fill('Fifteen terminals are about to be ordered.')
    await jim.getByRole('button', { name: 'Save the sheet' }).click()
    await see(jim.getByText(/The sheet changed after that/))
    await see(world.page('rep').getByRole('button', { name: 'Read it back' }))
  }],
  ['a promise to the client is noted, kept and taken back', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Add a promise' }).click()
    await jim.getByLabel('What was promised').fill('Bill gets a spare terminal')
    await jim.getByRole('button', { name: 'Add a promise' }).click()
    const box = jim.getByRole('checkbox', { name: 'Bill gets a spare terminal' })
    await box.check()
    const api = await world.api('jim')
    const kept = async () =>
      (await api.need('GET', `/handoffs/${world.handoff.id}/sheet`)).promises.find((one) => one.title === 'Bill gets a spare terminal')?.kept_at
    await until(async () => !!(await kept()), 'the promise is kept')
    await jim.getByText('Kept: Bill gets a spare terminal').first().waitFor()
    await jim.keyboard.press('z')
    await until(async () => !(await kept()), 'the promise is open again')
  }],
  ['the sheet alone goes on paper', async (world) => {
    const jim = world.page('jim')
    await jim.evaluate(() => {
      window.print = () => {}
    })
    await jim.getByRole('button', { name: 'Print the sheet' }).click()
    await jim.emulateMedia({ media: 'print' })
    await see(jim.getByText(/Handover sheet, from Jim Calder to/).last())
    same(await jim.getByRole('navigation').first().isVisible(), false, 'the navigation on paper')
    same(await jim.getByRole('button', { name: 'Change the words' }).first().isVisible(), false, 'a button on paper')
    await jim.evaluate(() => dispatchEvent(new Event('afterprint')))
    await jim.emulateMedia({ media: 'screen' })
    await gone(jim.locator('.paper'))
  }],
]
