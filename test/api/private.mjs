// What people wrote about a handoff is theirs: an administrator, who reads no handoffs, finds it in no list, search or log,
// and an undo brings it back unread.
const WORD = 'QUIXOTEXT'

export async function keepPrivate(clients, values, report) {
  const { ada, mara, otto } = clients
  const expect = (name, isGood, told = '') => report(`private: ${name}`, isGood ? null : told || 'it is not so')
  const deeds = []
  const write = async (client, method, path, body, version) => {
    const answer = await client.ask(method, path, body, version === undefined ? {} : { 'If-Match': `"${version}"` })
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    const deed = answer.headers.get('Baton-Action')
    if (deed) deeds.push(deed)
    return { ...answer.body, deed }
  }

  const account = await mara.need('POST', '/accounts', { name: 'Plover Quay', industry: 'Freight', revenue_minor: 90000, load_minutes: 30 })
  const contact = await mara.need('POST', `/accounts/${account.id}/contacts`, { name: 'Pia Plover', email: 'pia@plover.example' })
  const plan = await mara.need('POST', '/plans', { account_ids: [account.id], rules: { keep_below_fit: 0 } })
  await write(mara, 'POST', `/plans/${plan.id}/changes`, { assign: [{ account_id: account.id, person_id: values.otto }] }, plan.version)
  await write(mara, 'POST', `/plans/${plan.id}/approval`, undefined, plan.version + 1)
  const handoff = (await mara.need('GET', '/handoffs')).items.find((one) => one.account.id === account.id)
  const path = `/handoffs/${handoff.id}`

  const sheet = await write(mara, 'PATCH', `${path}/sheet`, { importance: WORD, summary: WORD, risks: WORD }, 0)
  await write(otto, 'POST', `${path}/sheet/read-back`, { text: `${WORD} in my own words, at some length` }, 1)
  const promise = await write(mara, 'POST', `/accounts/${account.id}/client-promises`, { title: WORD })
  const meeting = await write(mara, 'POST', `${path}/meetings`, {
    starts_local: '2031-12-02T17:00', minutes: 45, place: 'Pier 4', note: WORD, contact_ids: [contact.id],
  })
  await write(mara, 'POST', `/meetings/${meeting.id}/guests/${meeting.guests[0].id}/answer`, { participation: 'accepted', comment: WORD })
    .catch(() => null) // a comment may be the calendar's only
  const now = await mara.need('GET', path)
  await write(otto, 'POST', `${path}/stage`, { stage: 'declined', reason: WORD }, now.version)
  expect('they were noted', deeds.length >= 6, `${deeds.length} deeds`)

  const seen = []
  const look = async (what) => {
    const answer = await ada.ask('GET', what)
    if (answer.text.includes(WORD)) seen.push(what)
    return answer
  }
  for (const deed of deeds) {
    const answer = await look(`/actions/${deed}`)
    if (answer.status !== 200) seen.push(`${answer.status} /actions/${deed}`)
  }
  for (const what of ['/actions', `/search?q=${WORD}`, '/mails', '/notices', `/accounts/${account.id}`, `/accounts/${account.id}/activities`,
    `${path}`, `${path}/sheet`, `${path}/meetings`, `/meetings/${meeting.id}`, '/today']) await look(what)
  expect('an administrator reads them nowhere', seen.length === 0, seen.join(', '))
  const logged = (await ada.need('GET', `/actions/${sheet.deed}`)).changes.find((change) => change.table_name === 'handover_sheet')
  expect('the log says what changed', ['importance', 'summary', 'risks'].every((column) => logged.hidden.includes(column)), JSON.stringify(logged))
  const kept = await ada.ask('PATCH', `/client-promises/${promise.id}`, { is_kept: true }, { 'If-Match': '"1"' })
  expect('nor changes what she may not read', kept.status === 403, kept.text)

  const undone = await ada.ask('POST', `/actions/${promise.deed}/undo`)
  expect('an administrator takes a deed back unread', undone.status === 200 && !undone.text.includes(WORD), undone.text)
  const undoing = await ada.ask('GET', `/actions/${undone.headers.get('Baton-Action')}`)
  expect('also in the own undo', undoing.status === 200 && !undoing.text.includes(WORD), undoing.text)
  const left = await mara.need('GET', `${path}/sheet`)
  expect('what was taken back is gone, the rest stands', left.promises.length === 0 && left.importance === WORD, JSON.stringify(left))
}
