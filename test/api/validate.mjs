// Holds answers against the OpenAPI document, by ajv.
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const Ajv = require('ajv/dist/2020').default

export function makeValidator(document) {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  ajv.addSchema(document, 'openapi')
  const routes = Object.entries(document.paths).map(([path, operations]) => ({
    path,
    operations,
    pattern: new RegExp('^' + path.replaceAll(/[.]/g, '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+') + '$'),
  }))
  // A fixed path goes before one with a parameter.
  routes.sort((a, b) => a.path.split('{').length - b.path.split('{').length)

  return (method, path, answer) => {
    if (!answer.body) return null
    const pure = '/api/v1' + path.split('?')[0]
    const route = routes.find((one) => one.pattern.test(pure) && one.operations[method.toLowerCase()])
    if (!route) return null
    const responses = route.operations[method.toLowerCase()].responses
    const key = String(answer.status) in responses ? String(answer.status) : 'default'
    const pointer = ['paths', route.path, method.toLowerCase(), 'responses', key, 'content']
    const content = responses[key]?.content
    if (!content) return answer.status < 400 ? `no content is declared for ${answer.status}` : null
    const type = Object.keys(content).find((one) => one.includes('json'))
    if (!type) return null
    const ref = 'openapi#/' + [...pointer, type, 'schema'].map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
    const check = ajv.getSchema(ref) ?? ajv.compile({ $ref: ref })
    if (check(answer.body)) return null
    return check.errors.map((error) => `${error.instancePath} ${error.message}`).join('; ')
  }
}
