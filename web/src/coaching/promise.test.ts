import { expect, it } from 'vitest';
import { dueOf, lastingOf, laterTimes, oldestOf, periodOf, sinceOf, startOf, timeTable, viewOf, withOther, type PromiseRow } from './promise';

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

it('shows what is with one of the two', () => {
  const row = (id: string, rep: string) => ({ id, rep: { id: rep }, manager: { id: 'jim' } }) as PromiseRow;
  const rows = [row('1', 'jada'), row('2', 'tom'), row('3', 'tom')];
  expect(withOther(rows, '').map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(withOther(rows, 'tom').map(({ id }) => id)).toEqual(['2', '3']);
  expect(withOther(rows, 'jim').map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(viewOf('nonsense')).toBe('open');
});
it('knows the first day of a period', () => {
  expect(periodOf('nonsense')).toBe('all');
  expect(sinceOf('all', '2026-11-24T15:41:00Z', dayOf)).toBe('');
  expect(sinceOf('30', '2026-11-24T15:41:00Z', dayOf)).toBe('2026-10-25');
});
it('finds what is open the longest', () => {
  const row = (id: string, promised_at: string, state = 'open') => ({ id, promised_at, state }) as PromiseRow;
  const rows = [row('1', '2026-11-20T08:00:00Z'), row('2', '2026-11-02T08:00:00Z'), row('3', '2026-10-01T08:00:00Z', 'asked')];
  expect(oldestOf(rows, '2026-11-24T15:41:00Z').map(({ promise, days }) => [promise.id, days])).toEqual([
    ['2', 22],
    ['1', 4],
  ]);
});
it('says how long something took', () => {
  expect(lastingOf(0.01)).toEqual({ unit: 'hours', count: 1 });
  expect(lastingOf(0.5)).toEqual({ unit: 'hours', count: 12 });
  expect(lastingOf(2)).toEqual({ unit: 'days', count: 2 });
  expect(lastingOf(2.1)).toEqual({ unit: 'days', count: 3 });
});
it('reads the curve by the days that people name', () => {
  const steps = [
    { x: 0.5, share: 0.2, low: 0.1, high: 0.4 },
    { x: 2, share: 0.6, low: null, high: null },
  ];
  expect(timeTable(steps, 4).map(({ day, share }) => [day, share])).toEqual([
    [1, 0.2],
    [2, 0.6],
    [3, 0.6],
  ]);
});
it('begins a promise with what the address says, and with nothing it does not know', () => {
  expect(startOf(new URLSearchParams('add=1'))).toEqual({});
  expect(startOf(new URLSearchParams('rep=7&kind=ride_along&title=Along&account=3'))).toEqual({ rep_id: '7', kind: 'ride_along', title: 'Along', account_id: '3' });
  expect(startOf(new URLSearchParams('kind=nonsense'))).toEqual({});
});
