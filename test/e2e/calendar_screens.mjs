// The screens of own calendars, hours and absences, for screens.mjs.

const one = { id: '1', version: 1, name: 'Work', kind: 'address', host: 'calendar.google.com', is_busy_only: false, counts_meetings: true, read_at: '2026-11-24T15:36:00Z', failing_since: null, text: 'Last read 9:36 AM', events: 40, unread: 0 }
const failing = { ...one, id: '2', name: 'Private', host: 'p12-calendars.icloud.com', is_busy_only: true, counts_meetings: false, failing_since: '2026-11-24T15:41:00Z', text: 'Last read 9:36 AM; since 9:41 AM: nothing is at this address any more (404)', unread: 2 }
const hours = { version: 2, time_zone: 'America/Chicago', hours: [{ weekday: 1, from_minute: 540, to_minute: 720 }, { weekday: 1, from_minute: 780, to_minute: 1020 }, { weekday: 2, from_minute: 540, to_minute: 1020 }] }
const absences = { items: [{ id: '1', version: 1, kind: 'holiday', from_on: '2026-12-21', to_on: '2027-01-03' }, { id: '2', version: 1, kind: 'training', from_on: '2027-02-08', to_on: '2027-02-08' }] }
const met = { id: '9', kind: 'meeting', subject: '', starts_at: '2026-11-20T15:00:00Z', minutes: 45, is_done: true, people: [{ id: '1', name: 'Jim Calder', role: 'manager', is_placeholder: false }], contacts: [{ id: '2', name: 'Bill Larmar' }], is_from_own_calendar: true }
const given = [['/api/v1/calendars', { items: [one, failing] }], ['/hours', hours], ['/absences', absences]]

export const calendarScreens = [
  { name: 'my calendars, one of which fails', as: 'jada', path: '/settings?section=calendar', answers: given },
  { name: 'my hours and absences', as: 'jada', path: '/settings?section=calendar', answers: given, then: (page) => page.locator('input[type="date"]').last().scrollIntoViewIfNeeded() },
  { name: 'a CalDAV calendar to add', as: 'jada', path: '/settings?section=calendar', answers: [['/api/v1/calendars', { items: [] }]], then: async (page) => {
    await page.locator('main .parts > .row button').first().click()
    await page.locator('main form [role=group] button').nth(1).click()
    await page.locator('form input[type="password"]').waitFor()
  } },
  { name: 'an address to add, with what counts', as: 'jada', path: '/settings?section=calendar', answers: [['/api/v1/calendars', { items: [{ ...one, counts_meetings: false }] }]], then: (page) => page.locator('main .parts > .row button').first().click() },
  { name: 'when a rep works and is away', as: 'jim', path: '/people', answers: [['/hours', hours], ['/absences', absences]], then: async (page) => {
    await page.locator('main ul a', { hasText: 'Jada Ellis' }).click()
    await page.locator('[role=dialog] input[type="date"]').last().scrollIntoViewIfNeeded()
  } },
  { name: 'a meeting from my calendar', as: 'jim', path: (world) => `/book?open=account/${world.account}`, dialog: true, answers: [['/activities', { items: [met], next: null }]], then: (page) => page.locator('[role=dialog] li button').last().scrollIntoViewIfNeeded() },
  { name: 'calendars, hours and absences out of reach', as: 'jada', path: '/settings?section=calendar', answers: [['/api/v1/calendars', null], ['/hours', null], ['/absences', null]] },
]
