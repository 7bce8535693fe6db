// Two organizations with people who are signed in: what scenarios start from.
import { Client, run } from './server.mjs'

const PASSWORD = 'correct horse battery staple'

export async function found(server, token, organization, name, email) {
  const client = new Client(server.url)
  const me = await client.need('POST', `/invitations/${token}/acceptance`, {
    name,
    email,
    password: PASSWORD,
    organization_name: organization,
    currency: 'USD',
    time_zone: 'America/Chicago',
  })
  return { client, me }
}

// Adds a person and signs them in through an invitation, as people do it.
export async function hire(server, administrator, input) {
  const person = await administrator.need('POST', '/people', input)
  const { url } = await administrator.need('POST', `/people/${person.id}/invitation`)
  const client = new Client(server.url)
  await client.need('POST', `/invitations/${url.split('/').pop()}/acceptance`, {
    name: input.name,
    email: input.email,
    password: PASSWORD,
  })
  return { client, id: person.id }
}

// The demo is the second organization: its manager and administrator are the strangers.
async function callStranger(server, as) {
  const client = new Client(server.url)
  const me = await client.need('POST', '/demo/session', { as })
  return { client, id: me.person.id }
}

// REQUIRES: the server was started with --demo-sign-in true.
export async function makeCast(server, binary, database) {
  const clients = { nobody: new Client(server.url) }
  const values = {}
  const add = (key, { client, id }) => {
    clients[key] = client
    values[key] = id
  }
  const { client: ada, me } = await found(server, server.setupToken(), 'Larmar Test', 'Ada Admin', 'ada@test.example')
  clients.ada = ada
  values.ada = me.person.id
  values.organization = me.organization.id
  add('dana', await hire(server, ada, { name: 'Dana Whitfield', email: 'dana@test.example', role: 'director' }))
  add('jim', await hire(server, ada, { name: 'Jim Calder', email: 'jim@test.example', role: 'manager', manager_id: values.dana }))
  add('mara', await hire(server, ada, { name: 'Mara Holt', email: 'mara@test.example', role: 'manager', manager_id: values.dana }))
  add('jada', await hire(server, ada, { name: 'Jada Ellis', email: 'jada@test.example', manager_id: values.jim, capacity_minutes: 900 }))
  add('tom', await hire(server, ada, { name: 'Tom Reyes', email: 'tom@test.example', manager_id: values.jim, capacity_minutes: 900 }))
  add('otto', await hire(server, ada, { name: 'Otto Kern', email: 'otto@test.example', manager_id: values.mara, capacity_minutes: 900 }))
  run(binary, ['demo', 'create', '--data', server.folder, ...(database ? ['--database', database] : [])])
  add('stranger', await callStranger(server, 'jim'))
  add('strange_admin', await callStranger(server, 'admin'))
  const day = 24 * 60 * 60_000
  values.yesterday = new Date(Date.now() - day).toISOString()
  values.tomorrow = new Date(Date.now() + day).toISOString()
  return { clients, values, password: PASSWORD }
}
