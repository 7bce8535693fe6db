// The big list of naughty strings goes through the API: each comes back as it went in (in normal form C), empty where
// nothing of it can be seen, or is refused with the place; none breaks the server, a list or a search.
import { readFileSync } from 'node:fs'

const strings = JSON.parse(readFileSync(new URL('../data/strings/blns.json', import.meta.url), 'utf8'))

const hasControl = (text) => /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)
const isInvisible = (text) => /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u.test(text)

export async function sendNaughtyStrings(client, report) {
  for (const text of strings) {
    const answer = await client.ask('POST', '/accounts', { name: `x${text}`, city: text })
    const name = `naughty ${JSON.stringify(text).slice(0, 40)}`
    if (answer.status === 422 && (hasControl(text) || Array.from(text).length > 150)) {
      report(name, null)
      continue
    }
    if (answer.status !== 201) {
      report(name, `${answer.status} ${answer.text.slice(0, 200)}`)
      continue
    }
    const back = await client.need('GET', `/accounts/${answer.body.id}`)
    const wanted = text.normalize('NFC')
    const isSame = back.city === wanted || back.city === (isInvisible(wanted) ? '' : wanted.trim())
    report(name, isSame ? null : `came back as ${JSON.stringify(back.city)}`)
    const found = await client.ask('GET', `/search?q=${encodeURIComponent(Array.from(text).slice(0, 50).join(''))}`)
    if (found.status >= 500) report(`${name} in a search`, `${found.status} ${found.text}`)
    await client.need('DELETE', `/accounts/${answer.body.id}`)
  }
}
