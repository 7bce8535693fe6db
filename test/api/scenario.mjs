// Scenario files: read, played, compared. The form is told in README.md.
export function parseScenarios(text) {
  const scenarios = []
  for (const [index, line] of text.split('\n').entries()) {
    const at = index + 1
    const current = scenarios.at(-1)
    if (line.startsWith('# ')) scenarios.push({ name: line.slice(2), at, steps: [] })
    else if (line.trim() === '' || line.startsWith('//')) continue
    else if (!current) throw new Error(`line ${at}: a scenario begins with "# name"`)
    else if (line.startsWith('as ')) current.steps.push({ kind: 'as', who: line.slice(3).trim(), at })
    else if (line.startsWith('+ ')) current.steps.at(-1).headers.push(line.slice(2))
    else if (line.startsWith('< ')) {
      const [, status, json] = /^< (\d+)\s*(.*)$/.exec(line)
      current.steps.push({ kind: 'expect', status: Number(status), json, at })
    } else if (line.startsWith('let ')) {
      const [, name, path] = /^let (\w+) = (.+)$/.exec(line)
      current.steps.push({ kind: 'let', name, path, at })
    } else {
      const [, method, path, body] = /^(GET|POST|PATCH|DELETE) (\S+)\s*(.*)$/.exec(line) ?? []
      if (!method) throw new Error(`line ${at}: not understood: ${line}`)
      current.steps.push({ kind: 'ask', method, path, body, headers: [], at })
    }
  }
  return scenarios
}

function valueAt(answer, path) {
  if (/^[A-Z]/.test(path)) return answer.headers.get(path)
  return path.split(/[.[\]]+/).filter(Boolean).reduce((value, key) => value?.[key], answer.body)
}

// The first place where `actual` is not what `expected` names; null when it is.
export function difference(expected, actual, path = '') {
  if (expected === '*') return actual === null || actual === undefined ? `${path} is missing` : null
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return `${path} has ${actual?.length} items, not ${expected.length}`
    }
    return expected.map((item, i) => difference(item, actual[i], `${path}[${i}]`)).find(Boolean) ?? null
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object') return `${path} is ${JSON.stringify(actual)}`
    return (
      Object.entries(expected)
        .map(([key, value]) => difference(value, actual[key], path ? `${path}.${key}` : key))
        .find(Boolean) ?? null
    )
  }
  return expected === actual ? null : `${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`
}

// Throws at the first step that is not as told.
export async function play(scenario, clients, values, validate) {
  const fill = (text) =>
    text.replaceAll(/\$\{(\w+)\}/g, (_, name) => {
      if (!(name in values)) throw new Error(`there is no value ${name}`)
      return values[name]
    })
  let client = clients.nobody
  let answer = null
  for (const step of scenario.steps) {
    const complain = (why) => {
      throw new Error(`line ${step.at}: ${why}\n    ${answer?.status} ${answer?.text.slice(0, 600)}`)
    }
    if (step.kind === 'as') {
      client = clients[step.who] ?? complain(`nobody is called ${step.who}`)
    } else if (step.kind === 'ask') {
      const headers = Object.fromEntries(step.headers.map((line) => fill(line).split(/:\s*(.*)/s).slice(0, 2)))
      answer = await client.ask(step.method, fill(step.path), step.body ? fill(step.body) : undefined, headers)
      const fault = validate(step.method, fill(step.path), answer)
      if (fault) complain(`the answer is not as the OpenAPI document says: ${fault}`)
    } else if (step.kind === 'let') {
      values[step.name] = valueAt(answer, step.path) ?? complain(`there is nothing at ${step.path}`)
    } else {
      if (answer.status !== step.status) complain(`status ${answer.status}, not ${step.status}`)
      const fault = step.json ? difference(JSON.parse(fill(step.json)), answer.body) : null
      if (fault) complain(fault)
    }
  }
}
