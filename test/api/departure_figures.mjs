// What the page "If I leave" says, held against a computation of its own: nothing here comes from the server but what was noted, how far a
// handoff is, and what a draft plans. Ties from the notes (docs/ties.md), chances by the formula (docs/departure.md), and the distribution of
// what is lost by going through every outcome of every state of the one factor.
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startServer } from './server.mjs'

const DAY = 24 * 60 * 60_000
const PATIENCE = 60_000
const LIST_PATIENCE = 120_000 // a job works it out
const BAD_YEAR = 0.95
const STATES = 4001 // of the factor, from -8 to 8
const PLAIN_PART = 0.8
const HANDOFF_MINUTES = 240
const model = { typical: 0.154, share: 2, second: -0.7, person: 0.3, firm: 0.3, competitor: 0.7, completion: 0.5, contraction: 0.05, correlation: 0.15 }
// A typical client's chance: where those who stay buy more or less than is set, nobody goes for it.
const GOES = (model.typical - model.contraction) / (1 - model.contraction)

// Days ago, who of us, which contact (0 or 1).
const JIM = ['jim']
const both = ['jim', 'jada']
const book = [
  { name: 'Larmar Freight', revenue: 9_000_000, notes: [[360, 'meeting', JIM, 0], [30, 'meeting', JIM, 0], [12, 'call', JIM, 0], [3, 'visit', JIM, 1]], part: 'decides' },
  { name: 'Bexley Motors', revenue: 6_000_000, notes: [[340, 'visit', both, 0], [20, 'meeting', both, 0], [9, 'call', ['jada'], 1]], part: 'uses' },
  { name: 'Orchard Dental', revenue: 4_500_000, notes: [[90, 'call', JIM, 0], [45, 'call', ['tom'], 0]] },
  { name: 'Pine Street Foods', revenue: 3_200_000, notes: [[15, 'meeting', ['tom'], 0], [14, 'call', ['tom'], 0]] },
  { name: 'Wren and Daughters', revenue: 2_100_000, notes: [[250, 'meeting', JIM, 0], [2, 'call', JIM, 0], [60, 'meeting', ['jada', 'tom'], 1]] },
  { name: 'Unknown Works', revenue: 5_000_000, notes: [] },
  { name: 'Without Revenue', revenue: null, notes: [[5, 'meeting', JIM, 0]] },
]

// The normal distribution: its series near the middle, its continued fraction beyond.
function normal(x) {
  const t = Math.abs(x)
  const density = Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI)
  let upper
  if (t < 3) {
    let term = t
    let sum = t
    for (let k = 1; k < 80; ++k) sum += term *= (t * t) / (2 * k + 1)
    upper = 0.5 - density * sum
  } else {
    let fraction = 0
    for (let k = 60; k > 0; --k) fraction = k / (t + fraction)
    upper = density / (t + fraction)
  }
  return x > 0 ? 1 - upper : upper
}
function quantileOfNormal(p) {
  let [low, high] = [-9, 9]
  for (let i = 0; i < 80; ++i) {
    const middle = (low + high) / 2
    if (normal(middle) < p) low = middle
    else high = middle
  }
  return low
}

function tiesOf() {
  const weights = { meeting: 4, visit: 4, call: 3 }
  const raw = new Map() // account/contact/person
  for (const { name, notes } of book) {
    for (const [days, kind, people, contact] of notes) {
      for (const person of people) {
        const key = `${name}/${contact}/${person}`
        const touch = (weights[kind] / Math.sqrt(people.length)) * 0.5 ** (days / 90)
        raw.set(key, (raw.get(key) ?? 0) + touch)
      }
    }
  }
  const sorted = [...raw.values()].sort((a, b) => a - b)
  const typical = sorted[Math.floor(0.75 * (sorted.length - 1))]
  const parts = { decides: 1, uses: 0.4 }
  const strengths = new Map() // account -> person -> strength
  for (const [key, value] of raw) {
    const [name, contact, person] = key.split('/')
    const { part } = book.find((one) => one.name === name)
    const counts = contact === '0' && part ? parts[part] : PLAIN_PART
    const of = strengths.get(name) ?? strengths.set(name, new Map()).get(name)
    of.set(person, (of.get(person) ?? 0) + counts * (1 - Math.exp(-value / typical)))
  }
  return strengths
}

function featuresOf() {
  const ties = tiesOf()
  return book.map(({ name, revenue, notes }) => {
    const own = ties.get(name)
    const all = own ? [...own.values()].reduce((a, b) => a + b, 0) : 0
    const share = own ? (own.get('jim') ?? 0) / all : null
    const hasSecond = own ? [...own].some(([person, strength]) => person !== 'jim' && strength / all >= 0.25 * share) : false
    const years = (of) => Math.max(0, ...notes.filter(([, , people]) => !of || people.includes(of)).map(([days]) => days)) / 365.25
    const shares = own ? Object.fromEntries([...own].map(([person, strength]) => [person, strength / all])) : {}
    return { name, revenue, share, hasSecond, shares, person: years('jim'), firm: years(null) }
  })
}

const logit = (p) => Math.log(p / (1 - p))
function chanceOf(one, m, { completion = one.completion, competitor = false, share = one.share ?? 0.5, hasSecond = one.hasSecond } = {}) {
  const score = m.share * (share - 0.5) + (hasSecond ? m.second : 0) + m.person * Math.log(1 + one.person) - m.firm * Math.log(1 + one.firm) + (competitor ? m.competitor : 0) - m.completion * completion
  const typical = m.person * Math.log(1 + 3) - m.firm * Math.log(1 + 5) - m.completion * 0.5
  // The typical loss of sales is that of who goes and of who stays and buys less.
  const chance = (m.typical - m.contraction) / (1 - m.contraction)
  return 1 / (1 + Math.exp(-(logit(chance) + score - typical)))
}

// Every outcome of the clients with a revenue: what is lost and how likely, one factor over its states by Simpson's rule.
function outcomesOf(values, chances, m) {
  const thresholds = chances.map(quantileOfNormal)
  const outcomes = Array.from({ length: 1 << values.length }, (_, set) => ({ set, loss: 0, chance: 0 }))
  for (const each of outcomes) values.forEach((value, j) => (each.loss += ((each.set >> j) & 1 ? 1 - m.contraction : 0) * value + m.contraction * value))
  const step = 16 / (STATES - 1)
  for (let i = 0; i < STATES; ++i) {
    const z = -8 + i * step
    const weight = ((i === 0 || i === STATES - 1 ? 1 : i % 2 ? 4 : 2) * step * Math.exp((-z * z) / 2)) / (3 * Math.sqrt(2 * Math.PI))
    const given = thresholds.map((t) => normal((t - Math.sqrt(m.correlation) * z) / Math.sqrt(1 - m.correlation)))
    for (const each of outcomes) each.chance += given.reduce((product, p, j) => product * ((each.set >> j) & 1 ? p : 1 - p), weight)
  }
  return outcomes.sort((a, b) => a.loss - b.loss)
}

// The mean, the quantiles, the mean of the worst 5% and each client's part of it: where the quantile is an atom, as much of it as makes 5%.
function riskOf(values, chances, m) {
  const outcomes = outcomesOf(values, chances, m)
  const quantile = (level) => {
    let below = 0
    for (const each of outcomes) if ((below += each.chance) >= level) return each.loss
    return outcomes.at(-1).loss
  }
  const expected = outcomes.reduce((sum, one) => sum + one.chance * one.loss, 0)
  const edge = quantile(BAD_YEAR)
  const beyond = outcomes.filter((one) => one.loss > edge + 1e-6)
  const at = outcomes.filter((one) => Math.abs(one.loss - edge) <= 1e-6)
  const chance = (some) => some.reduce((sum, one) => sum + one.chance, 0)
  const share = (1 - BAD_YEAR - chance(beyond)) / chance(at)
  const tail = [...beyond, ...at.map((one) => ({ ...one, chance: one.chance * share }))]
  const worst = tail.reduce((sum, one) => sum + one.chance * one.loss, 0) / (1 - BAD_YEAR)
  const parts = values.map((value, j) => m.contraction * value + (tail.reduce((sum, one) => sum + ((one.set >> j) & 1 ? one.chance : 0), 0) / (1 - BAD_YEAR)) * (1 - m.contraction) * value)
  return { expected, low: quantile(0.1), high: quantile(0.9), bad_year: edge, worst, parts }
}

async function makeWorld(server) {
  const { client: ada } = await found(server, server.setupToken(), 'Northwind', 'Ada Admin', 'ada@northwind.example')
  const jim = await hire(server, ada, { name: 'Jim Calder', email: 'jim@northwind.example', role: 'manager' })
  const people = { jim }
  for (const name of ['jada', 'tom']) people[name] = await hire(server, ada, { name: name === 'jada' ? 'Jada Ellis' : 'Tom Reyes', email: `${name}@northwind.example`, manager_id: jim.id })
  for (const one of book) {
    one.id = (await jim.client.need('POST', '/accounts', { name: one.name, ...(one.revenue === null ? {} : { revenue_minor: one.revenue, currency: 'USD' }) })).id
    const contacts = []
    for (const name of ['First Contact', 'Second Contact']) contacts.push((await jim.client.need('POST', `/accounts/${one.id}/contacts`, { name: `${name} of ${one.name}`, ...(one.part && !contacts.length ? { part: one.part } : {}) })).id)
    for (const [days, kind, who, contact] of one.notes) {
      const starts_at = new Date(Date.now() - days * DAY).toISOString()
      await jim.client.need('POST', `/accounts/${one.id}/activities`, { kind, starts_at, contact_ids: [contacts[contact]], person_ids: who.map((name) => people[name].id) })
    }
  }
  return { jim: { ...jim, noted: Date.now() }, people }
}

// Once all that was noted is learnt: before the last of it is, what is typical is that of less.
async function pageOf(jim, query = '') {
  const wanted = book.filter((one) => one.notes.length === 0).length
  for (const end = Date.now() + PATIENCE; ; await new Promise((done) => setTimeout(done, 300))) {
    const page = await jim.client.need('GET', `/people/${jim.id}/departure${query}`)
    if ((Date.parse(page.ties_as_of) >= jim.noted && page.without_ties === wanted) || Date.now() > end) return page
  }
}

export async function compareDepartures(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`departure figures: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown).slice(0, 600)}`)
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database })
    try {
      const { jim, people } = await makeWorld(server)
      await pageOf(jim)
      await compareSecondTies(jim, featuresOf().map((one) => ({ ...one, completion: 0 })), {}, expect, 'nothing planned')
      await compareTheTie(jim, people, expect)
      const first = await jim.client.need('POST', '/plans', {})
      const lines = first.lines.filter((line) => line.successor)
      const page = await pageOf(jim)
      const facts = featuresOf().map((one) => ({ ...one, completion: 0, isPlanned: lines.some((line) => line.account.name === one.name) }))
      compare(page, facts, model, {}, expect, 'today')
      const away = await pageOf(jim, '?to_competitor=true')
      compare(away, facts, model, { competitor: true }, expect, 'to a competitor')
      compareSteps(page, facts, expect)
      compareSensitivities(page, facts, expect)
      await compareList(jim, page, facts, expect)
      await compareSecondTies(jim, facts, Object.fromEntries(lines.map((line) => [line.account.name, line.successor.name])), expect, 'with a draft')

      await jim.client.need('POST', `/plans/${first.id}/approval`, undefined, { 'If-Match': `"${first.version}"` })
      const [some] = (await jim.client.need('GET', '/handoffs?role=mine')).items
      for (const step of ['transfer_note', 'briefing']) {
        const { version } = await jim.client.need('GET', `/handoffs/${some.id}`)
        await jim.client.need('POST', `/handoffs/${some.id}/steps/${step}`, {}, { 'If-Match': `"${version}"` })
      }
      const handoffs = (await jim.client.need('GET', '/handoffs?role=mine')).items
      const under = facts.map((one) => {
        const handoff = handoffs.find((each) => each.account.name === one.name)
        return { ...one, completion: handoff?.completion ?? 0, isPlanned: Boolean(handoff) }
      })
      const later = await pageOf(jim)
      compare(later, under, model, {}, expect, 'with handoffs under way')
      expect('one of the handoffs is on its way', handoffs.some((one) => one.completion > 0.1), handoffs.map((one) => one.completion))
    } finally {
      await server.stop()
    }
  })
}

const near = (a, b, by) => Math.abs(a - b) <= by

function compare(page, facts, m, asked, expect, when) {
  const valued = facts.filter((one) => one.revenue !== null)
  const values = valued.map((one) => one.revenue)
  const stake = values.reduce((a, b) => a + b, 0)
  const permille = (p) => Math.round(1000 * p)
  for (const one of facts) {
    const seen = page.accounts.find((each) => each.account.name === one.name)
    const chance = permille(chanceOf(one, m, asked))
    expect(`${when}: the chance of ${one.name}`, seen && near(seen.chance_permille, chance, 1), [seen?.chance_permille, chance, one])
    expect(`${when}: the share of ${one.name}`, seen && (one.share === null ? seen.share_permille === null && seen.has_second === null : near(seen.share_permille, permille(one.share), 1) && seen.has_second === one.hasSecond), [seen?.share_permille, one])
    const ends = one.share === null ? [chanceOf(one, m, { ...asked, share: 0, hasSecond: true }), chanceOf(one, m, { ...asked, share: 1 })].map(permille) : [chance, chance]
    expect(`${when}: the range of ${one.name}`, seen && near(seen.chance_low_permille, ends[0], 1) && near(seen.chance_high_permille, ends[1], 1), [seen?.chance_low_permille, seen?.chance_high_permille, ends])
  }
  const moments = { now: {}, before: { completion: 0 }, after: null }
  for (const [moment, changed] of Object.entries(moments)) {
    const chances = valued.map((one) => chanceOf(one, m, { ...asked, ...(changed ?? (one.isPlanned ? { completion: 1 } : {})) }))
    const risk = riskOf(values, chances, m)
    const cell = (stake / (moment === 'now' ? 4000 : 1000)) * values.length
    const seen = page[moment]
    expect(`${when}: expected, ${moment}`, near(seen.expected_minor, risk.expected, cell / 4), [seen.expected_minor, risk.expected])
    for (const [figure, value] of Object.entries({ low: risk.low, high: risk.high, bad_year: risk.bad_year, worst: risk.worst })) {
      expect(`${when}: ${figure}, ${moment}`, near(seen[`${figure}_minor`], value, cell), [seen[`${figure}_minor`], value, cell])
    }
    if (moment !== 'now') continue
    valued.forEach((one, j) => {
      const part = page.accounts.find((each) => each.account.name === one.name)?.part_of_worst_minor
      expect(`${when}: the part of ${one.name}`, near(part, risk.parts[j], cell), [part, risk.parts[j], cell])
    })
    const sum = page.accounts.reduce((total, each) => total + each.part_of_worst_minor, 0)
    expect(`${when}: the parts add up`, near(sum, seen.worst_minor, page.accounts.length), [sum, seen.worst_minor])
  }
  expect(`${when}: what is not known is counted`, page.without_revenue === 1 && page.without_ties === 1, [page.without_revenue, page.without_ties])
}

// What is expected to be lost of all of them.
const expectedOf = (facts, m, changed = {}) =>
  facts.reduce((sum, one) => {
    const chance = chanceOf(one, m, changed[one.name] ?? {})
    return sum + (one.revenue ?? 0) * (chance + (1 - chance) * m.contraction)
  }, 0)

// Who should build a second tie next: each line is the expected loss of all clients without and with the tie, worked out anew for every
// assumption at both its ends.
async function compareSecondTies(jim, facts, successors, expect, when) {
  const seen = await jim.client.need('GET', `/people/${jim.id}/second-ties`)
  const firstNames = { 'Jada Ellis': 'jada', 'Tom Reyes': 'tom' }
  const models = [
    {}, { typical: 0.132 }, { typical: 0.176 }, { share: 1 }, { share: 3 }, { completion: 0 }, { completion: 0.8 },
    { contraction: 0, typical: GOES }, { contraction: 0.1, typical: GOES + (1 - GOES) * 0.1 }, { second: -0.2 }, { second: -1.2 },
  ].map((change) => ({ ...model, ...change }))
  const alone = facts.filter((one) => one.share > 0 && !one.hasSecond)
  const together = models.map(() => 0)
  for (const one of alone) {
    const line = seen.items.find((each) => each.account.name === one.name)
    expect(`second ties, ${when}: ${one.name} is one`, Boolean(line), seen.items)
    if (!line) continue
    const closest = ['jada', 'tom'].filter((name) => (one.shares[name] ?? 0) >= 0.05).sort((a, b) => one.shares[b] - one.shares[a])[0]
    const named = firstNames[line.colleague?.name]
    const wanted = successors[one.name] ? firstNames[successors[one.name]] : closest
    expect(`second ties, ${when}: who builds that with ${one.name}`, named && (!wanted || named === wanted), [line.colleague, wanted])
    expect(`second ties, ${when}: why`, line.reason === (successors[one.name] ? 'takes_over' : closest ? 'in_touch' : 'fits'), line)
    const then = { share: one.share / (1 - (one.shares[named] ?? 0) + 0.25 * one.share), hasSecond: true }
    const chances = [chanceOf(one, model), chanceOf(one, model, then)].map((p) => Math.round(1000 * p))
    expect(`second ties, ${when}: the chances of ${one.name}`, near(line.chance_permille, chances[0], 1) && near(line.chance_then_permille, chances[1], 1), [line, chances])
    const gains = models.map((m) => expectedOf(facts, m) - expectedOf(facts, m, { [one.name]: then }))
    gains.forEach((gain, i) => (together[i] += gain))
    const falls = models.map((m) => 1000 * (chanceOf(one, m) - chanceOf(one, m, then)))
    expect(`second ties, ${when}: the range of the chance of ${one.name}`, near(line.fall_low_permille, Math.min(...falls), 1) && near(line.fall_high_permille, Math.max(...falls), 1), [line, falls])
    if (one.revenue === null) {
      expect(`second ties, ${when}: no revenue, no money`, line.gain_minor === null && line.gain_low_minor === null, line)
      continue
    }
    const money = [gains[0], Math.min(...gains), Math.max(...gains)]
    expect(`second ties, ${when}: what ${one.name} takes off`, [line.gain_minor, line.gain_low_minor, line.gain_high_minor].every((value, i) => near(value, money[i], 20)), [line, money])
  }
  expect(`second ties, ${when}: these and no others`, seen.items.length === alone.length && seen.left_out === 0 && seen.without_ties === facts.filter((one) => one.share === null).length, seen.items)
  expect(`second ties, ${when}: all together`, near(seen.gain_minor, together[0], 40) && near(seen.gain_low_minor, Math.min(...together), 40) && near(seen.gain_high_minor, Math.max(...together), 40), [seen.gain_minor, together])
  const order = seen.items.map((each) => each.gain_minor ?? -1)
  expect(`second ties, ${when}: what takes most off first`, order.every((gain, i) => i === 0 || gain <= order[i - 1]), order)
  expect(`second ties, ${when}: who decides and knows nobody else`, seen.items[0]?.contact?.name === 'First Contact of Larmar Freight' && seen.items[0].contact_is_alone, seen.items[0])
}

// The tie comes to be, closer than what just counts: the page falls by as much as was said or more, and the client is not in the list any more.
async function compareTheTie(jim, people, expect) {
  const sum = (page) => page.accounts.reduce((total, one) => total + one.expected_minor, 0)
  const before = sum(await pageOf(jim))
  const [line] = (await jim.client.need('GET', `/people/${jim.id}/second-ties`)).items
  await jim.client.need('POST', `/contacts/${line.contact.id}/ties/${people.jada.id}`, { said: 'well' })
  const after = sum(await pageOf(jim))
  expect('second ties: the page falls when the tie is there', before - after >= line.gain_minor - 5 && before - after <= line.gain_high_minor * 1.5, [before - after, line])
  const left = (await jim.client.need('GET', `/people/${jim.id}/second-ties`)).items
  expect('second ties: and the client is not in the list', !left.some((one) => one.account.id === line.account.id), left)
  await jim.client.need('DELETE', `/contacts/${line.contact.id}/ties/${people.jada.id}`)
}

// The first is what gains most for its time; after each the worst is as a computation of that book says.
function compareSteps(page, facts, expect) {
  const valued = facts.filter((one) => one.revenue !== null)
  const values = valued.map((one) => one.revenue)
  const cell = (values.reduce((a, b) => a + b, 0) / 1000) * values.length
  const worstWith = (done) => riskOf(values, valued.map((one) => chanceOf(one, model, done.has(one.name) ? { completion: 1 } : {})), model).worst
  const start = worstWith(new Set())
  const gains = valued.map((one) => ({ name: one.name, gain: start - worstWith(new Set([one.name])) })).sort((a, b) => b.gain - a.gain)
  const done = new Set()
  page.steps.forEach((step, i) => {
    if (i === 0) expect('the first step gains most', gains[0].gain - gains.find((one) => one.name === step.account.name).gain <= cell, [step, gains])
    done.add(step.account.name)
    expect(`the worst after step ${i + 1}`, near(step.worst_after_minor, worstWith(done), cell), [step, worstWith(done)])
    expect(`the time of step ${i + 1}`, step.minutes === HANDOFF_MINUTES, step.minutes)
  })
  expect('each client is a step', page.steps.length >= values.length, page.steps.length)
}

// The list of all, once it is worked out by what holds now: the range of all that is assumed, and what moves the worst most.
async function compareList(jim, page, facts, expect) {
  let line
  for (const end = Date.now() + LIST_PATIENCE; ; await new Promise((done) => setTimeout(done, 300))) {
    line = (await jim.client.need('GET', '/departures')).people.find((one) => one.person.id === jim.id)
    if ((line && near(line.expected_minor, page.now.expected_minor, 1)) || Date.now() > end) break
  }
  const ranges = rangesOf(facts)
  const cell = cellOf(facts)
  expect('the list: what moves the worst most', line && line.assumed.text === page.sensitivities[0].text, [line?.assumed, page.sensitivities])
  expect('the list: from the lowest', line && near(line.assumed.low_minor, Math.min(...ranges.map(([low]) => low)), cell), [line?.assumed, ranges])
  expect('the list: to the highest', line && near(line.assumed.high_minor, Math.max(...ranges.map(([, high]) => high)), cell), [line?.assumed, ranges])
  for (const [end, options] of Object.entries({ low: { share: 0, hasSecond: true }, high: { share: 1 } })) {
    const wanted = facts.reduce((sum, one) => {
      const chance = chanceOf(one, model, one.share === null ? options : {})
      return sum + (one.revenue ?? 0) * (chance + (1 - chance) * model.contraction)
    }, 0)
    expect(`the list: expected, ${end}`, line && near(line[`expected_${end}_minor`], wanted, 10), [line, wanted])
  }
}

function compareSensitivities(page, facts, expect) {
  const wanted = rangesOf(facts).sort((a, b) => b[1] - b[0] - (a[1] - a[0]))
  const cell = cellOf(facts)
  const seen = page.sensitivities.map((one) => [one.low_minor, one.high_minor])
  expect('what it depends on, from the widest', seen.length === wanted.length && seen.every(([low, high], i) => near(low, wanted[i][0], cell) && near(high, wanted[i][1], cell)), [seen, wanted, cell])
}

// Of the coarser grid.
function cellOf(facts) {
  const values = facts.filter((one) => one.revenue !== null).map((one) => one.revenue)
  return (values.reduce((a, b) => a + b, 0) / 1000) * values.length
}

// The worst at both ends of each thing that is assumed.
function rangesOf(facts) {
  const valued = facts.filter((one) => one.revenue !== null)
  const values = valued.map((one) => one.revenue)
  const worst = (changes) => {
    const m = { ...model, ...changes }
    return riskOf(values, valued.map((one) => chanceOf(one, m)), m).worst
  }
  const ends = [
    [{ typical: 0.132 }, { typical: 0.176 }],
    [{ share: 1 }, { share: 3 }],
    [{ correlation: 0 }, { correlation: 0.4 }],
    [{ completion: 0 }, { completion: 0.8 }],
    [{ contraction: 0, typical: GOES }, { contraction: 0.1, typical: GOES + (1 - GOES) * 0.1 }],
  ]
  return ends.map((pair) => pair.map(worst).sort((a, b) => a - b))
}
