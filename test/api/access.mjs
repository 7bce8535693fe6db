// Every route with every role, a stranger to the right, and nobody: the server refuses what the table of rights does not
// give, before it looks at anything else. Which rights there are is pinned by src/access/policy_test.cc.
const ROLES = { ada: 'administrator', dana: 'director', jim: 'manager', jada: 'rep' }

// A path with something in each parameter: an id that nobody has.
const fillPath = (path) => path.replaceAll(/\{[^}]+\}/g, '4611686018427387904').replace('/api/v1', '')

export async function walkRights(document, clients, report) {
  const rights = {}
  for (const name of Object.keys(ROLES)) {
    const me = await clients[name].need('GET', '/session')
    rights[name] = new Set(me.rights.map(({ deed, word }) => `${deed} ${word}`))
  }
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!path.startsWith('/api/v1/')) continue
    for (const [method, operation] of Object.entries(operations)) {
      const isOpen = operation.security?.length === 0
      const right = operation['x-baton-right']
      report(`${operation.operationId} states its right`, isOpen || right ? null : 'it is neither open nor has a right')
      if (isOpen || !right || operation.operationId === 'listen') continue
      await walkRoute(method.toUpperCase(), path, operation, `${right.deed} ${right.word}`)
    }
  }

  async function walkRoute(method, path, operation, right) {
    // Signing out everywhere would end the walk.
    if (operation.operationId === 'signOutEverywhere') return
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const headers = method === 'PATCH' ? { 'If-Match': '"1"' } : {}
    const nobody = await clients.nobody.ask(method, fillPath(path), body, headers)
    report(`${operation.operationId}: nobody`, nobody.status === 401 ? null : `${nobody.status} ${nobody.text}`)
    for (const name of Object.keys(ROLES)) {
      if (rights[name].has(right) && method !== 'GET') continue // it would be done; scenarios do it with care
      const answer = await clients[name].ask(method, fillPath(path), body, headers)
      const isRefused = answer.status === 403 && answer.body?.code === 'problem.forbidden'
      const fault =
        answer.status >= 500 || isRefused === rights[name].has(right) ? `${answer.status} ${answer.text.slice(0, 300)}` : null
      report(`${operation.operationId}: ${ROLES[name]}`, fault)
    }
  }
}
