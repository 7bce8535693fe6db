// The places of the navigation. A place appears once its screen stands in routes.ts, and only for the roles it is for.
import type { MessageKey } from '../messages';
import { findScreen } from '../routes';
import type { Role } from '../session/session';
import type { IconName } from '../ui/icons';

export interface Place {
  path: string;
  label: MessageKey;
  short?: MessageKey; // on the bottom bar of a phone
  icon: IconName;
  keys: string;
  roles?: readonly Role[];
  count?: 'today' | 'board'; // which number stands behind it
  holds?: readonly string[]; // what belongs to it: /handoff/17 to the board, the tabs of coaching
}

const main: readonly Place[] = [
  { path: '/', label: 'ui.nav.today', icon: 'today', keys: 'g t', count: 'today' },
  { path: '/board', label: 'ui.nav.board', short: 'ui.nav.board_short', icon: 'handoff', keys: 'g h', count: 'board', holds: ['/handoff'], roles: ['rep', 'manager', 'director'] },
  { path: '/coaching', label: 'ui.nav.coaching', icon: 'coaching', keys: 'g c', holds: ['/promises', '/week', '/reviews'], roles: ['rep', 'manager', 'director'] },
  { path: '/scoreboard', label: 'ui.nav.scoreboard', short: 'ui.nav.scoreboard_short', icon: 'scoreboard', keys: 'g s', roles: ['manager', 'director'] },
  { path: '/if-i-leave', label: 'ui.nav.leave', icon: 'leave', keys: 'g l', holds: ['/departures'], roles: ['rep', 'manager', 'director'] },
  { path: '/report', label: 'ui.nav.report', icon: 'report', keys: 'g m', holds: ['/friday'] },
];

const below: readonly Place[] = [
  { path: '/book', label: 'ui.nav.book', icon: 'book', keys: 'g b' },
  { path: '/people', label: 'ui.people.title', short: 'ui.people.short', icon: 'people', keys: 'g p' },
  { path: '/ninety-days', label: 'ui.nav.ninety_days', icon: 'path', keys: 'g n', roles: ['manager', 'director', 'administrator'] },
  { path: '/managers', label: 'ui.nav.managers', icon: 'people', keys: 'g a', roles: ['director'] },
  { path: '/settings', label: 'ui.nav.settings', icon: 'settings', keys: 'g e' },
];

// Tabs of a place: in the palette and by key.
const tabs: readonly Place[] = [
  { path: '/week', label: 'ui.week.nav', icon: 'coaching', keys: 'g i', roles: ['manager'] },
  { path: '/reviews', label: 'ui.review.title', icon: 'mail', keys: 'g v', roles: ['rep', 'manager'] },
  { path: '/friday', label: 'ui.friday.nav', icon: 'report', keys: 'g z', roles: ['manager', 'director'] },
  { path: '/departures', label: 'ui.departures.nav', icon: 'leave', keys: 'g x', roles: ['manager', 'director'] },
];

// Wanted seldom: behind "More", in the palette and by key.
const aside: readonly Place[] = [
  { path: '/administration', label: 'ui.administration.title', icon: 'settings', keys: 'g q', roles: ['administrator'] },
  { path: '/owner-changes', label: 'ui.writeback.name', icon: 'book', keys: 'g w', roles: ['manager', 'administrator'] },
  { path: '/takeovers', label: 'ui.takeover.title', icon: 'handoff', keys: 'g k', roles: ['rep', 'manager', 'director'] },
  { path: '/hour', label: 'ui.hour.nav', icon: 'scoreboard', keys: 'g u', roles: ['rep', 'manager', 'director'] },
  { path: '/self-assessment', label: 'ui.assessment.nav', icon: 'people', keys: 'g f', roles: ['manager'] },
  { path: '/mentor', label: 'ui.mentor.nav', icon: 'people', keys: 'g j' },
  { path: '/levels', label: 'ui.delegation.title', icon: 'path', keys: 'g d', roles: ['rep', 'manager', 'director'] },
  { path: '/who-knows-whom', label: 'ui.ties.nav', icon: 'people', keys: 'g y' },
  { path: '/sight', label: 'ui.sight.nav', icon: 'people', keys: 'g 1', roles: ['rep', 'manager', 'director'] },
  { path: '/glossary', label: 'ui.glossary.nav', icon: 'book', keys: 'g 0' },
  { path: '/help', label: 'ui.help.nav', icon: 'help', keys: 'g g' },
  { path: '/letters', label: 'ui.letters.title', icon: 'mail', keys: 'g r' },
  { path: '/outbox', label: 'ui.outbox.title', icon: 'mail', keys: 'g o', roles: ['rep', 'manager', 'administrator'] },
];

function shown(places: readonly Place[], role: Role): Place[] {
  return places.filter((place) => findScreen(place.path) && (!place.roles || place.roles.includes(role)));
}

export function mainPlaces(role: Role): Place[] {
  return shown(main, role);
}
export function otherPlaces(role: Role): Place[] {
  return shown(below, role);
}
export function asidePlaces(role: Role): Place[] {
  return shown(aside, role);
}
// What a menu lists.
export function menuPlaces(role: Role): Place[] {
  return [...mainPlaces(role), ...otherPlaces(role), ...asidePlaces(role)];
}
// What keys and the palette reach.
export function allPlaces(role: Role): Place[] {
  return [...menuPlaces(role), ...shown(tabs, role)];
}

export function isHere(place: Place, path: string): boolean {
  const isIn = (root: string) => path === root || path.startsWith(`${root}/`);
  return place.path === '/' ? path === '/' : isIn(place.path) || (place.holds ?? []).some(isIn);
}
