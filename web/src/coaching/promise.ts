// Promises: what a manager owes a rep by a time.
import type { Schema } from '../api/client';
import { stepAt, type CurveStep } from '../ui/step_curve';

export type PromiseRow = Schema<'Promise'>;
export type Displacement = Schema<'Displacement'>;
export type Cause = Displacement['cause'];

export const causes: readonly Cause[] = ['own_deal', 'walk_in', 'escalation', 'absence', 'rep_asked', 'other'];

export type PromiseKind = PromiseRow['kind'];
export const kinds: readonly PromiseKind[] = ['letter_review', 'call_practice', 'deal_review', 'ride_along', 'one_to_one', 'answer', 'other'];
// What a new promise begins with where another page leads to it, by its address.
export interface PromiseStart {
  rep_id?: string;
  kind?: PromiseKind;
  title?: string;
  account_id?: string;
}
export function startOf(query: URLSearchParams): PromiseStart {
  const [rep_id, title, account_id] = ['rep', 'title', 'account'].map((name) => query.get(name) ?? undefined);
  const kind = kinds.find((one) => one === query.get('kind'));
  return { ...(rep_id && { rep_id }), ...(kind && { kind }), ...(title && { title }), ...(account_id && { account_id }) };
}
export const lengths: readonly number[] = [10, 15, 30, 45, 60, 90, 120];
export const promiseTables = ['promise', 'displacement'];

export const views = ['open', 'moved', 'kept', 'withdrawn'] as const;
export type View = (typeof views)[number];
export function viewOf(text: string): View {
  return views.find((view) => view === text) ?? 'open';
}
// Those with one of the two; empty: with everybody.
export function withOther(rows: readonly PromiseRow[], other: string): PromiseRow[] {
  return rows.filter((row) => !other || row.rep.id === other || row.manager.id === other);
}
// Whom a manager can promise something.
export function othersOf<P extends { id: string; manager_id: string | null; is_placeholder: boolean }>(people: readonly P[], me: string): P[] {
  return people.filter((person) => person.manager_id === me && !person.is_placeholder);
}
const minuteMillis = 60_000;
const dayMillis = 24 * 60 * minuteMillis;

export const periods = ['all', '90', '30'] as const; // days
export type Period = (typeof periods)[number];
export function periodOf(text: string): Period {
  return periods.find((period) => period === text) ?? 'all';
}
// The first day of a period that ends today; empty: all.
export function sinceOf(period: Period, now: string, dayOf: (at: string) => string): string {
  return period !== 'all' ? dayOf(new Date(Date.parse(now) - Number(period) * dayMillis).toISOString()) : '';
}

// What is open the longest, the oldest first.
export function oldestOf(rows: readonly PromiseRow[], now: string, most = 3): { promise: PromiseRow; days: number }[] {
  return rows
    .filter((row) => row.state === 'open')
    .sort((a, b) => Date.parse(a.promised_at) - Date.parse(b.promised_at))
    .slice(0, most)
    .map((promise) => ({ promise, days: Math.max(0, Math.floor((Date.parse(now) - Date.parse(promise.promised_at)) / dayMillis)) }));
}
// "5 hours", "3 days": days are counted as begun.
export function lastingOf(days: number): { unit: 'hours' | 'days'; count: number } {
  if (days < 1) return { unit: 'hours', count: Math.max(1, Math.round(days * 24)) };
  return { unit: 'days', count: Math.ceil(days - 1e-9) };
}
// The curve by the days that people name, as far as it is known.
const namedDays = [1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90, 180, 365];
export function timeTable(steps: readonly CurveStep[], until: number): { day: number; share: number; low: number | null; high: number | null }[] {
  return namedDays.filter((day) => day <= until).map((day) => ({ day, ...(stepAt(steps, day) ?? { share: 0, low: null, high: null }) }));
}

export interface Due {
  tone: 'alert' | 'cool' | 'plain';
  kind: 'days_late' | 'hours_late' | 'time' | 'day';
  count: number;
}
// How the due time is said: a number of days or hours late, the time today, else the day. `dayOf` tells the calendar day.
export function dueOf(promise: Pick<PromiseRow, 'due_at'>, now: string, dayOf: (at: string) => string): Due {
  const late = Date.parse(now) - Date.parse(promise.due_at);
  if (late >= dayMillis) return { tone: 'alert', kind: 'days_late', count: Math.floor(late / dayMillis) };
  if (late > 0) return { tone: 'alert', kind: 'hours_late', count: Math.ceil(late / (60 * minuteMillis)) };
  if (dayOf(promise.due_at) !== dayOf(now)) return { tone: 'plain', kind: 'day', count: 0 };
  return { tone: -late <= 120 * minuteMillis ? 'cool' : 'plain', kind: 'time', count: 0 };
}

// Three times to move to: in two hours, tomorrow and the day after at the promised hour. Saturdays and Sundays are skipped.
export function laterTimes(due_at: string, now: string, weekdayOf: (at: Date) => number): string[] {
  const from = Math.max(Date.parse(due_at), Date.parse(now));
  const quarter = 15 * minuteMillis;
  const found = [new Date(Math.ceil((from + 120 * minuteMillis) / quarter) * quarter)];
  const start = Math.ceil(from / quarter) * quarter;
  for (let days = 1; found.length < 3 && days < 8; days++) {
    const at = new Date(start + days * dayMillis);
    if (![0, 6].includes(weekdayOf(at))) found.push(at);
  }
  return found.map((at) => at.toISOString());
}
