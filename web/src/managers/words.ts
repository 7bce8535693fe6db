// Managers side by side: their types, how they are sorted and filtered, and what may be said of the order.
import type { components } from '../api/schema';
import { t } from '../messages';
import { figureRange, type Figure } from '../scoreboard/words';

export type Managers = components['schemas']['Managers'];
export type ManagerLine = components['schemas']['ManagerLine'];

// Figures are as they were worked out last; what is of now is read again when it changes.
export const managersTables = ['account', 'agreed_share', 'departure_outlook', 'handoff', 'manager_outlook', 'person'];

export const columns = ['manager', 'held', 'own', 'coached', 'promises', 'times', 'exposure', 'stuck', 'since'] as const;
export type Column = (typeof columns)[number];
export type Order = { column: Column; up: boolean };
// Largest first where a large figure is what one looks for.
export const firstUp: Record<Column, boolean> = { manager: true, held: false, own: false, coached: true, promises: true, times: false, exposure: false, stuck: false, since: false };

export const filters = ['all', 'new', 'above', 'stuck'] as const;
export type Filter = (typeof filters)[number];

export function isColumn(name: string): name is Column {
  return (columns as readonly string[]).includes(name);
}
export function isFilter(name: string): name is Filter {
  return (filters as readonly string[]).includes(name);
}

export interface Span {
  low: number;
  high: number;
}

// Where the figure of a column likely lies; none: it is a count of all there is, or not known.
export function spanOf(line: ManagerLine, column: Column): Span | null {
  const figure = column === 'own' ? line.own_share : column === 'promises' ? line.promises : null;
  if (figure) return figure.guard === 'none' && figure.low !== null && figure.high !== null ? { low: figure.low, high: figure.high } : null;
  if (column === 'times') {
    const { kind, low, high } = line.saying ?? { kind: 'nothing', low: null, high: null };
    if (kind === 'nothing' || kind === 'counts') return null;
    return { low: low ?? 0, high: high ?? Infinity };
  }
  if (column === 'exposure' && line.exposure) return { low: line.exposure.low_minor, high: line.exposure.high_minor };
  return null;
}

// What a column is sorted by; none: not known, and last in either order.
export function keyOf(line: ManagerLine, column: Column): number | string | null {
  switch (column) {
    case 'manager':
      return line.person.name;
    case 'held':
      return line.held;
    case 'own':
      return line.own_share?.guard === 'none' ? line.own_share.value : null;
    case 'promises':
      return line.promises?.guard === 'none' ? line.promises.value : null;
    case 'coached':
      return line.coached && line.coached.guard === 'none' && line.coached.of > 0 ? line.coached.count / line.coached.of : null;
    case 'times':
      return line.saying?.times ?? (line.saying?.kind === 'all' ? line.saying.low : line.saying?.kind === 'own' ? 0 : null);
    case 'exposure':
      return line.exposure?.expected_minor ?? null;
    case 'stuck':
      return line.stuck;
    case 'since':
      return line.began_on;
  }
}

// Equal ones stay by name, as they come.
export function sorted(lines: readonly ManagerLine[], { column, up }: Order): ManagerLine[] {
  const compare = (a: number | string, b: number | string) => (typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : a < b ? -1 : a > b ? 1 : 0);
  return [...lines].sort((one, other) => {
    const a = keyOf(one, column);
    const b = keyOf(other, column);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return up ? compare(a, b) : -compare(a, b);
  });
}

// How many from the first on cannot be told from it, because their likely ranges overlap; 0 where the column has none.
export function alike(lines: readonly ManagerLine[], { column, up }: Order): number {
  const first = lines[0] && spanOf(lines[0], column);
  if (!first) return 0;
  const apart = lines.findIndex((line) => {
    const span = spanOf(line, column);
    return span === null || (up ? span.low > first.high : span.high < first.low);
  });
  return apart < 0 ? lines.length : apart;
}

// Of a share of money; how it was counted is said as on the scoreboard.
export function ownRange(figure: Figure, currency: string): string {
  return figure.guard === 'too_few' ? t('ui.managers.few_deals') : figureRange(figure, currency);
}

// The multiplier never stands alone: all wins of the team, now and then, and where it rose for nothing that the team won.
export function teamWins({ team, team_before, against }: ManagerLine): string {
  return t('ui.managers.team_wins', { now: team, then: team_before, against });
}
export function hollowRise({ saying }: ManagerLine): string {
  const move = saying?.move;
  return move === 'only_own_fell' || move === 'only_relabelled' ? t(`ui.managers.move.${move}`) : '';
}

// What may be a manager's of the sales, as agreed; none: nothing is.
export function agreedOf(line: ManagerLine): number | null {
  const agreed = line.own_share?.beside.find((one) => one.key === 'agreed_percent');
  return agreed ? agreed.value / 100 : null;
}

// clearly: the whole range lies above what is agreed. unclear: some of it does, or too little is known.
export function againstAgreed(line: ManagerLine): 'none' | 'above' | 'unclear' | 'within' {
  const agreed = agreedOf(line);
  if (agreed === null) return 'none';
  const span = spanOf(line, 'own');
  if (!span) return 'unclear';
  if (span.low > agreed) return 'above';
  return span.high > agreed ? 'unclear' : 'within';
}

export function isShown(line: ManagerLine, filter: Filter, typed: string): boolean {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text = `${line.person.name} ${line.reports_to?.name ?? ''}`.toLocaleLowerCase();
  if (!words.every((word) => text.includes(word))) return false;
  if (filter === 'new') return line.alone_until !== null || line.steps_of !== null;
  if (filter === 'above') return againstAgreed(line) === 'above';
  return filter === 'all' || line.stuck > 0;
}

export interface Said {
  title: string;
  lead: string;
}

// The sentence first, from the figures alone.
export function headline({ items, as_of }: Managers): Said {
  const [only] = items;
  if (!only) return { title: t('ui.managers.nobody'), lead: ' ' };
  const held = items.reduce((sum, line) => sum + line.held, 0);
  const then = items.filter((line) => line.held_then !== null);
  const holding = then.length > 0
    ? t('ui.managers.held_since', { held: then.reduce((sum, line) => sum + line.held, 0), then: then.reduce((sum, line) => sum + (line.held_then ?? 0), 0), count: then.length, all: items.length })
    : t('ui.managers.held', { held, count: items.length });
  const agreed = items.filter((line) => agreedOf(line) !== null);
  const above = agreed.filter((line) => againstAgreed(line) === 'above').length;
  const unclear = agreed.filter((line) => againstAgreed(line) === 'unclear').length;
  const stuck = items.reduce((sum, line) => sum + line.stuck, 0);
  const rest = [stuck > 0 ? t('ui.managers.stuck_lead', { count: stuck }) : '', as_of ? '' : t('ui.managers.not_yet')];
  if (items.length === 1) return { title: t('ui.managers.only', { person: only.person.name }), lead: [`${holding}.`, ...rest, t('ui.managers.only_lead')].filter(Boolean).join(' ') };
  if (agreed.length === 0) return { title: holding, lead: rest.filter(Boolean).join(' ') || ' ' };
  const title = t('ui.managers.above', { above, all: items.length });
  return { title, lead: [t('ui.managers.with_share', { count: agreed.length }), unclear > 0 ? t('ui.managers.unclear', { count: unclear }) : '', `${holding}.`, ...rest].filter(Boolean).join(' ') };
}
