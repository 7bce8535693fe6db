// The contents page of the UI: every address and the screen it shows. One line a screen; each is a chunk of its own.
//
//   link('join', { token })                  '/join/a1b2'
//   link('board', {}, { view: 'list' })      '/board?view=list'
//
// A screen component gets `params` (what the path holds) and reads filters with queryParam. A panel opens over any page
// as ?open=<panel>/<id>, gets `id` and `close`, and draws a ui/SidePanel.
import type { Component } from 'svelte';
import { fillPath, matchPath, router, withQuery, type PathParams, type Query } from './lib/router.svelte';

export interface Screen {
  path: string;
  load: () => Promise<{ default: Component<any> }>;
  bare?: boolean; // without navigation and without a session: joining, a client's page
  wide?: boolean; // uses the whole width: the board
}

export interface Panel {
  load: () => Promise<{ default: Component<{ id: string; close: () => void }> }>;
}

export const screens = {
  today: { path: '/', load: () => import('./today/TodayPage.svelte') },
  board: { path: '/board', load: () => import('./board/BoardPage.svelte'), wide: true },
  handoff: { path: '/handoff/:id', load: () => import('./handoff/HandoffPage.svelte') },
  owner_changes: { path: '/owner-changes', load: () => import('./writeback/OwnerChangesPage.svelte') },
  sheet: { path: '/handoff/:id/sheet', load: () => import('./sheet/SheetPage.svelte') },
  coaching: { path: '/coaching', load: () => import('./coaching/CoachingPage.svelte') },
  coaching_session: { path: '/coaching/:id', load: () => import('./coaching/SessionPage.svelte') },
  week: { path: '/week', load: () => import('./week/WeekPage.svelte') },
  promises: { path: '/promises', load: () => import('./coaching/PromisesPage.svelte') },
  reviews: { path: '/reviews', load: () => import('./review/ReviewsPage.svelte') },
  review_new: { path: '/reviews/new', load: () => import('./review/NewReviewPage.svelte') },
  review: { path: '/reviews/:id', load: () => import('./review/ReviewPage.svelte') },
  takeovers: { path: '/takeovers', load: () => import('./takeover/TakeoversPage.svelte') },
  levels: { path: '/levels', load: () => import('./delegation/LevelsPage.svelte') },
  departures: { path: '/departures', load: () => import('./departure/DeparturesPage.svelte'), wide: true },
  scoreboard: { path: '/scoreboard', load: () => import('./scoreboard/ScoreboardPage.svelte') },
  self_assessment: { path: '/self-assessment', load: () => import('./assessment/AssessmentPage.svelte') },
  friday: { path: '/friday', load: () => import('./friday/FridayPage.svelte') },
  glossary: { path: '/glossary', load: () => import('./glossary/GlossaryPage.svelte') },
  help: { path: '/help', load: () => import('./help/HelpPage.svelte') },
  mentor: { path: '/mentor', load: () => import('./mentor/MentorPage.svelte') },
  report: { path: '/report', load: () => import('./report/ReportPage.svelte') },
  sight: { path: '/sight', load: () => import('./sight/SightPage.svelte') },
  hour: { path: '/hour', load: () => import('./hour/HourPage.svelte') },
  leave: { path: '/if-i-leave', load: () => import('./departure/LeavePage.svelte') },
  who_knows_whom: { path: '/who-knows-whom', load: () => import('./acquaintance/WhoKnowsWhomPage.svelte') },
  managers: { path: '/managers', load: () => import('./managers/ManagersPage.svelte'), wide: true },
  ninety_days: { path: '/ninety-days', load: () => import('./ninety_days/NinetyDaysPage.svelte') },
  book: { path: '/book', load: () => import('./book/BookPage.svelte') },
  letters: { path: '/letters', load: () => import('./letter/LettersPage.svelte') },
  people: { path: '/people', load: () => import('./people/PeoplePage.svelte') },
  my_mail: { path: '/my-mail', load: () => import('./traffic/MailPage.svelte') },
  cover: { path: '/people/:id/cover', load: () => import('./cover/CoverPage.svelte') },
  outbox: { path: '/outbox', load: () => import('./mail/OutboxPage.svelte') },
  administration: { path: '/administration', load: () => import('./administration/AdministrationPage.svelte') },
  settings: { path: '/settings', load: () => import('./settings/SettingsPage.svelte') },
  import_one: { path: '/import/:id', load: () => import('./intake/ImportPage.svelte') },
  imports: { path: '/import', load: () => import('./intake/StartPage.svelte') },
  demo: { path: '/demo', load: () => import('./demo/DemoPage.svelte') },
  forgot: { path: '/forgot', load: () => import('./session/ForgotPage.svelte'), bare: true },
  join: { path: '/join/:token', load: () => import('./session/JoinPage.svelte'), bare: true },
} as const satisfies Record<string, Screen>;

export const panels: Record<string, Panel> = {
  person: { load: () => import('./people/PersonPanel.svelte') },
  account: { load: () => import('./account/AccountPanel.svelte') },
  door: { load: () => import('./door/DoorPanel.svelte') },
  handoff: { load: () => import('./handoff/HandoffPanel.svelte') },
  check: { load: () => import('./handoff/CheckPanel.svelte') },
  mail: { load: () => import('./mail/MailPanel.svelte') },
};

export type ScreenName = keyof typeof screens;

type ParamsOf<Name extends ScreenName> = Record<PathParams<(typeof screens)[Name]['path']>, string>;

export function link<Name extends ScreenName>(name: Name, params?: ParamsOf<Name>, query: Query = {}): string {
  return withQuery(fillPath(screens[name].path, params ?? {}), query);
}

export interface Found {
  name: string;
  screen: Screen;
  params: Record<string, string>;
}

// `table` is the argument of tests.
export function findScreen(path: string, table: Record<string, Screen> = screens): Found | null {
  for (const [name, screen] of Object.entries(table)) {
    const params = matchPath(screen.path, path);
    if (params) return { name, screen, params };
  }
  if (import.meta.env.DEV && path === '/gallery') {
    return { name: 'gallery', screen: { path, load: () => import('./ui/gallery/Gallery.svelte'), bare: true }, params: {} };
  }
  return null;
}

// The address that opens a record over the page that is shown.
export function panelLink(panel: string, id: string): string {
  return withQuery(router.path, { open: `${panel}/${id}` }, router.query);
}
export function openPanel(panel: string, id = ''): void {
  router.setQuery({ open: id ? `${panel}/${id}` : panel }, { push: true });
}
export function closePanel(): void {
  router.setQuery({ open: null });
}
export function openedPanel(): { panel: string; id: string } | null {
  const open = router.query.get('open');
  if (!open) return null;
  const [panel = '', ...rest] = open.split('/');
  return { panel, id: rest.join('/') };
}
