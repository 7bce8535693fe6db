// The Larmar demo's own clock, its two endings and its two days.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok, type Schema } from '../api/client';
import { invalidateTables, queries } from '../api/query';

export type DemoState = Schema<'DemoState'>;
export type ClockStep = Schema<'DemoStep'>['to'];
export type Ending = Exclude<DemoState['ending'], 'none'>;

const key = ['demo', 'state'];

export function demoState(enabled: () => boolean) {
  return createQuery(() => ({
    queryKey: key,
    queryFn: () => ok(api.GET('/api/v1/demo/state')),
    enabled: enabled(),
    meta: { tables: ['organization'] },
  }));
}

// Time moves for everything that is shown, also for the session, which carries the clock.
async function settle(state: DemoState): Promise<DemoState> {
  queries.setQueryData(key, state);
  await invalidateTables(['*']);
  return state;
}
export async function moveClock(to: ClockStep): Promise<DemoState> {
  return settle(await ok(api.POST('/api/v1/demo/clock', { body: { to } })));
}
export async function playEnding(ending: Ending): Promise<DemoState> {
  return settle(await ok(api.POST('/api/v1/demo/ending', { body: { ending } })));
}
export async function setDay(day: 1 | 60): Promise<DemoState> {
  return settle(await ok(api.POST('/api/v1/demo/day', { body: { day } })));
}

// How long a line of the story stands before the next: long enough to read, the whole under a minute.
export function pauseMillis(text: string, lines: number): number {
  const perWord = 260;
  const longest = 50_000 / Math.max(lines, 1);
  return Math.min(Math.max(1800, text.split(/\s+/).length * perWord), longest);
}
