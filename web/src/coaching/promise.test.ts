import { expect, it } from 'vitest';
import { dueOf, laterTimes } from './promise';

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
