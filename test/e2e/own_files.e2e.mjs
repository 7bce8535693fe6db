// An address book, a calendar and a mailbox dropped in the import: what would be kept and what is left out and why, then what came of
// them; and files that are none of these, each refused with its reason. A contact has several addresses besides.
import { gone, phone, same, see, until } from './world.mjs'

export const server = { demo: true }

const bill = 'bill@larmarfreight.example'
const jim = 'jim@larmar.example'
const messages = (page) => page.getByRole('region', { name: 'Messages' })
const larmar = (page) => page.getByRole('dialog', { name: 'Larmar Freight' })

// As a file manager hands it over, not through the button.
async function drop(page, name, text) {
  await page.goto('/import')
  const place = page.getByRole('group', { name: 'Drop your exports here' })
  await see(place)
  const files = await page.evaluateHandle(([called, content]) => {
    const data = new DataTransfer()
    data.items.add(new File([content], called))
    return data
  }, [name, text])
  await place.dispatchEvent('drop', { dataTransfer: files })
}
async function next(page, step) {
  await page.getByRole('button', { name: `Next: ${step}` }).click()
  await see(page.getByRole('list', { name: 'Steps' }).locator('[aria-current=step]').getByText(step))
}
// The cells of a row, once it stands.
async function cells(page, table, row) {
  const line = page.getByRole('table', { name: table }).getByRole('row', { name: row })
  await see(line)
  return (await line.getByRole('cell').allTextContents()).map(Number)
}

const card = (...lines) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const stamp = (date) => date.toISOString().replace(/[-:]|\.\d+/g, '')
const letter = (number, from, to, date, more = '') =>
  `From x Tue Mar 04 03:33:20 2003\nMessage-ID: <${number}@own.example>\nDate: ${date}\nFrom: ${from}\nTo: ${to}\n${more}Subject: secret\n\nsecret\n\n`

export const steps = [
  ['an address book says which cards come in and which do not, and why', async (world) => {
    const page = await world.openAs('jim', 'jim', { path: '/import' })
    const api = await world.api('jim')
    world.larmar = (await api.need('GET', '/accounts?owner=me&limit=50')).items.find((one) => one.name === 'Larmar Freight').id
    world.now = Date.parse((await api.need('GET', '/session')).now)
    await drop(page, 'phone.vcf', card('FN:Vera Quill', 'ORG:Larmar Freight', 'EMAIL:vera@larmarfreight.example', 'EMAIL:vera@home.example') + card('FN:Jada Ellis', 'EMAIL:jada@larmar.example') + card('TEL:1'))
    await see(page.getByText('vCard', { exact: false }))
    await next(page, 'Columns')
    await next(page, 'Preview')
    same((await cells(page, 'What the import would do', /^Contacts/)).at(0), 1, 'new contacts')
    await see(page.getByText(/2 rows need you/))
    await see(page.getByText(/colleague/i))
  }],
  ['kept, the contact is at the client with both addresses', async (world) => {
    const page = world.page('jim')
    await page.getByRole('button', { name: 'Import it' }).click()
    await see(page.getByRole('table', { name: 'What the import did' }))
    await page.goto(`/book?open=account/${world.larmar}`)
    await see(larmar(page).getByRole('link', { name: 'vera@larmarfreight.example' }))
    await see(larmar(page).getByRole('link', { name: 'vera@home.example' }))
  }],
  ['another address becomes the first, by keyboard; somebody else’s is refused where it was typed', async (world) => {
    const page = world.page('jim')
    await larmar(page).getByRole('button', { name: 'More for Vera Quill' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const emails = larmar(page).getByRole('group', { name: 'E-mail addresses of Vera Quill' })
    await emails.getByRole('button', { name: 'Make first: vera@home.example' }).focus()
    await page.keyboard.press('Enter')
    await see(emails.getByRole('button', { name: 'Make first: vera@larmarfreight.example' }))
    await world.settled(page) // no other change is taken meanwhile
    await emails.getByRole('textbox', { name: 'Further address' }).fill(bill)
    await page.keyboard.press('Enter')
    await see(emails.getByText('Bill Larmar at Larmar Freight has this address. Take it away there first.'))
    await page.setViewportSize(phone)
    await emails.getByRole('textbox', { name: 'Further address' }).fill('v@quill.example')
    await emails.getByRole('button', { name: 'Add address' }).click()
    await see(emails.getByRole('button', { name: 'Take away: v@quill.example' }))
    same(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false, 'the phone scrolls sideways')
    await emails.getByRole('button', { name: 'Take away: v@quill.example' }).click()
    await gone(emails.getByRole('button', { name: 'Take away: v@quill.example' }))
    await messages(page).getByRole('button', { name: /Undo/ }).last().click()
    await see(emails.getByRole('button', { name: 'Take away: v@quill.example' }))
    const vera = async () => (await (await world.api('jim')).need('GET', `/accounts/${world.larmar}`)).contacts.find(({ name }) => name === 'Vera Quill')
    await until(async () => JSON.stringify(await vera()).includes('"email":"vera@home.example","further_emails":["vera@larmarfreight.example","v@quill.example"]'), 'what was taken away is back')
    await page.setViewportSize({ width: 1440, height: 900 })
  }],
  ['a calendar: the meetings with clients count, the others say why not', async (world) => {
    const page = world.page('jim')
    const at = new Date(world.now - 3 * 86_400_000 + 1_620_000)
    const event = (uid, who, more = '') => `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTART:${stamp(at)}\r\nDURATION:PT25M\r\nSUMMARY:secret\r\nATTENDEE:mailto:${jim}\r\nATTENDEE:mailto:${who}\r\n${more}END:VEVENT\r\n`
    const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${event('1@own', 'v@quill.example')}${event('2@own', bill, 'STATUS:CANCELLED\r\n')}${event('3@own', 'x@stranger.example')}END:VCALENDAR\r\n`
    await drop(page, 'calendar.ics', calendar)
    await see(page.getByText('One meeting with a client that counts from now on'))
    const left = page.getByRole('region', { name: 'Left out' })
    await see(left.getByText('One time was called off'))
    await see(left.getByText('One time is with nobody who is a contact'))
    await page.getByRole('button', { name: 'Count this meeting' }).click()
    await see(page.getByText('One meeting counts now'))
    await page.getByRole('region', { name: 'With whom' }).getByRole('link', { name: 'Larmar Freight' }).click()
    await see(larmar(page).getByText('Vera Quill').nth(1))
  }],
  ['a mailbox: what would be kept, what is left out by which rule, and a tie comes of it', async (world) => {
    const page = world.page('jim')
    const day = (days) => new Date(world.now - days * 86_400_000).toUTCString()
    const mails = [1, 2, 3].map((number) => letter(number, number === 2 ? jim : 'v@quill.example', number === 2 ? 'v@quill.example' : jim, day(number)))
    mails.push(letter(4, bill, jim, day(4), 'List-Id: <news.larmar.example>\n'), letter(5, bill, jim, 'Tue, 1 Jan 2099 00:00:00 +0000'), letter(6, 'ann.lee@elsewhere.example', jim, day(5)), 'From x Tue Mar 04 03:33:20 2003\nno header\n\n')
    await drop(page, 'sent.mbox', mails.join(''))
    await see(page.getByText('3 of 7 mails would be kept, with 1 contact'))
    await page.getByText('Whom you write with and who is no contact: 1').click()
    await page.getByRole('button', { name: 'Choose the client' }).click()
    await page.getByRole('searchbox', { name: /^Client of / }).fill('larm')
    await page.getByRole('button', { name: 'Make a contact of Larmar Freight' }).click()
    await see(messages(page).getByText('is a contact of Larmar Freight now.'))
    await see(page.getByText('4 of 7 mails would be kept, with 2 contacts'))
    await page.getByText('3 mails are left out, and why').click()
    for (const reason of ['Newsletters and mailing lists', 'With an impossible date', 'Not readable as a mail']) await see(page.getByText(reason))
    await page.getByRole('button', { name: 'Keep who wrote to whom' }).click()
    await see(page.getByText('4 mails are kept: who wrote to whom and when.'))
    const api = await world.api('jim')
    await until(async () => (await api.need('GET', `/accounts/${world.larmar}/ties`)).people.some(({ contacts }) => contacts.some(({ contact, touches }) => contact.name === 'Vera Quill' && touches === 4)), 'the tie')
    await page.goto(`/book?open=account/${world.larmar}`)
    await see(larmar(page).getByText(/knows Vera Quill/i))
  }],
  ['what is none of these is refused with its reason', async (world) => {
    const page = world.page('jim')
    const bad = [
      ['phone.vcf', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Half', 'This address book ends in the middle of the card that begins in line 1. Export it once more and choose that file.'],
      ['notes.vcf', 'Vera Quill, vera@home.example\r\n', 'notes.vcf is no address book'],
      ['empty.ics', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n', 'There is no event in this file.'],
      ['notes.ics', 'hello', 'This is no calendar, or not a whole one: a calendar begins with BEGIN:VCALENDAR and ends with END:VCALENDAR.'],
      ['notes.mbox', 'Dear diary,\n\ntoday.\n', 'This is no mail: neither an mbox'],
    ]
    for (const [name, text, reason] of bad) {
      await drop(page, name, text)
      await see(page.getByText(reason))
      same(await page.getByRole('button', { name: /^(Count|Next|Keep who)/ }).count(), 0, `something to keep of ${name}`)
    }
    await page.getByRole('button', { name: 'Another import' }).click()
    await see(page.getByRole('group', { name: 'Drop your exports here' }))
  }],
]
