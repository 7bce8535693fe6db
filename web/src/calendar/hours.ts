// A working week as a form of seven days: each is off, or from one time to another. A day with several stretches, which a program
// has set, is shown as it is and kept unless the day is taken out.
import type { Schema } from '../api/client';

export type Stretch = Schema<'WorkingHours'>;
export type Week = Schema<'WorkingWeek'>;
export const hoursTables = ['working_week'];
export interface DayForm {
  weekday: number; // 1 Monday
  on: boolean;
  from: number;
  to: number;
  kept: Stretch[]; // more than one: not changed here
}

export const usual = { from: 9 * 60, to: 17 * 60 };
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function formOf(hours: readonly Stretch[]): DayForm[] {
  return weekdays.map((weekday) => {
    const own = hours.filter((one) => one.weekday === weekday).sort((a, b) => a.from_minute - b.from_minute);
    return { weekday, on: own.length > 0, from: own[0]?.from_minute ?? usual.from, to: own[0]?.to_minute ?? usual.to, kept: own.length > 1 ? own : [] };
  });
}

export function hoursOf(form: readonly DayForm[]): Stretch[] {
  return form.flatMap((day) => {
    if (!day.on) return [];
    return day.kept.length > 1 ? day.kept : [{ weekday: day.weekday, from_minute: day.from, to_minute: day.to }];
  });
}

// A form that was not touched says what it was made of.
export const isOtherThan = (hours: readonly Stretch[], form: readonly DayForm[]) => JSON.stringify(hoursOf(form)) !== JSON.stringify(hoursOf(formOf(hours)));

export const lengthOf = (hours: readonly Stretch[]) => hours.reduce((sum, one) => sum + one.to_minute - one.from_minute, 0);

// Monday of any week, and on: only the weekday's name is said of it.
export const sampleDay = (weekday: number) => `2026-01-${String(4 + weekday).padStart(2, '0')}`;

// Half hours, and what was set besides.
export function minutesOf(chosen: number): number[] {
  const all = Array.from({ length: 49 }, (_, i) => i * 30);
  return all.includes(chosen) ? all : [...all, chosen].sort((a, b) => a - b);
}
