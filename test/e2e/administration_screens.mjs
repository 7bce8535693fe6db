// The administrator's page, for source_screens.mjs.
const path = (tab) => `/administration?tab=${tab}`

const run = (kind, day, findings = [], is_well = true) => ({ kind, is_well, began_at: `2026-11-${day}T02:30:00Z`, ended_at: `2026-11-${day}T02:30:07Z`, bytes: 41_200_000, findings })
const backups = {
  backups: [run('backup', 24), run('backup', 23), run('backup', 22, ['The disk is full.'], false)],
  restore_tests: [run('restore_test', 24, ['Restored in a folder of its own and found whole: 61 clients, 9 people.'])],
  is_backup_late: true,
  is_restore_test_late: true,
}
const job = (id, state, text) => ({ id, kind: 'import', state, done: 0, total: 0, rate_per_second: null, seconds_left: null, text, created_at: '2026-11-24T08:00:00Z', finished_at: state === 'failed' ? '2026-11-24T08:04:00Z' : null })

export const administrationScreens = [
  { name: 'a change in the audit log', as: 'admin', path: '/settings?section=audit', then: (page) => page.getByRole('main').locator('ol button[aria-expanded]').first().click() },
  { name: 'the log of deeds, searched', as: 'admin', path: '/administration?q=larmar' },
  { name: 'what becomes of a contact', as: 'admin', path: path('data'), then: async (page) => {
    await page.getByRole('searchbox').fill('bill')
    await page.getByRole('main').getByRole('listitem').getByRole('button').first().click()
    await page.getByRole('heading', { level: 3 }).first().waitFor()
  } },
  { name: 'how long what is kept', as: 'admin', path: path('retention') },
  { name: 'backups that are late', as: 'admin', path: path('backups'), answers: [['/health', backups]] },
  { name: 'work that failed', as: 'admin', path: path('work'), answers: [['/api/v1/jobs', { items: [job('1', 'failed', 'Could not read the file.'), job('2', 'waiting', 'Import')] }], ['/health', { jobs: { waiting: 1, running: 0, failed: 1, waits_since: '2026-11-24T08:00:00Z' }, mails: { waiting: 0, running: 0, failed: 2, waits_since: null } }]] },
]
