// What hangs on Jim, as he, his director and others see it; it falls as a handoff goes on.
import { gone, same, see } from './world.mjs'

export const server = { demo: true }

const card = (page, name) => page.getByRole('region', { name, exact: true })
const rowOf = (part, name) => part.getByRole('row', { name: new RegExp(`^${name}`) })
const row = (page, name) => rowOf(card(page, 'Where the risk sits'), name)

export const steps = [
  ['Jim reads what would go with him, and what it rests on', async (world) => {
    const jim = await world.openAs('jim', 'jim', { path: '/if-i-leave' })
    await see(jim.getByRole('heading', { level: 1, name: /^If you left, about \$\d+k a year would go too$/ }))
    await see(jim.getByText(/^Four times in five between \$\d+k and \$\d+k, in the first year\./))
    await see(row(jim, 'Dune Hotels').getByText('Only you have been in touch with them'))
    await see(card(jim, 'What this rests on').getByText('Mostly on assumptions.'))
    same(await card(jim, 'What this rests on').locator('.depends li').count(), 5, 'what it depends on')
  }],
  ['the curve and the picture stand in tables too', async (world) => {
    const jim = world.page('jim')
    await card(jim, 'How much could go').getByText('As a table').click()
    await see(card(jim, 'How much could go').getByRole('columnheader', { name: 'Today', exact: true }))
    await see(jim.getByRole('img', { name: /^Today: 10 clients know only you\./ }))
    await card(jim, 'Who knows whom').getByText('As a table').click()
    await see(card(jim, 'Who knows whom').getByRole('row', { name: 'Larmar Freight You You' }))
  }],
  ['who should build a second tie next: client, colleague, contact, and the promise that starts it', async (world) => {
    const jim = world.page('jim')
    const second = card(jim, 'Who should build a second tie next')
    await see(second.getByText(/^\d+ clients hang on you alone\. With a colleague close to each as well, about \$\d/))
    const api = await world.api('jim')
    const { id } = (await api.need('GET', '/session')).person
    const { items } = await api.need('GET', `/people/${id}/second-ties`)
    const first = items.find((one) => one.step === 'promise')
    const line = rowOf(second, first.account.name)
    await see(line.getByText(first.colleague.name))
    await see(line.getByText(first.contact.name))
    await line.getByRole('link', { name: first.account.name }).click()
    await jim.waitForURL(/open=account/)
    await jim.goBack()
    await line.getByRole('link', { name: `Promise to take ${first.colleague.name} along` }).click()
    const title = `${first.colleague.name} gets to know ${first.contact.name}, ${first.account.name}`
    same(await jim.getByLabel('What exactly').inputValue(), title, 'the title')
    same(await jim.getByLabel('To whom', { exact: true }).evaluate((select) => select.selectedOptions[0]?.textContent?.trim()), first.colleague.name, 'the rep')
    await jim.getByRole('button', { name: 'Promise it' }).click()
    await see(jim.getByText(title).first())
    const promised = (await api.need('GET', '/promises?state=open')).items.find((one) => one.title === title)
    same([promised?.account?.id, promised?.rep.id, promised?.kind], [first.account.id, first.colleague.id, 'ride_along'], 'the promise')
    await jim.goto('/if-i-leave')
    await see(row(jim, 'Larmar Freight'))
    await card(jim, 'Who knows whom').getByText('As a table').click()
  }],
  ['a plan that is approved shows what it takes away', async (world) => {
    const jim = world.page('jim')
    await see(row(jim, 'Larmar Freight').getByText('Plan who takes over'))
    const api = await world.api('jim')
    const plan = await api.need('POST', '/plans', {})
    await see(row(jim, 'Larmar Freight').getByRole('link', { name: 'Approve the draft: Jada Ellis' }))
    await api.need('POST', `/plans/${plan.id}/approval`, {}, { 'If-Match': `"${plan.version}"` })
    await see(card(jim, 'Who should build a second tie next').getByText('Is to take them over').first())
    await see(card(jim, 'How much could go').getByText(/^After the plan, about \$\d+k$/))
    await see(card(jim, 'Who knows whom').getByRole('row', { name: 'Larmar Freight You Jada Ellis' }))
  }],
  ['the next step of a client leads to its handoff', async (world) => {
    const jim = world.page('jim')
    await row(jim, 'Larmar Freight').getByRole('link', { name: 'Introduce Jada Ellis' }).click()
    await see(jim.getByRole('heading', { level: 1, name: 'Larmar Freight' }))
    await jim.goBack()
    await see(row(jim, 'Larmar Freight'))
  }],
  ['an introduction made elsewhere is seen here at once', async (world) => {
    const jim = world.page('jim')
    await jim.evaluate(() => (window.loadedOnce = true))
    const api = await world.api('jim')
    const { items } = await api.need('GET', '/handoffs')
    const larmar = items.find((one) => one.account.name === 'Larmar Freight')
    await api.need('POST', `/handoffs/${larmar.id}/stage`, { stage: 'introduced' }, { 'If-Match': `"${larmar.version}"` })
    await see(row(jim, 'Larmar Freight').getByRole('link', { name: 'Agree what to expect from Jada Ellis' }))
    same(await jim.evaluate(() => window.loadedOnce), true, 'the same page')
  }],
  ['what to hand over next has its hours, and what is left after each', async (world) => {
    const jim = world.page('jim')
    const next = card(jim, 'What to hand over next')
    await see(next.getByText(/hours and \d+% off the worst years/))
    await next.getByText('After each step').click()
    await see(next.getByRole('columnheader', { name: 'Worst 5% then' }))
    await jim.getByRole('switch', { name: 'To a competitor' }).check()
    await jim.waitForURL(/to=competitor/)
    await jim.getByRole('switch', { name: 'To a competitor' }).uncheck()
  }],
  ['his director looks at Jim, and at herself, on whom nothing hangs', async (world) => {
    const dana = await world.openAs('dana', 'dana', { path: '/if-i-leave' })
    await see(dana.getByText('No client hangs on you'))
    await dana.getByLabel('Whose leaving').selectOption({ label: 'Jim Calder' })
    await see(dana.getByRole('heading', { level: 1, name: /^If Jim left, about/ }))
    await see(row(dana, 'Dune Hotels').getByText('Only Jim Calder has been in touch with them'))
  }],
  ['his director sees on whom most hangs, and opens it', async (world) => {
    const dana = world.page('dana')
    await dana.getByRole('link', { name: 'Single points of failure' }).first().click()
    await see(dana.getByRole('heading', { level: 1, name: /^Most hangs on Jim Calder: about \$\d+k a year would go too$/ }))
    await dana.getByRole('row', { name: /Jim Calder/ }).getByRole('link', { name: 'Jim Calder' }).click()
    await see(dana.getByRole('heading', { level: 1, name: /^If Jim left, about/ }))
  }],
  ['a director sets what is assumed, and the page names it', async (world) => {
    const api = await world.api('dana')
    await api.need('PATCH', '/settings/departure_level', { value: 0.3 }, { 'If-Match': '"0"' })
    await see(world.page('dana').getByText('Your organization set otherwise: Typical loss.'))
    await api.need('PATCH', '/settings/departure_level', { value: 0.154 }, { 'If-Match': '"1"' })
    await see(world.page('dana').getByText('All assumptions are as they came.'))
  }],
  ['as the days go by and clients are handed over, less hangs on Jim', async (world) => {
    const api = await world.api('jim')
    const { id } = (await api.need('GET', '/session')).person
    const hangs = async () => (await api.need('GET', `/people/${id}/departure`)).now.expected_minor
    const before = await hangs()
    await api.need('POST', '/demo/day', { day: 60 })
    const after = await hangs()
    same(after < 0.9 * before, true, `from ${before} to ${after}`)
  }],
  ['a rep reads the own, and nobody else’s', async (world) => {
    const jada = await world.openAs('jada', 'jada', { path: '/if-i-leave' })
    await see(jada.getByRole('heading', { level: 1, name: /^If you left, about/ }))
    same(await jada.getByLabel('Whose leaving').count(), 0, 'a choice of others')
    const person = new URL(world.page('dana').url()).searchParams.get('person')
    await jada.goto(`/if-i-leave?person=${person}`)
    await see(jada.getByText('This could not be shown'))
    await gone(jada.getByText('Dune Hotels'))
  }],
  ['a client whose revenue is in another currency is named as that, not as unknown', async (world) => {
    const jim = await world.api('jim')
    const { id } = (await jim.need('GET', '/session')).person
    await (await world.api('admin')).need('POST', '/accounts', { name: 'Zürich Lines', revenue_minor: 500_000_00, currency: 'EUR', owner_id: id })
    const page = world.page('jim')
    await page.goto('/if-i-leave')
    await see(row(page, 'Zürich Lines').getByText('Not known in USD'))
    await see(card(page, 'What this rests on').getByText('One client without a known revenue in USD is not in the sums.'))
  }],
]
