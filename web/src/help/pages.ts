// The pages of the help, in the order in which they are listed, and which of them belongs to a screen. The words are
// Markdown (web/help/<language>), made ready by build/help.ts.
import { language } from '../messages';
import { fold } from '../lib/fold';
import { findScreen, type ScreenName } from '../routes';

export interface HelpText {
  name: string;
  title: string;
  lead: string;
  html: string;
  text: string;
}

export const pageNames = ['start', 'ninety_days', 'import', 'hand_over', 'walk_in', 'promise', 'scoreboard', 'hour', 'leaving', 'month', 'who_sees', 'keyboard'] as const;
export type PageName = (typeof pageNames)[number];

const pageOf = {
  today: 'start', demo: 'start', settings: 'start', people: 'start', help: 'start', join: 'start', forgot: 'start', glossary: 'start',
  ninety_days: 'ninety_days', self_assessment: 'ninety_days', mentor: 'ninety_days',
  imports: 'import', import_one: 'import', book: 'import', my_mail: 'import',
  board: 'hand_over', handoff: 'hand_over', sheet: 'hand_over', owner_changes: 'hand_over', letters: 'hand_over', outbox: 'hand_over', levels: 'hand_over',
  takeovers: 'walk_in',
  coaching: 'promise', coaching_session: 'promise', week: 'promise', promises: 'promise', reviews: 'promise', review: 'promise', review_new: 'promise',
  scoreboard: 'scoreboard', managers: 'scoreboard',
  hour: 'hour',
  leave: 'leaving', departures: 'leaving', who_knows_whom: 'leaving', cover: 'leaving',
  report: 'month', friday: 'month',
  sight: 'who_sees', administration: 'who_sees',
} as const satisfies Record<ScreenName, PageName>;

// What is open beside a page comes first: somebody at the door is what is being done.
export function pageFor(path: string, panel = ''): PageName {
  if (panel === 'door') return 'walk_in';
  const name = findScreen(path)?.name ?? '';
  return name in pageOf ? pageOf[name as ScreenName] : 'start';
}

export async function loadPages(): Promise<HelpText[]> {
  const { default: pages } = language() === 'de' ? await import('virtual:help/de') : await import('virtual:help/en');
  return pageNames.flatMap((name) => pages.find((page) => page.name === name) ?? []);
}

export interface Found {
  page: HelpText;
  around: string; // the words about what was found; the lead where the title alone has it
}

// Each word that is typed, wherever it stands in a page.
export function findPages(pages: readonly HelpText[], typed: string): Found[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const first = words[0];
  if (first === undefined) return [];
  const found = pages.filter((page) => {
    const all = fold(`${page.title} ${page.lead} ${page.text}`);
    return words.every((word) => all.includes(word));
  });
  const isIn = (text: string) => fold(text).includes(first);
  return found
    .toSorted((a, b) => Number(isIn(b.title)) - Number(isIn(a.title)))
    .map((page) => ({ page, around: [page.lead, ...page.text.split(/\n|(?<=[.?!]) /)].find(isIn) ?? page.lead }));
}
