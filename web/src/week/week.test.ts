import { expect, it } from 'vitest';
import { groupsOf, leftOf, minutesOf, nextOf, type Place } from './words';

function place(change: Partial<Place>): Place {
  const rep = { id: '1', name: 'Jada Ellis', role: 'rep' as const, is_placeholder: false, ends_on: null };
  return {
    id: '9', version: 1, place: 1, rep, stratum: 'other', kind: 'one_to_one', minutes: 30, account: null, days_without: 3, level: null, state: 'proposed',
    skip_reason: null, fits: true, starts_at: null, promises: [], may: ['promise', 'skip'], ...change,
  };
}

it('knows who is next: drawn, within the hours, not dealt with', () => {
  const next = place({});
  const others = [place({ place: null, may: [] }), place({ fits: false }), place({ state: 'skipped', may: ['promise'] }), place({ state: 'promised', may: [] }), place({ stratum: 'promised', may: [] })];
  expect(nextOf([...others, next])).toEqual([next]);
});

it('groups by need, in the order in which needs are served', () => {
  const groups = groupsOf([place({ stratum: 'other' }), place({ stratum: 'promised' }), place({ stratum: 'other' })]);
  expect(groups.map(({ stratum, places }) => [stratum, places.length])).toEqual([['promised', 1], ['other', 2]]);
  expect(groupsOf([])).toEqual([]);
});

it('says what is left, below zero when more is promised', () => {
  expect(leftOf({ minutes: 240, owed_minutes: 90 })).toBe(150);
  expect(leftOf({ minutes: 60, owed_minutes: 90 })).toBe(-30);
});

it('reads hours as people type them', () => {
  expect(minutesOf('4')).toBe(240);
  expect(minutesOf(' 2.5 ')).toBe(150);
  expect(minutesOf('2,5')).toBe(150);
  for (const text of ['', 'four', '-1', '41', '1e9']) expect(minutesOf(text)).toBeNull();
});
