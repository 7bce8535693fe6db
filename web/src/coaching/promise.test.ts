import { expect, it } from 'vitest';
import { causesOf, dueOf, laterTimes, shownAs, viewOf, type PromiseRow } from './promise';

const dayOf = (at: string) => at.slice(0, 10);
const due = (due_at: string) => dueOf({ due_at }, '2026-11-24T15:41:00Z', dayOf);

it('says how a due time stands', () => {
  expect(due('2026-11-23T15:00:00Z')).toEqual({ tone: 'alert', kind: 'days_late', count: 1 });
  expect(due('2026-11-24T14:00:00Z')).toEqual({ tone: 'alert', kind: 'hours_late', count: 2 });
  expect(due('2026-11-24T16:30:00Z')).toEqual({ tone: 'cool', kind: 'time', count: 0 });
  expect(due('2026-11-24T22:00:00Z')).toEqual({ tone: 'plain', kind: 'time', count: 0 });
  expect(due('2026-11-26T22:00:00Z')).toEqual({ tone: 'plain', kind: 'day', count: 0 });
});

it('offers later times and no weekend', () => {
  const times = laterTimes('2026-11-27T16:30:00Z', '2026-11-24T15:41:00Z', (at) => at.getUTCDay());
  expect(times).toEqual(['2026-11-27T18:30:00.000Z', '2026-11-30T16:30:00.000Z', '2026-12-01T16:30:00.000Z']);
});
it('offers times after now for what is late', () => {
  const times = laterTimes('2026-11-20T16:30:00Z', '2026-11-24T15:41:00Z', (at) => at.getUTCDay());
  expect(times[0]).toBe('2026-11-24T17:45:00.000Z');
});

it('shows what was moved, and what is with one of the two', () => {
  const row = (id: string, rep: string, moves: number) => ({ id, moves, rep: { id: rep }, manager: { id: 'jim' } }) as PromiseRow;
  const rows = [row('1', 'jada', 1), row('2', 'tom', 0), row('3', 'tom', 2)];
  expect(shownAs('open', rows, '').map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(shownAs('moved', rows, '').map(({ id }) => id)).toEqual(['1', '3']);
  expect(shownAs('moved', rows, 'tom').map(({ id }) => id)).toEqual(['3']);
  expect(viewOf('nonsense')).toBe('open');
});
it('counts what came in between, the most frequent first', () => {
  const row = (...causes: string[]) => ({ displacements: causes.map((cause) => ({ cause })) }) as PromiseRow;
  expect(causesOf([row('walk_in'), row('own_deal', 'own_deal'), row()])).toEqual([
    { cause: 'own_deal', count: 2 },
    { cause: 'walk_in', count: 1 },
  ]);
});
