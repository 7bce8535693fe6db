// A manager's scoreboard: its types, and how a figure, what guards it and what stands beside it are said.
import type { components } from '../api/schema';
import { about, day, hours, list, money, number, percent } from '../lib/format';
import { t, type MessageKey } from '../messages';

export type Scoreboard = components['schemas']['Scoreboard'];
export type Figure = components['schemas']['ScoreboardFigure'];
export type Beside = components['schemas']['ScoreboardBeside'];
export type Row = components['schemas']['ScoreboardRow'];
export type Period = components['schemas']['ScoreboardPeriod'];
export type Growth = components['schemas']['RepGrowth'];
export type LinePoint = components['schemas']['ScoreboardQuarter'];
export type GrowthPoint = components['schemas']['GrowthPoint'];

export const scoreboardTables = ['account', 'activity', 'agreed_share', 'coaching_session', 'displacement', 'handoff', 'interruption', 'opportunity', 'person', 'promise', 'review', 'setting', 'takeover', 'tie'];

// 2.5, but 12 and 0.13: nobody needs a tenth of a large ratio, and of a small one a tenth says too little.
export function times(value: number): string {
  return number(value, { maximumFractionDigits: value < 1 ? 2 : value < 10 ? 1 : 0 });
}

export function periodName(name: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(name);
  if (quarter) return t('ui.scoreboard.period.quarter', { year: quarter[1] ?? '', quarter: quarter[2] ?? '' });
  return t(name === '52w' ? 'ui.scoreboard.period.52w' : 'ui.scoreboard.period.13w');
}

// Q3 2026, for an axis.
export function quarterShort(name: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(name);
  return t('ui.scoreboard.quarter_short', { year: quarter?.[1] ?? '', quarter: quarter?.[2] ?? '' });
}

// Whose rows are sessions, promises and what moved them.
const ofTwo: readonly Figure['key'][] = ['coaching_hours', 'displaced', 'interruptions', 'least_coached', 'promises_kept', 'slots_kept', 'stay_rate'];
// Shown as a count; the value is how it stands to the other time.
const counts: readonly Figure['key'][] = ['displaced', 'interruptions', 'total_wins'];

// Of a figure that shows no rows.
export function whyNoRows(figure: Figure, board: Pick<Scoreboard, 'closing' | 'is_self'>): string {
  const mayBeSeen = figure.guard !== 'not_yours' && (board.is_self || !ofTwo.includes(figure.key));
  return t(mayBeSeen && board.closing.closed_on ? 'ui.scoreboard.rows_of_sums' : 'ui.scoreboard.rows_of_two');
}

// Since when nothing alters what is shown, or from when on; nothing of a time that is no quarter.
export function closingText(board: Pick<Scoreboard, 'closing'>): string {
  const { closed_on, closes_on, definition } = board.closing;
  if (closed_on) return t('ui.scoreboard.closed', { day: day(closed_on), version: definition });
  return closes_on ? t('ui.scoreboard.closes', { day: day(closes_on) }) : '';
}

// What the line of quarters says, for those who do not see it.
export function lineSentence(points: LinePoint[]): string {
  const known = points.filter((point) => point.times !== null);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return t('ui.scoreboard.line_none');
  const end = { times: times(last.times ?? 0), quarter: quarterShort(last.period.name) };
  if (first === last) return t('ui.scoreboard.line_one', end);
  return t('ui.scoreboard.line_said', { ...end, first_times: times(first.times ?? 0), first_quarter: quarterShort(first.period.name), count: known.length });
}

export function pointValue(point: LinePoint): string {
  return point.times === null ? t(`ui.scoreboard.line_kind.${point.kind}`) : times(point.times);
}

export function pointLikely(point: Pick<LinePoint, 'low' | 'high'>): string {
  const { low, high } = point;
  if (low !== null && high !== null) return t('ui.scoreboard.likely', { low: times(low), high: times(high) });
  if (low !== null) return t('ui.scoreboard.at_least', { low: times(low) });
  return high === null ? '–' : t('ui.scoreboard.at_most', { high: times(high) });
}

export function pointCounted(point: LinePoint): string {
  if (point.closed_on) return t('ui.scoreboard.line_closed', { day: day(point.closed_on), version: point.definition });
  return t(point.is_running ? 'ui.scoreboard.line_running' : 'ui.scoreboard.line_open');
}

// From where to where a ratio's line goes, in doublings: always with 1 in it, and no further than 16 times.
export function ratioScale(points: LinePoint[]): { from: number; to: number; ticks: number[] } {
  const most = 4;
  const ends = points.flatMap((point) => [point.times, point.low, point.high]).filter((value) => value !== null && value > 0) as number[];
  const logs = ends.map((value) => Math.min(most, Math.max(-most, Math.log2(value))));
  const from = Math.floor(Math.min(-1, ...logs));
  const to = Math.ceil(Math.max(1, ...logs));
  return { from, to, ticks: Array.from({ length: to - from + 1 }, (_, index) => 2 ** (from + index)) };
}

export interface Named {
  who: 'me' | 'other';
  person: string;
}

export function headline(board: Scoreboard, who: Named): string {
  const { saying, now } = board;
  return t(`ui.scoreboard.headline.${saying.kind}`, {
    ...who,
    times: saying.times === null ? '' : times(saying.times),
    count: now.touched + now.handed,
  });
}

// How sure that is, and what became of it.
export function lead(board: Scoreboard, who: Named): string {
  const { saying, now, before, against } = board;
  const enabled = now.touched + now.handed;
  const team = (tally: Scoreboard['now']) => tally.touched + tally.handed + tally.without;
  const sure = t(`ui.scoreboard.lead.${saying.kind}`, {
    ...who,
    count: enabled + now.personal,
    enabled,
    personal: now.personal,
    day: day(board.period.from_on),
    low: saying.low === null ? '' : times(saying.low),
    high: saying.high === null ? '' : times(saying.high),
  });
  if (saying.kind !== 'ratio' && saying.kind !== 'all') return sure;
  const was = saying.times_before === null ? t('ui.scoreboard.no_ratio') : times(saying.times_before);
  return `${sure} ${t(`ui.scoreboard.move.${saying.move}`, { ...who, against, before: was, now: team(now), then: team(before) })}`;
}

// Of these the count is of wins and the rest of reps: they are no share.
const winsOfReps = new Set<Figure['key']>(['breadth', 'median_lift']);
const isOfTooFewWins = ({ key, guard }: Figure): boolean => guard === 'too_few' && winsOfReps.has(key);

// The number itself, or what stands in its place.
export function figureValue(figure: Figure, currency: string): string {
  const { value, unit, guard, count, of } = figure;
  if (guard !== 'none' && guard !== 'too_few' && guard !== 'no_model' && guard !== 'not_reached') return '–';
  if (counts.includes(figure.key)) return number(count);
  if (isOfTooFewWins(figure)) return '–';
  if (guard !== 'none') return of > 0 ? t(figure.key === 'own_deal_share' ? 'ui.scoreboard.of_deals' : 'ui.scoreboard.of', { count, of }) : number(count);
  if (value === null) return '–';
  if (unit === 'share') return percent(value);
  if (unit === 'people') return t('ui.scoreboard.of_people', { value: number(value, { maximumFractionDigits: 1 }), of });
  if (unit === 'minutes') return t('ui.scoreboard.a_week', { hours: hours(Math.round(value)) });
  if (figure.key === 'dependence_removed') return about(value, currency, { sign: true });
  if (unit === 'money') return money(Math.round(value), currency, { short: true });
  if (unit === 'weeks') return t('ui.scoreboard.weeks_long', { count: number(value, { maximumFractionDigits: 0 }) });
  if (figure.key === 'case_mix') return t('ui.scoreboard.times_expected', { times: times(value) });
  if (figure.key === 'median_lift' || figure.key === 'incremental') return number(value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return number(value);
}

// How much an estimate rests on, in a word, and what would lift it or why there is none.
export function evidenceText(figure: Figure): string {
  if (!figure.evidence) return '';
  const level = t(`ui.scoreboard.evidence.${figure.evidence}`);
  if (figure.no_answer) return `${level}: ${t(`ui.scoreboard.no_answer.${figure.no_answer}`)}`;
  if (figure.missing.length === 0) return level;
  return t('ui.scoreboard.evidence_missing', { level, missing: list(figure.missing.map((gate) => t(`ui.scoreboard.gate.${gate}`))) });
}

// What a rep sold more or less than before; nothing to compare: a dash.
export function growthChange(one: Growth): string {
  if (one.wins + one.wins_before === 0) return '–';
  return money(one.sales_minor - one.sales_before_minor, one.currency, { short: true, sign: true });
}

export function growthRange(one: Growth): string {
  if (one.low === null || one.high === null) return t('ui.scoreboard.growth.too_few');
  const say = (end: number) => about(end, one.currency);
  return t('ui.scoreboard.likely', { low: say(one.low), high: say(one.high) });
}

// On how many it rests, in the words of what was counted: a share of money is one of deals, and a median one of reps.
function basis({ key, unit, count, of }: Figure): string {
  if (key === 'own_deal_share') return t('ui.scoreboard.of_deals', { count, of });
  if (key === 'median_lift') return t('ui.scoreboard.of_reps', { of });
  if (key === 'breadth') return t('ui.scoreboard.of_wins', { count });
  if (key === 'dependence_removed') return t('ui.scoreboard.of_clients', { count, of });
  return unit === 'share' || key === 'case_mix' || key === 'ramp_time' ? t('ui.scoreboard.of', { count, of }) : '';
}

// Where it likely lies, on how many it rests, or why it is not shown.
export function figureRange(figure: Figure, currency: string): string {
  const { guard, low, high, unit, value, count, of } = figure;
  const rests = basis(figure);
  if (guard === 'no_evidence') return evidenceText(figure) || t('ui.scoreboard.guard.no_evidence');
  if (isOfTooFewWins(figure)) return t('ui.scoreboard.too_few_wins', { count, reps: of });
  if (guard !== 'none') return t(`ui.scoreboard.guard.${guard}`);
  if (counts.includes(figure.key)) {
    if (value === null) return low === null ? '' : t('ui.scoreboard.times', { times: times(low) });
    return t('ui.scoreboard.times_likely', { times: times(value), low: low === null ? '' : times(low), high: high === null ? '' : times(high) });
  }
  if (low === null || high === null) return rests;
  const say = (end: number) =>
    unit === 'share' ? percent(end) : unit === 'money' ? about(end, currency) : number(end, { maximumFractionDigits: 1 });
  const range = figure.key === 'incremental' ? t('ui.scoreboard.surely', { low: say(low), high: say(high), evidence: evidenceText(figure) }) : t('ui.scoreboard.likely', { low: say(low), high: say(high) });
  return rests ? `${rests}, ${range}` : range;
}

// A guard that is nothing is not worth a line, but for those that are the other side of the figure.
const always = new Set<Beside['key']>(['before', 'not_touched', 'agreed_percent', 'reps', 'expected', 'expected_percent', 'entered', 'left', 'at_start', 'at_end', 'sold', 'sold_before']);
const estimated = new Set<Beside['key']>(['at_start', 'at_end', 'margin']);
const sums = new Set<Beside['key']>(['sold', 'sold_before']);
export function besideText(figure: Figure, board: Pick<Scoreboard, 'against' | 'currency'>): string[] {
  const causes = figure.causes.map(({ cause, count }) => t('ui.scoreboard.cause_count', { cause: t(`ui.scoreboard.cause.${cause}`), count }));
  const amount = (key: Beside['key'], value: number) => {
    if (estimated.has(key)) return about(value, board.currency);
    return sums.has(key) || (key === 'before' && figure.unit === 'money') ? money(value, board.currency, { short: true }) : undefined;
  };
  const beside = figure.beside
    .filter((one) => one.value !== 0 || always.has(one.key))
    .map(({ key, value }) => {
      const count = amount(key, value) ?? (key === 'expected' ? number(value / 10, { maximumFractionDigits: 1 }) : value);
      // Who is not there yet is here, where it is asked who is still here.
      const said = figure.key === 'stay_rate' && key === 'not_yet' ? 'not_known' : key;
      return t(`ui.scoreboard.beside.${said}`, { count, against: board.against, currency: board.currency, percent: percent(value / 1000), hours: hours(value) });
    });
  return [...beside, ...causes];
}

// What a row was counted as.
export function countedAs(row: Row, figure: Figure['key'], currency: string): string {
  if (row.kind === 'session') {
    if (row.session_state === 'held' && row.was_planned === false) return t('ui.scoreboard.session.unplanned');
    return t(`ui.scoreboard.session.${row.session_state ?? 'held'}`);
  }
  if (row.kind === 'account') {
    if (row.share_before === null || row.share_after === null) return t('ui.scoreboard.account.unknown');
    return t('ui.scoreboard.account.shares', { before: percent(row.share_before), after: percent(row.share_after) });
  }
  if (row.kind === 'promise') return t(`ui.scoreboard.verdict.${row.verdict ?? 'not_due'}`);
  if (row.kind === 'interruption') return t('ui.scoreboard.interruption.outcome', { outcome: row.outcome ?? 'taken', count: row.moved ?? 0 });
  if (row.kind === 'displacement') {
    const state = row.made_good_on ? 'kept' : row.promise_state === 'withdrawn' ? 'withdrawn' : 'open';
    return t('ui.scoreboard.move_counted', { cause: t(`ui.scoreboard.cause.${row.cause ?? 'other'}`), state, day: row.made_good_on ? day(row.made_good_on) : '' });
  }
  if (row.kind === 'takeover') return t(`ui.scoreboard.standing.${row.standing ?? 'asked'}`);
  if (row.kind === 'handoff' && row.is_kept !== null) {
    const kept = t('ui.scoreboard.handoff.kept', { kept: row.is_kept ? 'yes' : 'no', percent: percent(row.expected ?? 0) });
    const say = (minor: number) => money(minor, currency, { short: true });
    if (!row.sold_minor && !row.sold_before_minor) return kept;
    return t('ui.scoreboard.handoff.sold', { kept, since: say(row.sold_minor ?? 0), before: say(row.sold_before_minor ?? 0) });
  }
  if (row.kind === 'handoff') return t(row.is_confirmed ? 'ui.scoreboard.handoff.confirmed' : 'ui.scoreboard.handoff.open');
  if (figure === 'case_mix') return t('ui.scoreboard.expected', { won: row.status === 'won' ? 'yes' : 'no', known: row.expected === null ? 'no' : 'yes', percent: percent(row.expected ?? 0) });
  if (['win_rate', 'median_lift', 'reps_growing', 'ramp_time', 'incremental'].includes(figure)) return t(row.status === 'won' ? 'ui.scoreboard.won' : 'ui.scoreboard.lost');
  if (figure === 'manager_free') return t(`ui.scoreboard.presence.${row.presence ?? 'unknown'}`);
  const win = t(`ui.scoreboard.win.${row.win ?? 'without'}`, {
    touch: row.touch ?? 'session',
    day: row.touched_on ? day(row.touched_on) : '',
    led: row.is_led ? 'yes' : 'no',
  });
  return row.missed && row.missed !== 'none' ? `${win}: ${t(`ui.scoreboard.missed.${row.missed}`)}` : win;
}

export function sessionKind(row: Row): string {
  return row.session_kind ? t(`ui.coaching.kind.${row.session_kind}` as MessageKey) : row.title;
}
