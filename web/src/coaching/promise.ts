// Promises: what a manager owes a rep by a time.
import type { Schema } from '../api/client';

export type PromiseRow = Schema<'Promise'>;
export type Displacement = Schema<'Displacement'>;
export type Cause = Displacement['cause'];

export const causes: readonly Cause[] = ['own_deal', 'walk_in', 'escalation', 'absence', 'rep_asked', 'other'];

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
