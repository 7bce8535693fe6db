import { expect, test } from 'vitest';
import { readPage } from '../../build/help';
import { findScreen, screens } from '../routes';
import { isClosed } from './ready';
import { findPages, loadPages, pageFor, pageNames } from './pages';

test('every page is listed, and every listed page is there', async () => {
  expect((await loadPages()).map((page) => page.name)).toEqual([...pageNames]);
  const { default: german } = await import('virtual:help/de');
  expect(german.map((page) => page.name).toSorted()).toEqual([...pageNames].toSorted());
});

test('a screen opens the page that belongs to it, what is open beside it comes first', () => {
  expect(pageFor('/handoff/17')).toBe('hand_over');
  expect(pageFor('/', 'door')).toBe('walk_in');
  expect(pageFor('/nowhere')).toBe('start');
  for (const screen of Object.values(screens)) expect(pageNames).toContain(pageFor(screen.path));
});

test('no link leads out of the screens', async () => {
  for (const page of await loadPages()) {
    for (const [, href = ''] of page.html.matchAll(/href="([^"]*)"/g)) expect(findScreen(href.split('?')[0]!), `${page.name}: ${href}`).not.toBeNull();
  }
});

test('finds every word, whatever the case, titles first', async () => {
  const pages = await loadPages();
  expect(findPages(pages, 'SCOREBOARD')[0]?.page.name).toBe('scoreboard');
  expect(findPages(pages, 'range overlap').map((one) => one.page.name)).toEqual(['scoreboard']);
  expect(findPages(pages, 'zzz')).toEqual([]);
  expect(findPages(pages, '  ')).toEqual([]);
});

test('Markdown becomes headings, keys and links, and text without marks', () => {
  const page = readPage('p', '# Title\n\nWhat *for*.\n\n## Steps\n1. Press `g h` on the [board](/board).\n');
  expect(page).toMatchObject({ title: 'Title', lead: 'What for.', text: 'Press g h on the board.' });
  expect(page.html).toContain('<kbd>g</kbd> <kbd>h</kbd>');
  expect(page.html).toContain('<a href="/board">board</a>');
  expect(() => readPage('p', 'no title')).toThrow(/title/);
});

test('no link where a role may not go', () => {
  for (const [path, role] of [['/departures', 'rep'], ['/administration', 'manager'], ['/managers', 'rep'], ['/promises', 'administrator'], ['/week', 'director']] as const) {
    expect(isClosed(path, role), `${path} as ${role}`).toBe(true);
  }
  for (const [path, role] of [['/departures', 'director'], ['/import', 'rep'], ['/promises', 'rep'], ['/', 'administrator'], ['/my-mail', 'rep']] as const) {
    expect(isClosed(path, role), `${path} as ${role}`).toBe(false);
  }
});
