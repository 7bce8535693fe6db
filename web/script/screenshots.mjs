// Takes every screen in light, dark and on a phone, and says what the browser and axe complained about.
//   node script/screenshots.mjs http://127.0.0.1:5173 shots [--fixtures] [--axe] [--as jim] [name...]
// --fixtures answers the API from script/fixtures.mjs; --as signs in as somebody of the demo; names pick screens.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { answer } from './fixtures.mjs';

const words = process.argv.slice(2);
function option(name) {
  const at = words.indexOf(name);
  return at < 0 ? null : words.splice(at, name === '--as' || name === '--import' ? 2 : 1).at(-1);
}
const fixtures = option('--fixtures') !== null;
const axe = option('--axe') !== null;
const as = option('--as');
const importId = option('--import'); // a real import instead of the invented one
const [base = 'http://127.0.0.1:5173', out = 'shots', ...picked] = words;

// name, address, and what is done before the picture.
const screens = [
  { name: 'sign-in', path: '/', signedOut: true },
  { name: 'join-first', path: '/join/first', signedOut: true },
  { name: 'join', path: '/join/jada', signedOut: true },
  { name: 'join-gone', path: '/join/none', signedOut: true },
  { name: 'today', path: '/' },
  { name: 'today-rep', path: '/', role: 'rep' },
  { name: 'today-director', path: '/', role: 'director' },
  { name: 'today-administrator', path: '/', role: 'administrator' },
  { name: 'today-move', path: '/', act: (page) => page.getByRole('button', { name: /^Move it: Review/ }).click() },
  { name: 'door', path: '/?open=door', act: async (page) => { await page.keyboard.type('bill', { delay: 20 }); await page.waitForTimeout(500); await page.keyboard.press('Enter'); await page.waitForTimeout(600); } },
  { name: 'door-search', path: '/?open=door', act: async (page) => { await page.keyboard.type('bill', { delay: 20 }); await page.waitForTimeout(400); } },
  { name: 'door-take', path: '/?open=door/101', act: async (page) => { await page.getByRole('button', { name: /take it/ }).click(); } },
  { name: 'board', path: '/board' },
  { name: 'board-open', path: '/board', act: async (page) => { await page.keyboard.press('j'); } },
  { name: 'board-list', path: '/board?view=list' },
  { name: 'handoff', path: '/board?open=handoff/30', act: (page) => page.waitForTimeout(400) },
  { name: 'handoff-letter', path: '/board?open=handoff/30/letter', act: (page) => page.waitForTimeout(400) },
  { name: 'book', path: '/book' },
  { name: 'book-team', path: '/book?owner=any&state=mine&sort=name' },
  { name: 'book-type', path: '/book?add=1', act: (page) => page.getByRole('button', { name: /^Add/ }).last().click({ trial: true }).catch(() => {}) },
  { name: 'account-panel', path: '/book', act: async (page) => { await page.getByRole('link', { name: 'Larmar Freight' }).first().click(); await page.waitForTimeout(700); } },
  { name: 'people', path: '/people' },
  { name: 'people-paste', path: '/people?add=many' },
  { name: 'person-panel', path: '/people', act: async (page) => { await page.getByRole('link', { name: 'Jada Ellis' }).first().click(); await page.waitForTimeout(500); } },
  { name: 'settings', path: '/settings' },
  { name: 'settings-plan', path: '/settings?section=plan' },
  { name: 'settings-stages', path: '/settings?section=stages' },
  { name: 'settings-tokens', path: '/settings?section=tokens' },
  { name: 'settings-security', path: '/settings?section=security' },
  { name: 'settings-audit', path: '/settings?section=audit' },
  { name: 'settings-looks', path: '/settings?section=looks' },
  { name: 'settings-data', path: '/settings?section=data' },
  { name: 'import', path: '/import' },
  { name: 'import-files', path: '/import/900?step=files', import: true },
  { name: 'import-columns', path: '/import/900?step=columns', import: true },
  { name: 'import-owners', path: '/import/900?step=owners', import: true },
  { name: 'import-preview', path: '/import/900?step=preview', import: true },
  { name: 'demo', path: '/demo' },
  { name: 'not-found', path: '/nowhere' },
  { name: 'notices', path: '/', act: (page) => page.getByRole('button', { name: /Notices/ }).click() },
  { name: 'palette', path: '/', act: async (page) => { await page.keyboard.press('Control+k'); await page.keyboard.type('larm', { delay: 20 }); await page.waitForTimeout(400); } },
  { name: 'help', path: '/', act: (page) => page.keyboard.press('?') },
  { name: 'account', path: '/', act: (page) => page.getByRole('button', { name: /Your account/ }).filter({ visible: true }).click() },
  { name: 'pseudo', path: '/join/first?lang=pseudo', signedOut: true },
  { name: 'gallery', path: '/gallery', dev: true },
  { name: 'gallery-panel', path: '/gallery', dev: true, act: (page) => page.getByRole('button', { name: 'Panel', exact: true }).click() },
  { name: 'gallery-dialog', path: '/gallery', dev: true, act: (page) => page.getByRole('button', { name: 'Dialog', exact: true }).click() },
  { name: 'gallery-menu', path: '/gallery', dev: true, act: (page) => page.getByRole('button', { name: 'Move to' }).click() },
  { name: 'gallery-toast', path: '/gallery', dev: true, act: (page) => page.getByRole('button', { name: 'Toast' }).click() },
];
const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, hasTouch: true, isMobile: true },
];

const axeSource = axe ? readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') : '';
mkdirSync(out, { recursive: true });
const root = process.getuid?.() === 0;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: root ? ['--no-sandbox'] : [] });
let faults = 0;
const axeLength = 400;

async function shoot(screen, look) {
  const context = await browser.newContext({ ...look, locale: 'en-US', reducedMotion: 'reduce', bypassCSP: axe });
  const page = await context.newPage();
  const said = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !/status of (401|404)/.test(message.text()) && said.push(message.text()));
  if (fixtures) {
    await page.route('**/api/v1/**', (route) => {
      const url = new URL(route.request().url());
      if (url.pathname === '/api/v1/events') return route.fulfill({ status: 204 });
      const [status, body] = answer(route.request().method(), url.pathname, !screen.signedOut, screen.role) ?? [404, { status: 404 }];
      return route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) });
    });
  } else if (as && !screen.signedOut) {
    await page.request.post(`${base}/api/v1/demo/session`, { data: { as }, headers: { 'X-Baton-CSRF': '1' } });
  }
  await page.goto(base + (importId ? screen.path.replace(/import\/90\d/, `import/${importId}`) : screen.path), { waitUntil: 'load' });
  await page.locator('h1, h3').first().waitFor({ timeout: 15000 });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(350);
  await screen.act?.(page);
  await page.waitForTimeout(350);
  await page.screenshot({ path: `${out}/${screen.name}-${look.name}.png`, fullPage: !screen.act });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) said.push(`wider than the window by ${wide} px`);
  if (axe) {
    await page.evaluate(axeSource);
    const result = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    for (const fault of result.violations) said.push(`axe ${fault.id}: ${fault.nodes.map((n) => n.html.slice(0, axeLength) + ' ' + (n.any[0]?.message ?? '')).slice(0, 3).join(' | ')}`);
  }
  for (const line of said) console.log(`${screen.name}-${look.name}: ${line}`);
  faults += said.length;
  await context.close();
}

for (const screen of screens) {
  if (picked.length ? !picked.includes(screen.name) : screen.dev || (screen.import && !importId)) continue;
  for (const look of looks) await shoot(screen, look);
}
await browser.close();
console.log(faults === 0 ? 'No complaints.' : `${faults} complaints.`);
process.exit(faults === 0 ? 0 : 1);
