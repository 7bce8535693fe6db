// The client's page as the world reaches it: opened, answered, sent twice, guessed, misused. No scenario says this, since it is
// no part of the API.
import { found, hire } from './cast.mjs'
import { withDatabase } from './database.mjs'
import { Client, run, startServer } from './server.mjs'

const MEGABYTE = 1 << 20
const form = (fields) => new URLSearchParams(fields).toString()
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

// As a browser does: its own origin, no cookie, redirects shown.
async function open(url, { method = 'GET', body, headers = {} } = {}) {
  const answer = await fetch(url, { method, body, headers, redirect: 'manual' })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const answer = (url, fields, headers = {}) =>
  open(url, { method: 'POST', body: form(fields), headers: { ...FORM, Origin: new URL(url).origin, ...headers } })

// A manager with a client on the way to a rep, by a plan, and a page for its contact.
async function makePage(manager, reps, account, contact) {
  const made = await manager.need('POST', '/accounts', { name: account, industry: 'Freight', revenue_minor: 100_000, load_minutes: 30 })
  const person = await manager.need('POST', `/accounts/${made.id}/contacts`, { name: contact, email: 'bill@client.example' })
  let plan = await manager.need('POST', '/plans', { account_ids: [made.id], rules: { keep_below_fit: 0 } })
  const assign = [{ account_id: made.id, person_id: reps[0] }]
  plan = await manager.need('POST', `/plans/${plan.id}/changes`, { assign }, { 'If-Match': `"${plan.version}"` })
  await manager.need('POST', `/plans/${plan.id}/approval`, undefined, { 'If-Match': `"${plan.version}"` })
  const handoff = (await manager.need('GET', '/handoffs')).items.find((one) => one.account.id === made.id)
  const link = await manager.need('POST', `/handoffs/${handoff.id}/client-link`, { contact_id: person.id })
  return { handoff, link, url: link.url, answers: async () => (await manager.need('GET', `/handoffs/${handoff.id}/client-answers`)).items }
}

async function openAndAnswer({ url, answers }, jada, expect) {
  const page = await open(url)
  expect('the page opens', page.status === 200 && page.text.includes('Jada Ellis is going to look after Larmar Freight'), page.text.slice(0, 300))
  const header = (name) => page.headers.get(name) ?? ''
  expect('no script and nothing from elsewhere', /^default-src 'none'; style-src 'sha256-/.test(header('content-security-policy')) && !page.text.includes('<script'))
  expect('no search engine, no cache, no frame', header('x-robots-tag').includes('noindex') && header('cache-control') === 'no-store' && header('x-frame-options') === 'DENY')
  expect('its address goes nowhere', header('referrer-policy') === 'same-origin' && !page.text.includes(url.split('/').pop()))
  expect('it names nobody else', !page.text.includes('Bexley') && !page.text.includes('permille') && !page.text.includes('$'))

  for (const method of ['GET', 'HEAD']) await open(`${url}?answer=accept&text=yes`, { method })
  expect('a GET answers nothing', (await answers()).length === 0)
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    expect(`${method} is refused`, [405, 400].includes((await open(url, { method, body: form({ answer: 'accept' }), headers: FORM })).status))
  }
  const said = await answer(url, { answer: 'accept' })
  expect('a yes is taken', said.status === 303 && said.headers.get('location') === new URL(url).pathname, said.text)
  const atOnce = await Promise.all([1, 2, 3, 4].map(() => answer(url, { answer: 'other', text: 'at once' })))
  expect('sent four times at once it is one', atOnce.every((one) => one.status === 303) && (await answers()).length === 2, atOnce.map((one) => one.status))
  await answer(url, { answer: 'accept' })
  expect('sent twice it is one', (await answer(url, { answer: 'accept' })).status === 303 && (await answers()).length === 3)
  expect('the page thanks', (await open(url)).text.includes('Thank you, Bill'))
  await answer(url, { answer: 'question', text: 'Who sends the <bill>?\r\nSince when?' })
  const [question] = await answers()
  expect('a question is kept as it was typed', question?.text === 'Who sends the <bill>?\nSince when?', question)
  expect('and shown as text', (await open(url)).text.includes('Who sends the &lt;bill&gt;?'))
  const notices = (await jada.need('GET', '/notices')).items.map((one) => one.text)
  expect('the successor hears of both', notices.some((text) => text.startsWith('Bill Larmar said yes')) && notices.some((text) => text.includes('has a question')), notices)
}

async function wish({ url, answers, handoff }, manager, others, expect) {
  const offered = [...(await open(url)).text.matchAll(/name="person" value="(\d+)"/g)].map((match) => match[1])
  expect('the next best of the plan are offered', offered.length > 0 && offered.every((id) => others.includes(id)), offered)
  await answer(url, { answer: 'other', person: offered[0], text: '' })
  const [wanted] = await answers()
  expect('a wish is kept', wanted?.kind === 'other' && wanted.wanted?.id === offered[0], wanted)
  const after = await manager.need('GET', `/handoffs/${handoff.id}`)
  expect('and moves nothing', after.stage === handoff.stage && after.to.id === handoff.to.id, after)
  expect('it is evidence of a choice', after.steps.some((step) => step.kind === 'client_choice' && step.is_done), after.steps)
  const card = (await manager.need('GET', '/board')).stages.flatMap((stage) => stage.items).find((one) => one.handoff?.id === handoff.id)
  expect('it stands on the board', card?.answer?.wanted?.id === offered[0], card)
  const log = await manager.need('GET', '/actions')
  const action = log.items.find((one) => one.kind === 'client_answer.create')
  const undo = action ? await manager.ask('POST', `/actions/${action.id}/undo`) : null
  expect('nobody takes it back', !undo || [404, 409].includes(undo.status), undo)
}

async function misuse({ url, answers }, expect) {
  const before = (await answers()).length
  const cases = {
    'from another site': answer(url, { answer: 'accept' }, { Origin: 'https://elsewhere.example' }),
    'from another site without an origin': open(url, { method: 'POST', body: form({ answer: 'accept' }), headers: { ...FORM, 'Sec-Fetch-Site': 'cross-site' } }),
    'no such answer': answer(url, { answer: 'never' }),
    'a field that is none': answer(url, { answer: 'accept', stage: 'owned' }),
    'a field twice': open(url, { method: 'POST', body: 'answer=accept&answer=other', headers: FORM }),
    'no UTF-8': open(url, { method: 'POST', body: 'answer=question&text=%FF%FE', headers: FORM }),
    'a NUL': open(url, { method: 'POST', body: 'answer=question&text=a%00b', headers: FORM }),
    'half an escape': open(url, { method: 'POST', body: 'answer=question&text=%E', headers: FORM }),
    'a megabyte': open(url, { method: 'POST', body: 'answer=question&text=' + 'a'.repeat(MEGABYTE), headers: FORM }),
    'a file': open(url, { method: 'POST', body: 'x', headers: { 'Content-Type': 'application/octet-stream' } }),
    'too long': answer(url, { answer: 'question', text: 'a'.repeat(2001) }),
    'an empty question': answer(url, { answer: 'question', text: ' ' }),
    'somebody who was not offered': answer(url, { answer: 'other', person: '17' }),
  }
  for (const [name, asked] of Object.entries(cases)) {
    const { status } = await asked
    expect(`${name} is refused`, status >= 400 && status < 500, status)
  }
  expect('none of it was taken', (await answers()).length === before)
  const kept = await answer(url, { answer: 'question', text: `${'a'.repeat(2001)}<b>` })
  expect('what was typed stays on the page', kept.status === 422 && kept.text.includes('aaa&lt;b&gt;</textarea>'))
}

async function leadNowhere({ link, url, handoff }, manager, server, expect) {
  const nowhere = await open(`${server.url}/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`)
  expect('an address that nobody made', nowhere.status === 404 && nowhere.text.includes('This page is not here any more'), nowhere.text)
  expect('its page has the same policy', (nowhere.headers.get('content-security-policy') ?? '').startsWith("default-src 'none'"))
  await manager.need('DELETE', `/handoffs/${handoff.id}/client-links/${link.id}`)
  const closed = await open(url)
  expect('one that was closed looks the same', closed.status === 404 && closed.text === nowhere.text)
  expect('and takes no answer', (await answer(url, { answer: 'accept' })).status === 404)
}

// What the former owner notes by hand is looked at for a takeover at once, not only minutes later.
async function noteACall({ handoff }, manager, expect) {
  const account = await manager.need('GET', `/accounts/${handoff.account.id}`)
  const call = { kind: 'call', starts_at: new Date().toISOString(), minutes: 10, contact_ids: [account.contacts[0].id] }
  await manager.need('POST', `/accounts/${account.id}/activities`, call)
  let asked = []
  for (let tries = 0; tries < 300 && asked.length === 0; ++tries) {
    await new Promise((done) => setTimeout(done, 200))
    asked = (await manager.need('GET', '/takeovers?mine=true')).items
  }
  expect('a call that is noted is asked about', asked.length === 1 && asked[0].account.id === account.id, asked)
}

async function guess(server, other, expect) {
  let waits = null
  let right = null
  // Where the first wait, of a second, is over before the right address is asked for, a further guess makes it longer.
  for (let tries = 0; tries < 80 && right?.status !== 429; ++tries) {
    const asked = await open(`${server.url}/c/guess-${tries}`)
    if (asked.status === 429) [waits, right] = [asked, await open(other.url)]
    else if (asked.status !== 404) return expect('a guess leads nowhere', false, asked.status)
  }
  expect('who guesses waits', waits?.text.includes('One moment, please') && Number(waits.headers.get('retry-after')) >= 1, waits)
  expect('also before an address that is right', right?.status === 429, right?.status)
}

export async function openClientPages(binary, conninfo, report) {
  await withDatabase(conninfo, async (database) => {
    const server = await startServer(binary, { database, args: ['--demo-sign-in', 'true'] })
    const expect = (name, holds, seen) => report(`client: ${name}`, holds ? null : JSON.stringify(seen ?? 'not so').slice(0, 600))
    try {
      const { client: ada } = await found(server, server.setupToken(), 'Larmar Test', 'Ada Admin', 'ada@test.example')
      const jim = await hire(server, ada, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager' })
      const rep = (name) => hire(server, ada, { name, email: `${name.slice(0, 3).toLowerCase()}@test.example`, manager_id: jim.id, capacity_minutes: 900 })
      const [jada, tom, lena] = [await rep('Jada Ellis'), await rep('Tom Reyes'), await rep('Lena Koch')]
      const page = await makePage(jim.client, [jada.id], 'Larmar Freight', 'Bill Larmar')
      run(binary, ['demo', 'create', '--data', server.folder, ...(database ? ['--database', database] : [])])
      const stranger = new Client(server.url)
      await stranger.need('POST', '/demo/session', { as: 'jim' })
      const { person } = await stranger.need('GET', '/session')
      const theirs = (await stranger.need('GET', '/people')).items.find((one) => one.manager_id === person.id)
      const other = await makePage(stranger, [theirs.id], 'Strange Harbour', 'Bo Strange')
      const shown = (await open(other.url)).text
      expect('another organization shows its own', shown.includes('Strange Harbour') && !shown.includes('Larmar Freight'), shown.slice(0, 300))

      await openAndAnswer(page, jada.client, expect)
      await noteACall(page, jim.client, expect)
      await wish(page, jim.client, [tom.id, lena.id], expect)
      await misuse(page, expect)
      await leadNowhere(page, jim.client, server, expect)
      await guess(server, other, expect)
      expect('the log holds no address', !server.log().includes(page.url.split('/').pop()))
    } finally {
      await server.stop()
    }
  })
}
