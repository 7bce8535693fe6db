// What the page "What an hour costs" says, held against a computation of its own: nothing here comes from the server but what was put in.
// Wins and amounts from the rows of a deals export, hours from meetings and from what was said, rates and chances by sums over a grid.
import { setTimeout as sleep } from 'node:timers/promises'
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { startServer } from './server.mjs'

const DAY = 24 * 60 * 60_000
const settings = { margin: 0.3, added: 0.45, selling: 20, preparation: 15 }
const priors = { sceptic: [0.02, 0.04], usual: [0.08, 0.08], enthusiast: [0.25, 0.15] }
const PRIOR_HOURS = 80
const WEEKS = 52
const WEEKS_KNOWN = 10

// Owner, weeks ago, amount; null: none is known.
const deals = [
  ['Jim Calder', 3, 90_000], ['Jim Calder', 8, 40_000], ['Jada Ellis', 2, 60_000], ['Jada Ellis', 4, 30_000], ['Jada Ellis', 6, 45_000], ['Jada Ellis', 11, 52_000],
  ['Tom Reyes', 5, 38_000], ['Tom Reyes', 9, 71_000], ['Tom Reyes', 30, 20_000], ['Tom Reyes', 60, 500_000], ['Jada Ellis', 7, null],
]
const lost = [['Jim Calder', 4], ['Jada Ellis', 5], ['Tom Reyes', 6], ['Tom Reyes', 7]]

// So many weeks before the running one, at noon in Chicago.
function noon(weeksAgo, day = 1) {
  const today = new Date(`${new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(new Date())}T18:00:00Z`)
  const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * DAY
  return new Date(monday + (day - 7 * weeksAgo) * DAY)
}
const iso = (date) => date.toISOString()

// Meetings with a client: weeks ago, minutes, who of us. Of Jim and Jada so much of ten weeks is told that they are known, of Tom too little.
const meetings = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].flatMap((week) => [
  [week, 600, ['jim'], 0], [week, 600, ['jim'], 1], [week, 60, ['jim', 'jada'], 2], [week, 660, ['jada'], 3], [week, 600, ['jada'], 4], [week, 60, ['tom'], 3],
])
// What Jim said: weeks ago, minutes, kind.
const said = [[2, 60, 'selling'], [3, 30, 'selling'], [4, 60, 'admin'], [5, 45, 'coaching']]

function logGamma(x) {
  const g = [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7]
  let sum = 0.99999999999980993
  g.forEach((c, i) => (sum += c / (x + i)))
  const t = x + g.length - 1.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}
const gammaDensity = (x, shape, rate) => Math.exp(shape * Math.log(rate) + (shape - 1) * Math.log(x) - rate * x - logGamma(shape))
const betaDensity = (x, a, b) => Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b))
function normalBelow(z) {
  let sum = 0
  const step = (z + 9) / 4000
  if (z <= -9) return 0
  if (z >= 9) return 1
  for (let i = 0; i < 4000; ++i) sum += Math.exp(-((-9 + (i + 0.5) * step) ** 2) / 2) * step
  return sum / Math.sqrt(2 * Math.PI)
}

// w times theta, as weighted points.
function productOf(shape, rate, a, b) {
  const top = (shape + 12 * Math.sqrt(shape) + 12) / rate
  const points = []
  const n = 400
  for (let i = 0; i < n; ++i) {
    const w = ((i + 0.5) / n) * top
    const chance = (gammaDensity(w, shape, rate) * top) / n
    if (chance < 1e-13) continue
    for (let j = 0; j < 200; ++j) {
      const theta = (j + 0.5) / 200
      points.push([w * theta, (chance * betaDensity(theta, a, b)) / 200])
    }
  }
  points.sort((x, y) => x[0] - y[0])
  const all = points.reduce((sum, one) => sum + one[1], 0)
  return points.map(([value, chance]) => [value, chance / all])
}
function quantile(points, p) {
  let below = 0
  for (const [value, chance] of points) if ((below += chance) >= p) return value
  return points.at(-1)[0]
}

// What went in and what comes out, from the lists above.
function expectOf({ reps = 1, weekly = null } = {}) {
  const isIn = (week) => week >= 1 && week <= WEEKS
  const won = deals.filter(([, week]) => isIn(week))
  const known = won.filter(([, , amount]) => amount !== null)
  const margin = (settings.margin * known.reduce((sum, [, , amount]) => sum + amount, 0)) / known.length
  const repWins = won.filter(([owner]) => owner !== 'Jim Calder').length
  const base = repWins / (2 * WEEKS)
  const repHour = (margin * base) / settings.selling
  const selling = (who) => {
    const times = meetings.filter(([, , people]) => people.includes(who) && (who !== 'jim' || people.length === 1))
    return times.reduce((sum, [, minutes]) => sum + minutes, 0) + (who === 'jim' ? said.filter(([, , kind]) => kind === 'selling').reduce((sum, [, minutes]) => sum + minutes, 0) : 0)
  }
  const first = Math.max(...meetings.map(([week]) => week)) // the first week that is known, of both
  const winsOf = (owner) => won.filter(([who, week]) => who === owner && week <= first).length
  const units = [['jim', 'Jim Calder'], ['jada', 'Jada Ellis']].map(([who, owner]) => [winsOf(owner), selling(who) / 60])
  const share = WEEKS_KNOWN / first // those that are not known count as the others
  for (const one of units) one[1] /= share
  const own = weekly === null ? units[0] : [won.filter(([owner]) => owner === 'Jim Calder').length, weekly * WEEKS]
  const seen = [own, units[1]]
  // Fewer than five: their common rate, worth the own hours, so that the own weigh one half at most.
  const common = seen.reduce((sum, [wins]) => sum + wins, 0) / seen.reduce((sum, [, hours]) => sum + hours, 0)
  const worth = Math.max(Math.max(own[1], PRIOR_HOURS), 1 / common)
  const rate = { shape: common * worth + own[0], rate: worth + own[1] }
  const scale = margin * base * reps
  const points = productOf(rate.shape, rate.rate, 20 * settings.added, 20 * (1 - settings.added))
  const sell = { median: margin * quantile(points, 0.5), low: margin * quantile(points, 0.1), high: margin * quantile(points, 0.9) }
  const preparation = (settings.preparation / 60) * sell.median
  const cost = reps * repHour + preparation
  const lifts = Object.fromEntries(Object.entries(priors).map(([name, [mean, deviation]]) => {
    const coach = (z) => scale * (Math.exp(mean + z * deviation) - 1) - cost
    let chance = 0
    // Neighbours of the same value are taken together: the same sum, sooner.
    for (let i = 0; i < points.length; i += 40) {
      const some = points.slice(i, i + 40)
      const weight = some.reduce((sum, one) => sum + one[1], 0)
      if (weight < 1e-9) continue
      const value = some.reduce((sum, one) => sum + one[0] * one[1], 0) / weight
      chance += weight * (1 - normalBelow((Math.log(1 + (margin * value + cost) / scale) - mean) / deviation))
    }
    return [name, { chance, median: coach(0), low: coach(-1.2815515655446004), high: coach(1.2815515655446004) }]
  }))
  return { margin, base, repHour, rate, sell, lifts, ownWeight: own[1] / (worth + own[1]), preparation, breakEven: (sell.median + cost) / scale, minutes: selling('jim'), weeks: first, won, known }
}

const day = (week) => iso(noon(week)).slice(0, 10)
const rowOf = (owner, week, amount, stage, i) => `Deal ${stage} ${i},${owner},Client ${i % 3},${stage},${amount ?? ''},${day(week)},${day(week + 8)}\n`
const closed = () => deals.map(([owner, week, amount], i) => rowOf(owner, week, amount, 'Closed Won', i)).join('') + lost.map(([owner, week], i) => rowOf(owner, week, 10_000, 'Closed Lost', i)).join('')

async function bringDeals(ada, people, rows) {
  const header = 'Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Created Date\n'
  const form = new FormData()
  form.append('files', new Blob([header + rows], { type: 'text/csv' }), 'opportunities.csv')
  const made = await ada.need('POST', '/imports', form)
  const owners = made.owners.map((one) => ({ key: one.key, person_id: people[Object.keys(people).find((name) => JSON.stringify(one).includes(name))].id }))
  await ada.need('PATCH', `/imports/${made.id}`, { owners }, { 'If-Match': `"${made.version}"` })
  await ada.need('POST', `/imports/${made.id}/run`)
  for (let i = 0; i < 1200; ++i, await sleep(50)) {
    const one = await ada.need('GET', `/imports/${made.id}`)
    if (one.state !== 'running') return one
  }
  throw new Error('the import takes too long')
}

// An order of 40,000 at Jada's client: like it is what closed with 10,000 to 160,000. So few of the team are believed to be alike before: worth
// as much as the own deals. Ranges by a sum over the density.
function chanceOf(owner) {
  const alike = deals.filter(([, , amount]) => amount >= 10_000 && amount <= 160_000)
  const count = (rows) => rows.filter(([who]) => who === owner).length
  const [won, all] = [count(alike), count(alike) + count(lost)]
  const common = (alike.length + 0.5) / (alike.length + lost.length + 1)
  const [a, b] = [won + all * common, all - won + all * (1 - common)]
  const points = Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000).map((x) => [x, betaDensity(x, a, b) / 20_000])
  const percent = (x) => Math.round(100 * x) / 100
  return { won, closed: all, chance: percent(a / (a + b)), low: percent(quantile(points, 0.1)), high: percent(quantile(points, 0.9)) }
}

const near = (a, b, by) => Math.abs(a - b) <= by * Math.max(Math.abs(a), Math.abs(b), 1e-9)

function compare(page, wanted, when, expect) {
  const input = (key) => page.inputs.find((one) => one.key === key)
  expect(`${when}: the margin of a win`, near(input('margin').value, 100 * wanted.margin, 1e-9) && input('margin').count === wanted.known.length && page.without_amount === wanted.won.length - wanted.known.length, input('margin'))
  expect(`${when}: wins of a rep in a week`, near(input('base_wins').value, wanted.base, 1e-9), [input('base_wins'), wanted.base])
  expect(`${when}: a rep's hour`, near(input('rep_hour').value, 100 * wanted.repHour, 1e-9), [input('rep_hour'), wanted.repHour])
  expect(`${when}: wins in an own hour`, near(input('own_rate').value, wanted.rate.shape / wanted.rate.rate, 1e-9) && near(page.own_weight, wanted.ownWeight, 1e-9), [input('own_rate'), wanted.rate, page.own_weight, wanted.ownWeight])
  expect(`${when}: preparing, of the own hour as it is shown`, near(input('preparation').value, 100 * wanted.preparation, 0.01) && near(input('preparation').value, page.priors[1].sell.median_minor / 4, 0.001), [input('preparation'), wanted.preparation])
  expect(`${when}: the break-even`, near(page.break_even, wanted.breakEven, 0.01), [page.break_even, wanted.breakEven])
  for (const one of page.priors) {
    const lift = wanted.lifts[one.name]
    expect(`${when}: what is believed, ${one.name}`, one.judged === priors[one.name][0], one)
    expect(`${when}: the own hour, ${one.name}`, ['median', 'low', 'high'].every((end) => near(one.sell[`${end}_minor`], 100 * wanted.sell[end], 0.01)), [one.sell, wanted.sell])
    expect(`${when}: the hour with reps, ${one.name}`, ['median', 'low', 'high'].every((end) => Math.abs(one.coach[`${end}_minor`] - 100 * lift[end]) <= 2), [one.coach, lift])
    expect(`${when}: the chance, ${one.name}`, Math.abs(one.chance_coach - lift.chance) < 0.004, [one.chance_coach, lift.chance])
  }
  const chances = page.priors.map((one) => one.chance_coach > 0.5)
  const saying = chances.every((one) => !one) ? ['sell'] : chances.every(Boolean) ? ['leaning', 'coach'] : ['undecided']
  expect(`${when}: what is said`, saying.includes(page.saying) && page.evidence === 'assumption' && !page.may_show_money, [page.saying, chances])
}

export async function compareHours(binary, conninfo, report) {
  const expect = (name, holds, shown = '') => report(`hour figures: ${name}`, holds ? null : `it does not hold ${JSON.stringify(shown).slice(0, 600)}`)
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database })
    try {
      const { client: ada } = await found(server, server.setupToken(), 'Northwind', 'Ada Admin', 'ada@northwind.example')
      const jim = await hire(server, ada, { name: 'Jim Calder', email: 'jim@northwind.example', role: 'manager' })
      const jada = await hire(server, ada, { name: 'Jada Ellis', email: 'jada@northwind.example', manager_id: jim.id })
      const tom = await hire(server, ada, { name: 'Tom Reyes', email: 'tom@northwind.example', manager_id: jim.id })
      const people = { jim, jada, tom }
      const brought = await bringDeals(ada, { 'Jim Calder': jim, 'Jada Ellis': jada, 'Tom Reyes': tom }, closed())
      expect('the deals come in', brought.state === 'done', brought.counts)
      const clients = {}
      for (const name of Object.keys(people)) {
        const { id } = await jim.client.need('POST', '/accounts', { name: `Of ${name}`, owner_id: people[name].id })
        clients[name] = { id, contact: (await jim.client.need('POST', `/accounts/${id}/contacts`, { name: `Contact of ${name}` })).id }
      }
      for (const [week, minutes, who, day] of meetings) {
        await people[who[0]].client.need('POST', `/accounts/${clients[who[0]].id}/activities`, { kind: 'meeting', starts_at: iso(noon(week, day)), minutes, contact_ids: [clients[who[0]].contact], person_ids: who.map((name) => people[name].id) })
      }
      for (const [week, minutes, kind] of said) await jim.client.need('POST', '/hours', { starts_at: iso(noon(week, 5)), minutes, kind })

      const page = await jim.client.need('GET', `/people/${jim.id}/hour`)
      const wanted = expectOf()
      compare(page, wanted, 'as recorded', expect)
      const { recorded } = page
      expect('the hours that are recorded', recorded.minutes === wanted.minutes && recorded.weeks === wanted.weeks && recorded.known_weeks === 10, [recorded, wanted.minutes, wanted.weeks])
      expect('what each side closed', page.own_closed.won === 2 && page.own_closed.closed === 3 && page.reps_closed.won === 8 && page.reps_closed.closed === 11, [page.own_closed, page.reps_closed])
      const tried = await jim.client.need('GET', `/people/${jim.id}/hour?reps=3&weekly_hours=6&moved_hours=2`)
      compare(tried, expectOf({ reps: 3, weekly: 6 }), 'three reps, six own hours', expect)
      expect('hours moved', near(tried.moved.lost.median_minor, 26 * tried.priors[1].sell.median_minor, 0.001), tried.moved)

      const own = await jim.client.need('GET', '/hours')
      const week = own.weeks.at(-1 - 2)
      expect('where a week went', week.selling_minutes === 1260 && week.deal_help_minutes === 60 && week.missing_minutes === week.working_minutes - 1320, week)
      await bringDeals(ada, { 'Jada Ellis': jada }, `Depot order,Jada Ellis,Of jada,Proposal,40000,${day(-6)},${day(2)}\n`)
      const door = await jim.client.need('GET', `/door/${clients.jada.id}`)
      const told = { ...chanceOf('Jada Ellis') }
      expect('how likely the rep wins an open deal', Object.entries(told).every(([key, value]) => Math.abs(door.chance.rep[key] - value) < 1e-9), [door.chance?.rep, told])
      expect('how likely the manager does, of too few', door.chance.saying === 'rep_only' && door.chance.manager.chance === null && door.chance.manager.closed === chanceOf('Jim Calder').closed, door.chance)
      expect('no money at the door below suggestive evidence', !JSON.stringify(door.worth).includes('$') && !JSON.stringify(door.chance).includes('$'), door.worth)
      const hers = await jada.client.need('GET', `/door/${clients.jada.id}`)
      expect('a rep at the door reads no chance of the manager', hers.chance === null, hers.chance)

      const rep = await jada.client.need('GET', `/people/${jada.id}/hour`)
      expect('a rep is told the own hour', rep.saying === 'own' && rep.priors.length === 0 && rep.own.median_minor > 0, rep.saying)
    } finally {
      await server.stop()
    }
  })
}
