// Promises: what a manager owes a rep by a time.
import type { Schema } from '../api/client';

export type PromiseRow = Schema<'Promise'>;
export type Displacement = Schema<'Displacement'>;
export type Cause = Displacement['cause'];

export const causes: readonly Cause[] = ['own_deal', 'walk_in', 'escalation', 'absence', 'rep_asked', 'other'];

export type PromiseKind = PromiseRow['kind'];
export const kinds: readonly PromiseKind[] = ['letter_review', 'call_practice', 'deal_review', 'ride_along', 'one_to_one', 'answer', 'other'];
export const lengths: readonly number[] = [10, 15, 30, 45, 60, 90, 120];
export const promiseTables = ['promise', 'displacement'];

export const views = ['open', 'moved', 'kept', 'withdrawn'] as const;
export type View = (typeof views)[number];
export function viewOf(text: string): View {
  return views.find((view) => view === text) ?? 'open';
}
// The rows of a view; `other` is one of the two, or empty for everybody.
export function shownAs(view: View, rows: readonly PromiseRow[], other: string): PromiseRow[] {
  const isWith = (row: PromiseRow) => !other || row.rep.id === other || row.manager.id === other;
  return rows.filter((row) => isWith(row) && (view !== 'moved' || row.moves > 0));
}
// Whom a manager can promise something.
export function othersOf<P extends { id: string; manager_id: string | null; is_placeholder: boolean }>(people: readonly P[], me: string): P[] {
  return people.filter((person) => person.manager_id === me && !person.is_placeholder);
}
// What came in between, the most frequent first.
export function causesOf(rows: readonly Pick<PromiseRow, 'displacements'>[]): { cause: Cause; count: number }[] {
  const counts = new Map<Cause, number>();
  for (const { cause } of rows.flatMap((row) => row.displacements)) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, count]) => ({ cause, count })).sort((a, b) => b.count - a.count);
}

const minuteMillis = 60_000;
const dayMillis = 24 * 60 * minuteMillis;

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
