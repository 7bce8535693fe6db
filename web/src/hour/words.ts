// What an hour is worth: its types, and how a headline, an input and an amount are said.
import type { components } from '../api/schema';
import { about, hours, number, percent } from '../lib/format';
import { t } from '../messages';

export type HourWorth = components['schemas']['HourWorth'];
export type Prior = components['schemas']['HourPrior'];
export type Amount = components['schemas']['HourMoney'];
export type Input = components['schemas']['HourInput'];
export type OwnHours = components['schemas']['OwnHours'];
export type WeekHours = components['schemas']['WeekHours'];
export type Kind = components['schemas']['LoggedHourInput']['kind'];

export const kinds = ['selling', 'coaching', 'deal_help', 'admin'] as const satisfies readonly Kind[];
export const worthTables = ['activity', 'coaching_session', 'logged_hour', 'opportunity', 'person', 'promise', 'setting'];
export const hourTables = ['activity', 'busy_time', 'coaching_session', 'logged_hour', 'promise'];

export function between(one: Amount, currency: string): string {
  return t('ui.hour.between', { low: about(one.low_minor, currency), high: about(one.high_minor, currency) });
}

// 0.043 is 4.3%, 0.43 is 43%.
export function lift(share: number): string {
  return percent(share, Math.abs(share) < 0.1 ? 1 : 0);
}
// What log points are as a share.
export const fromLog = (points: number): string => lift(Math.expm1(points));

// What is believed before the own data: said as the table says it.
export function priorsText(worth: HourWorth): string {
  return t('ui.hour.priors_text', Object.fromEntries(worth.priors.map((one) => [one.name, fromLog(one.judged)])));
}

// Of hours that nobody recorded: where they can be told. "What if" is there with the three views; the own hours are the person's own.
export function recordedText(worth: HourWorth): string {
  const { minutes, known_weeks: known, weeks } = worth.recorded;
  const canTry = worth.priors.length > 0;
  const can = canTry ? (worth.is_self ? 'both' : 'try') : worth.is_self ? 'say' : 'none';
  return t('ui.hour.recorded', { hours: hours(minutes), known, weeks, can });
}

// A difference with its sign, in two digits that count.
export const more = (wins: number): string => number(Number(wins.toPrecision(2)), { signDisplay: 'exceptZero' });

export interface Named {
  who: 'me' | 'other';
  person: string;
}

export function headline(worth: HourWorth, who: Named): string {
  return t(`ui.hour.saying.${worth.saying}`, { ...who, money: about(worth.own.median_minor, worth.currency) });
}

// What follows from it, and how sure that is. An amount is said only once the data suggest something.
export function lead(worth: HourWorth): string {
  if (worth.saying === 'nothing') return t('ui.hour.lead.nothing');
  if (worth.saying === 'own') {
    return t('ui.hour.lead.own', { low: about(worth.own.low_minor, worth.currency), high: about(worth.own.high_minor, worth.currency), percent: percent(worth.own_weight), guard: worth.guard });
  }
  const level = t(`ui.scoreboard.evidence.${worth.evidence}`);
  const said = worth.break_even === null ? t('ui.hour.lead.always', { level }) : t('ui.hour.lead.break_even', { percent: lift(worth.break_even), level });
  const usual = worth.priors.find((one) => one.name === 'usual');
  if (!worth.may_show_money || !usual) return said;
  return `${said} ${t('ui.hour.lead.money', { coach: about(usual.coach.median_minor, worth.currency), sell: about(usual.sell.median_minor, worth.currency) })}`;
}

const oneIn = (rate: number) => number(1 / rate, { maximumFractionDigits: rate > 0.1 ? 1 : 0 });
function say(input: Input, value: number, currency: string): string {
  if (input.unit === 'money') return about(value, currency);
  if (input.unit === 'share') return percent(value);
  if (input.unit === 'log_points') return fromLog(value);
  if (value <= 0) return '–';
  return input.unit === 'per_hour' ? t('ui.hour.per_hour', { hours: oneIn(value) }) : t('ui.hour.per_week', { weeks: oneIn(value) });
}
export function inputValue(input: Input, currency: string): string {
  return say(input, input.value, currency);
}
export function inputRange(input: Input, currency: string): string {
  if (input.low === null || input.high === null) return '';
  // "One in 40 h" is less often than "one in 20 h": the ends change places.
  const isRate = input.unit === 'per_hour' || input.unit === 'per_week';
  const [low, high] = isRate ? [input.high, input.low] : [input.low, input.high];
  return t('ui.hour.between', { low: say(input, low, currency), high: say(input, high, currency) });
}
export function inputHow(input: Input, worth: HourWorth): string {
  return t(`ui.hour.how.${input.key}`, {
    count: input.count,
    without: worth.without_amount,
    guard: worth.guard,
    rate: worth.rate_from,
    percent: percent(worth.own_weight),
    own: worth.own_closed.closed,
    own_won: worth.own_closed.won,
    reps: worth.reps_closed.closed,
    reps_won: worth.reps_closed.won,
  });
}

export function minutesOf(week: WeekHours, kind: Kind): number {
  return week[`${kind}_minutes`];
}
