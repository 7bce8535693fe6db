// What one browser does appears in another without loading it again.
import { see } from './world.mjs'

export const server = { demo: true }

export const steps = [
  ['two people look at the same board', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/board' })
    const dana = await world.openAs('second', 'jim', { path: '/board' })
    for (const page of [jim, dana]) await see(page.getByRole('heading', { level: 1, name: 'Ten accounts are still yours' }))
    for (const page of [jim, dana]) await page.evaluate(() => (window.loadedOnce = true))
  }],
  ['a plan proposed in one is drawn in the other', async (world) => {
    await world.page('jim').getByRole('button', { name: 'Propose who takes over' }).click()
    await see(world.page('second').getByRole('button', { name: 'Apply 10 moves' }))
  }],
  ['a lock set in one is seen in the other', async (world) => {
    const jim = world.page('jim')
    await jim.getByRole('button', { name: 'Pell & Sons', exact: true }).click()
    await jim.getByRole('button', { name: 'Lock', exact: true }).click()
    await see(world.page('second').getByRole('main').getByText('Locked', { exact: true }))
  }],
  ['the rep who is asked hears of it at once', async (world) => {
    const jada = await world.openAs('jada', 'jada')
    await see(jada.getByRole('button', { name: 'Notices', exact: true }))
    await jada.evaluate(() => (window.loadedOnce = true))
    await world.page('jim').getByRole('button', { name: 'Apply 10 moves' }).click()
    await see(jada.getByRole('button', { name: /Notices, 1 new/ }))
    await see(jada.getByRole('main').getByText('Larmar Freight'))
  }],
  ['no page was loaded a second time', async (world) => {
    for (const name of ['jim', 'second', 'jada']) {
      if (!(await world.page(name).evaluate(() => window.loadedOnce))) throw new Error(`the page of ${name} was loaded again`)
    }
  }],
]
