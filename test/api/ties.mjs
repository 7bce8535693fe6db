// Who of us knows whom: learnt by itself from what is noted, and unlearnt with it.
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startServer } from './server.mjs'

const DAY = 24 * 60 * 60_000
const PATIENCE = 60_000

export async function learnTies(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`ties: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown).slice(0, 400)}`)
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database })
    try {
      const { client: ada } = await found(server, server.setupToken(), 'Northwind', 'Ada Admin', 'ada@northwind.example')
      const jim = await hire(server, ada, { name: 'Jim Calder', email: 'jim@northwind.example', role: 'manager' })
      const jada = await hire(server, ada, { name: 'Jada Ellis', email: 'jada@northwind.example', manager_id: jim.id })
      const { id } = await jim.client.need('POST', '/accounts', { name: 'Larmar Freight' })
      const bill = await jim.client.need('POST', `/accounts/${id}/contacts`, { name: 'Bill Larmar' })
      const note = (days, kind, person_ids) =>
        jim.client.need('POST', `/accounts/${id}/activities`, { kind, starts_at: new Date(Date.now() - days * DAY).toISOString(), contact_ids: [bill.id], person_ids })
      const ties = () => jim.client.need('GET', `/accounts/${id}/ties`)
      const until = async (holds) => {
        for (const end = Date.now() + PATIENCE; ; await new Promise((done) => setTimeout(done, 200))) {
          const seen = await ties()
          if (holds(seen) || Date.now() > end) return seen
        }
      }

      const none = await ties()
      expect('what is not known is unknown, not weak', none.breadth === null && none.people.length === 0, none)

      for (const days of [1, 8, 20]) await note(days, 'meeting', [jim.id])
      const one = await until((seen) => seen.people[0]?.touches === 3)
      expect('one of us is one thread', one.as_of && one.breadth?.is_single_thread && one.breadth.colleagues === 1 && one.people[0]?.share === 1, one)
      expect('the closest is named with whom', one.people[0]?.person.name === 'Jim Calder' && one.people[0].contacts[0].contact.name === 'Bill Larmar', one)
      expect('it says when last', Date.now() - Date.parse(one.people[0]?.last_at) < 1.1 * DAY, one)

      const kept = await note(2, 'visit', [jada.id])
      await note(9, 'visit', [jada.id])
      const two = await until((seen) => seen.people[1]?.touches === 2)
      expect('two are no single thread', two.breadth && !two.breadth.is_single_thread && two.breadth.colleagues > 1.5, two)
      expect('the shares are of one whole', Math.abs(two.people.reduce((sum, one) => sum + one.share, 0) - 1) < 1e-9, two)

      // On one thread: a second client that Jim alone knows.
      const alone = await jim.client.need('POST', '/accounts', { name: 'Bexley Motors', revenue_minor: 500_000, currency: 'USD' })
      const rosa = await jim.client.need('POST', `/accounts/${alone.id}/contacts`, { name: 'Rosa Bexley' })
      await jim.client.need('POST', `/accounts/${alone.id}/activities`, { kind: 'meeting', starts_at: new Date(Date.now() - DAY).toISOString(), contact_ids: [rosa.id], person_ids: [jim.id] })
      // Worked out one after the other: the seconds between may round otherwise.
      const isNear = (minor, page) => Math.abs(minor - page.now.expected_minor) <= 1
      const pageOfJim = () => jim.client.need('GET', `/people/${jim.id}/departure`)
      const departures = async (client) => {
        for (const end = Date.now() + PATIENCE; ; await new Promise((done) => setTimeout(done, 200))) {
          const seen = await client.need('GET', '/departures')
          const [first] = seen.people
          const isDone = first?.accounts === 2 && first.without_ties === 0 && first.single_thread === 1 && isNear(first.expected_minor, await pageOfJim())
          if (isDone || Date.now() > end) return seen
        }
      }
      const list = await departures(jim.client)
      expect('what would go with whom is worked out by itself', list.as_of && list.ties_as_of && list.people.length === 1 && list.people[0].is_self && list.people[0].accounts === 2, list)
      expect('and says what hangs on him', list.people[0]?.single_thread === 1 && list.people[0].expected_minor > 0, list)
      const page = await pageOfJim()
      expect('as his own page does', isNear(list.people[0]?.expected_minor, page) && page.single_thread === 1, page.now.expected_minor)
      expect('a rep sees nobody above', (await jada.client.need('GET', '/departures')).people.length === 0)
      expect('nor the page', (await jada.client.ask('GET', `/people/${jim.id}/departure`)).status === 404)
      expect('an administrator neither', (await ada.ask('GET', '/departures')).status === 403 && (await ada.ask('GET', `/people/${jim.id}/departure`)).status === 403)
      const single = await jim.client.need('GET', '/accounts?one_thread=true')
      expect('the list can be of single threads', single.items.length === 1 && single.items[0].id === alone.id && !single.next, [single.items.length, single.items.map((one) => one.name), single.next])
      expect('of which a rep has none', (await jada.client.need('GET', '/accounts?one_thread=true')).items.length === 0)

      await jim.client.need('DELETE', `/activities/${kept.id}`)
      await note(3, 'call', [jim.id]) // which is looked at once
      const less = await until((seen) => seen.people[1]?.touches === 1)
      expect('what is taken out counts no more', less.people[1]?.touches === 1, less)

      // What people say stands beside it.
      const pair = `/contacts/${bill.id}/ties/${jim.id}`
      await jim.client.need('POST', pair, { said: 'stranger' })
      const said = (await ties()).people.find((one) => one.person.id === jim.id).contacts[0]
      expect('a word is a ceiling, and what was learnt is kept', said.strength < 0.001 && said.learnt > 0.25 && said.said.said === 'stranger' && said.said.by.id === jim.id, said)
      const stranger = await jada.client.ask('POST', pair, { said: 'well' })
      expect('nobody says it of who stands above', stranger.status === 404, stranger.text)
      const wrong = await jim.client.ask('POST', pair, { said: 'a little' })
      expect('three words are known', wrong.status === 422, wrong.text)
      await jim.client.need('DELETE', pair)
      expect('it can be taken back', (await ties()).people[0].contacts[0].said === null)
      const questions = await jim.client.need('GET', '/ties/questions')
      expect('he is asked about Bill', questions.items.length === 2 && questions.items.some((one) => one.contact.id === bill.id) && !('strength' in questions.items[0]), questions)
      const figure = await ada.need('GET', '/ties/agreement')
      expect('with no answers there is no figure', figure.auc === null && figure.people === 0, figure)
      const hidden = await jim.client.ask('GET', '/ties/agreement')
      expect('which a manager does not see', hidden.status === 403, hidden.text)
      const before = await jim.client.need('GET', `/accounts/${id}/ties?at=${new Date(Date.now() - 15 * DAY).toISOString().slice(0, 10)}`)
      expect('an earlier day is as it was', before.people.length === 1 && before.people[0].touches === 1, before)
      const ahead = await jim.client.ask('GET', `/accounts/${id}/ties?at=${new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10)}`)
      expect('the future is not known', ahead.status === 422, ahead.text)

      const foreign = await jada.client.ask('GET', `/accounts/${id}/ties`)
      expect('who may not see the client sees no ties', foreign.status === 404, foreign.text)
    } finally {
      const code = await server.stop()
      expect('the server stops', code === 0, code)
    }
  })
}
