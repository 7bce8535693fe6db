// A letter between two: Jim reads it as promised, Jada takes his words over and hands in what she wrote; each sees it at once.
import { gone, same, see, until } from './world.mjs'

export const server = { demo: true }

const letterOf = async (world, as) => {
  const api = await world.api(as)
  const line = (await api.need('GET', '/reviews')).items.find((one) => one.title === 'First letter to couriers')
  return api.need('GET', `/reviews/${line.id}`)
}

// Selects words of the letter as a pointer would.
const select = (page, words) =>
  page.evaluate((wanted) => {
    for (const paragraph of document.querySelectorAll('.letter [data-start]')) {
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(wanted)
        if (at === -1) continue
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + wanted.length)
        document.getSelection().removeAllRanges()
        document.getSelection().addRange(range)
        return
      }
    }
    throw new Error(`no "${wanted}" in the letter`)
  }, words)

export const steps = [
  ['Today leads Jim to the letter that he promised to read', async (world) => {
    const jim = await world.openAs('jim', 'jim')
    await jim.getByRole('main').getByRole('link', { name: 'Open letter' }).first().click()
    await see(jim.getByRole('heading', { level: 1, name: 'First letter to couriers' }))
    await see(jim.getByText('Our terminals never stop, because they work without a line.'))
    await see(jim.getByText('One comment whose passage is gone'))
    await see(jim.getByText('He does not buy a prize. Cut it.'))
    await jim.evaluate(() => (window.loadedOnce = true))
  }],
  ['Jada has it open, and nobody else may', async (world) => {
    const { id } = await letterOf(world, 'jim')
    world.letter = id
    const jada = await world.openAs('jada', 'jada', { path: `/reviews/${id}` })
    await see(jada.getByRole('heading', { level: 1, name: 'First letter to couriers' }))
    await jada.evaluate(() => (window.loadedOnce = true))
    for (const [as, status] of [['tom', 404], ['dana', 403], ['admin', 403]]) {
      same((await (await world.api(as)).ask('GET', `/reviews/${id}`)).status, status, `the letter for ${as}`)
    }
  }],
  ['a comment on a selection is at the other desk at once', async (world) => {
    const jim = world.page('jim')
    await select(jim, 'Three of the couriers')
    await see(jim.getByRole('button', { name: 'Comment on the selection' }))
    await jim.keyboard.press('c')
    const form = jim.getByRole('form', { name: 'Comment on a passage' })
    await see(form.getByText('Three of the couriers'))
    await form.getByLabel('What you want to say').fill('Which three? <script>document.title = "owned"</script>')
    await form.getByRole('button', { name: 'Comment', exact: true }).last().click()
    await gone(form)
    await see(world.page('jada').getByText('Which three?'))
    const { comments } = await letterOf(world, 'jada')
    const said = comments.find((one) => one.text.startsWith('Which three?'))
    same(said.quote, 'Three of the couriers', 'the passage')
    same(await world.page('jada').title() === 'owned', false, 'a script in a comment ran')
  }],
  ['other words are suggested without a pointer', async (world) => {
    const jim = world.page('jim')
    await jim.keyboard.press('c')
    const form = jim.getByRole('form', { name: 'Comment on a passage' })
    await form.getByLabel('Passage').selectOption({ label: 'Jada Ellis' })
    await form.getByRole('button', { name: 'Other words' }).click()
    await form.getByLabel('Other words').fill('Jada Ellis, 312 555 0117')
    await form.getByRole('button', { name: 'Suggest' }).click()
    await gone(form)
    await see(world.page('jada').getByText('Jada Ellis, 312 555 0117'))
  }],
  ['Jada goes through them by keys, accepts one and takes it back', async (world) => {
    const jada = world.page('jada')
    await jada.locator('body').press('j')
    for (let i = 0; i < 8; ++i) {
      if (await jada.locator('.comment.current').getByRole('button', { name: 'Accept', exact: true }).isVisible()) break
      await jada.keyboard.press('j')
    }
    await jada.keyboard.press('a')
    await see(jada.getByText('The suggestion is in the letter.').first())
    await until(async () => (await letterOf(world, 'jada')).versions === 3, 'there is a third version')
    await until(async () => (await world.page('jim').locator('option', { hasText: 'Version 3' }).count()) > 0, 'Jim has the third version')
    await jada.keyboard.press('z')
    await until(async () => (await letterOf(world, 'jada')).versions === 2, 'the third version is taken back')
  }],
  ['she accepts all of them at once', async (world) => {
    const jada = world.page('jada')
    await jada.getByRole('button', { name: 'Accept all 2' }).click()
    await until(async () => (await letterOf(world, 'jada')).text.includes('on Thursday at ten?'), 'the words are in the letter')
    const { text, versions } = await letterOf(world, 'jada')
    same([text.endsWith('Jada Ellis, 312 555 0117'), versions], [true, 3], 'the letter')
    await see(jada.getByRole('main').getByText('Accepted').first())
  }],
  ['a remark is dismissed and stays so', async (world) => {
    const jada = world.page('jada')
    await jada.getByText('“[Name]” was left in.').click()
    await jada.getByRole('button', { name: 'Dismiss: “[Name]” was left in.' }).click()
    await see(jada.getByText('One dismissed'))
    await jada.getByText('“recieve” is not in the dictionary.').click()
    await see(jada.getByText(/Perhaps: .*receive/))
  }],
  ['she revises it from a file, and Jim compares', async (world) => {
    const jada = world.page('jada')
    await jada.getByRole('button', { name: /^Revise/ }).click()
    await jada.locator('input[type=file]').setInputFiles({
      name: 'letter.md', mimeType: 'text/markdown',
      buffer: Buffer.from('Dear Mr. Harbor,\n\nyour **vans** stand at the gate when the line is down.\n\nMay I show you at your gate, on Thursday at ten?\n\nJada Ellis'),
    })
    await until(async () => (await jada.locator('textarea').inputValue()).startsWith('Dear Mr. Harbor,'), 'the file is read')
    same((await jada.locator('textarea').inputValue()).includes('*'), false, 'Markdown in the letter')
    await jada.getByRole('button', { name: 'Save as version 4' }).click()
    await see(jada.getByRole('main').getByText('Dear Mr. Harbor,'))
    const jim = world.page('jim')
    await see(jim.getByRole('main').getByText('Dear Mr. Harbor,'))
    await jim.getByRole('combobox', { name: 'Compare with' }).selectOption('2')
    await see(jim.locator('ins', { hasText: 'Harbor' }))
    await see(jim.locator('del', { hasText: 'Name' }))
    await jim.getByRole('combobox', { name: 'Compare with' }).selectOption('0')
  }],
  ['a scan and a file that is too large are refused in words', async (world) => {
    const jada = world.page('jada')
    await jada.goto('/reviews/new')
    const file = jada.locator('input[type=file]')
    await file.setInputFiles({ name: 'old.doc', mimeType: 'application/msword', buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) })
    await see(jada.getByText('This is an old Word file (.doc)'))
    // Made in the page: eleven megabytes take long on their way there.
    await file.evaluate((input) => {
      const chosen = new DataTransfer()
      chosen.items.add(new File([new Uint8Array(11 << 20)], 'big.txt', { type: 'text/plain' }))
      input.files = chosen.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await see(jada.getByText('The file is larger than 10 MB.'))
  }],
  ['a letter that is too long is told and not cut off', async (world) => {
    const jada = world.page('jada')
    const letter = jada.locator('textarea')
    await letter.fill('')
    await letter.focus()
    await jada.keyboard.insertText('word '.repeat(3000))
    await see(jada.getByText('15,000 characters are more than the 10,000 a letter may have.'))
    same((await letter.inputValue()).length, 15_000, 'what was pasted')
    await letter.fill('Dear Bill 🎉,')
    await gone(jada.getByText('15,000 characters are more'))
  }],
  ['remarks on a letter that is being written follow its language, and a letter runs as its alphabet does', async (world) => {
    const jada = world.page('jada')
    const letter = jada.locator('textarea')
    const remark = (words) => jada.getByRole('main').getByText(words, { exact: true })
    await letter.fill('Sehr geehrter Herr Larmar,\n\nwir freuen uns, dass Sie mit der Lieferung zufrieden sind. Darf ich Sie am Dienstag anrufen und wir schikken?')
    await see(remark('“schikken” is not in the dictionary.'))
    same(await remark('“freuen” is not in the dictionary.').count(), 0, 'German words held against an English dictionary')
    await letter.fill('שלום ביל,\n\nאני רוצה לפגוש אותך ביום שלישי בעשר. מה דעתך?')
    await see(jada.getByText('Spelling is not checked: no dictionary on this server fits the letter.'))
    same(await letter.evaluate((element) => element.matches(':dir(rtl)')), true, 'a Hebrew letter runs from the right')
    await jada.goto(`/reviews/${world.letter}`)
  }],
  ['the verdict keeps the promise, in one deed', async (world) => {
    const jim = world.page('jim')
    await see(jim.getByText("Your answer keeps the promise: Review Jada's prospecting letter, draft 2."))
    await jim.getByLabel('A word to Jada (if you like)').fill('Send it.')
    await jim.getByRole('button', { name: 'It is ready' }).click()
    await see(world.page('jada').getByText('Jim: it is ready.'))
    await see(world.page('jada').getByText('Send it.'))
    const promises = (await (await world.api('jada')).need('GET', '/promises?state=kept')).items
    same(promises[0].title, "Review Jada's prospecting letter, draft 2", 'the promise that is kept')
  }],
  ['Jada says thanks, the letter is kept for the team', async (world) => {
    const jada = world.page('jada')
    await jada.getByLabel('Thank Jim').fill('Now it sounds like me.')
    await jada.getByRole('button', { name: 'Say thanks' }).click()
    const jim = world.page('jim')
    await see(jim.getByText('Now it sounds like me.'))
    await jim.getByRole('main').getByRole('button', { name: 'More', exact: true }).first().click()
    await jim.getByRole('menuitem', { name: 'Keep as a letter that worked' }).click()
    await jim.getByLabel('What it was used for').fill('Couriers who do not know us yet')
    await jim.getByRole('button', { name: 'Keep it' }).click()
    await see(jim.getByText('Kept for the team.').first())
    const tom = await world.openAs('tom', 'tom', { path: '/reviews?view=worked' })
    await see(tom.getByText('Couriers who do not know us yet'))
    await tom.getByRole('link', { name: 'Begin from this' }).first().click()
    await until(async () => (await tom.locator('textarea').inputValue()).startsWith('Dear Mr. Harbor,'), 'the letter is begun from it')
  }],
  ['no page was loaded a second time', async (world) => {
    same(await world.page('jim').evaluate(() => window.loadedOnce === true), true, 'the page of Jim')
  }],
]
