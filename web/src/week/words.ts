// The words of the week's coaching plan: hours, needs in four strata, an order by lot, and what became of each place.
import type { Schema } from '../api/client';

export type Plan = Schema<'WeekPlan'>;
export type Place = Schema<'WeekPlace'>;
export type Stratum = Place['stratum'];
export type SkipReason = NonNullable<Place['skip_reason']>;

export const strata: readonly Stratum[] = ['promised', 'client_coming', 'long_without', 'other'];
export const skipReasons: readonly SkipReason[] = ['rep_away', 'not_needed', 'no_time', 'other'];
export const weekTables = ['week_draw', 'week_place', 'week_hours', 'promise', 'coaching_session', 'handoff', 'delegation', 'person', 'person_calendar', 'working_week', 'absence', 'activity'];

// Those that are still to be promised or left out, in the order of the draw, as far as the hours go.
export function nextOf(places: readonly Place[]): Place[] {
  return places.filter((one) => one.place !== null && one.fits && one.may.includes('promise') && one.state === 'proposed');
}
// By stratum, each with somebody in it.
export function groupsOf(places: readonly Place[]): { stratum: Stratum; places: Place[] }[] {
  return strata.map((stratum) => ({ stratum, places: places.filter((one) => one.stratum === stratum) })).filter((group) => group.places.length > 0);
}
// Minutes that are left for more than is promised; below zero: more is promised than there is.
export function leftOf(plan: Pick<Plan, 'minutes' | 'owed_minutes'>): number {
  return plan.minutes - plan.owed_minutes;
}
// What was typed as hours: "4", "4.5", "4,5"; null: no number of hours.
export function minutesOf(text: string): number | null {
  const hours = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(hours) || hours < 0 || hours > 40 ? null : Math.round(hours * 60);
}
