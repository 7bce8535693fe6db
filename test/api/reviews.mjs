// Letters as files, two comments at once, what others hear and read of a letter: nothing.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { zip } from './hostile.mjs'

const WORD = 'QUIXOTEXT'

const docx = (body) =>
  zip([
    { name: '_rels/.rels', bytes: Buffer.from('<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>') },
    { name: 'word/document.xml', bytes: Buffer.from(`<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`) },
  ])
const paragraph = (text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const scan =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj\n' +
  '4 0 obj<</Length 5>>stream\n/I Do\nendstream endobj\n5 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray' +
  '/BitsPerComponent 8/Length 1>>stream\nx\nendstream endobj\ntrailer<</Root 1 0 R>>\n'

const pages = (count) => {
  const kids = Array.from({ length: count }, (_, i) => `${i + 10} 0 `)
  return (
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[${kids.map((kid) => `${kid}R`).join(' ')}]/Count ${count}>>endobj\n` +
    '3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Length 59>>stream\nBT /F1 12 Tf 9 99 Td (Dear Bill, may I call on Tuesday?) Tj ET\nendstream endobj\n' +
    kids.map((kid) => `${kid}obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>endobj\n`).join('') +
    'trailer<</Root 1 0 R>>\n'
  )
}

async function read(client, name, bytes) {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  return client.ask('POST', '/reviews/document', form)
}

// The head of a request with a body that never comes: what the server says to the size alone.
function announce(client, bytes) {
  const { hostname, port } = new URL(client.url)
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname)
    let said = ''
    socket.on('data', (piece) => {
      said += piece
      if (said.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('close', () => done(said))
    socket.on('error', fail)
    socket.setTimeout(10_000, () => socket.destroy())
    socket.write(
      `POST /api/v1/reviews/document?name=a.docx HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${client.url}\r\nCookie: ${client.cookie}\r\n` +
        `X-Baton-CSRF: 1\r\nContent-Type: application/octet-stream\r\nContent-Length: ${bytes}\r\n\r\n`,
    )
  })
}

async function takeFiles(jada, jim, expect) {
  const good = await read(jada, 'letter.docx', docx(paragraph('Dear Bill,') + paragraph('may I call?')))
  expect('a .docx is read', good.status === 200 && good.body.text === 'Dear Bill,\n\nmay I call?' && good.body.source === 'docx', good.text)
  const markdown = await read(jada, 'letter.md', '# Hello\n\nDear **Bill**')
  expect('Markdown is read as words', markdown.body?.source === 'markdown' && !markdown.body.text.includes('*'), markdown.text)
  const locked = readFileSync(fileURLToPath(new URL('../data/document/locked.pdf', import.meta.url)))
  for (const [what, name, bytes, status, code] of [
    ['a zip bomb', 'bomb.docx', docx(paragraph('a'.repeat(50 << 20))), 413, 'problem.document.unpacks_too_large'],
    ['a .docx of too many words', 'long.docx', docx(paragraph('a'.repeat(20_000))), 413, 'problem.document.too_long'],
    ['a .docx that nests without end', 'deep.docx', docx('<w:a>'.repeat(50_000) + '</w:a>'.repeat(50_000)), 413, 'problem.document.too_deep'],
    ['a scan', 'scan.pdf', scan, 415, 'problem.document.pdf_pictures'],
    ['a PDF with a password', 'locked.pdf', locked, 415, 'problem.document.pdf_password'],
    ['a PDF of 10,000 pages', 'book.pdf', pages(10_000), 413, 'problem.document.too_many_pages'],
    ['an old Word file', 'old.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 415, 'problem.document.old_word'],
    ['a picture', 'me.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 415, 'problem.document.picture'],
    ['an empty file', 'empty.txt', ' \n', 415, 'problem.document.empty'],
  ]) {
    const answer = await read(jada, name, bytes)
    expect(`${what} is refused in words`, answer.status === status && answer.body?.code === code && answer.body.detail.length > 20, answer.text)
  }
  const large = await announce(jada, 300 * 1024 * 1024)
  expect('300 MB are refused before they come', large.startsWith('HTTP/1.1 413'), large.slice(0, 200))
  const still = await read(jim, 'letter.txt', 'Dear Bill')
  expect('and the server goes on', still.status === 200, still.text)
}

async function takeBack(jada, id) {
  const { version } = await jada.need('GET', `/reviews/${id}`)
  await jada.need('DELETE', `/reviews/${id}`, undefined, { 'If-Match': `"${version}"` })
}

async function commentAtOnce(jada, jim, expect) {
  const { id } = await jada.need('POST', '/reviews', { title: 'Two at once', text: 'We are the leading maker of terminals.', is_draft: false })
  const say = (client, text) => client.ask('POST', `/reviews/${id}/comments`, { on_version: 1, position: 11, length: 13, text })
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => say(i % 2 ? jada : jim, `comment ${i}`)))
  const { comments } = await jim.need('GET', `/reviews/${id}`)
  expect('comments made at once all survive', answers.every((one) => one.status === 201) && comments.length === 8, answers.map((one) => one.status).join(' '))
  const revise = (text) => jada.ask('POST', `/reviews/${id}/versions`, { text, based_on: 1 })
  const both = await Promise.all([revise('One'), revise('Other')])
  expect('of two revisions of one version one is taken', both.map((one) => one.status).sort().join(' ') === '201 409', both.map((one) => one.text).join(' '))
  await takeBack(jada, id)
}

async function keepItBetweenTheTwo({ jada, jim, ada, tom }, expect) {
  const ears = { jim: await jim.listen(), tom: await tom.listen(), ada: await ada.listen() }
  const made = await jada.ask('POST', '/reviews', { title: `${WORD} letter`, text: `Dear ${WORD}, <script>alert(1)</script>`, is_draft: false })
  const id = made.body.id
  const commented = await jim.ask('POST', `/reviews/${id}/comments`, { on_version: 1, position: 5, length: 9, text: WORD, replacement: WORD })
  // A stream tells what happens once it is there, so it happens until it is told.
  const isHeard = () => ears.jim.text().includes('"review"')
  for (let i = 0; i < 200 && !isHeard(); ++i) {
    const { version } = await jada.need('GET', `/reviews/${id}`)
    await jada.need('PATCH', `/reviews/${id}`, { title: `${WORD} letter ${i}` }, { 'If-Match': `"${version}"` })
    await new Promise((done) => setTimeout(done, 250))
  }
  expect('the other one hears of it', isHeard(), ears.jim.text())
  expect('nobody else does', !/"review/.test(ears.tom.text() + ears.ada.text()), ears.tom.text() + ears.ada.text())
  for (const ear of Object.values(ears)) await ear.stop()
  const seen = []
  const deeds = [made, commented].map((answer) => answer.headers.get('Baton-Action'))
  for (const what of ['/actions', ...deeds.map((deed) => `/actions/${deed}`), `/search?q=${WORD}`, '/notices', '/today', '/mails', `/reviews/${id}`, '/reviews', '/worked-letters', '/promises']) {
    const answer = await ada.ask('GET', what)
    if (answer.text.includes(WORD)) seen.push(what)
  }
  expect('an administrator reads it nowhere', seen.length === 0, seen.join(', '))
  const again = await jada.ask('GET', `/reviews/${id}`)
  expect('a script is words', again.body.text.includes('<script>') && again.headers.get('content-type').startsWith('application/json'), again.text)
  await takeBack(jada, id)
}

export async function reviewLetters(clients, report) {
  const expect = (name, isGood, told = '') => report(`reviews: ${name}`, isGood ? null : told || 'it is not so')
  await takeFiles(clients.jada, clients.jim, expect)
  await commentAtOnce(clients.jada, clients.jim, expect)
  await keepItBetweenTheTwo(clients, expect)
}
