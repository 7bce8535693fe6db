import { expect, test } from 'vitest';
import { leftOn, nameThen } from './left';

test('only who is gone is said to have left', () => {
  const tom = { name: 'Tom Reyes', ends_on: '2026-10-30' };
  expect(leftOn(tom, '2026-10-30T12:00:00Z')).toBe('');
  expect(leftOn(tom, '2026-10-31T00:00:00Z')).toBe('Left on Oct 30, 2026');
  expect(leftOn({ ends_on: null }, '2026-10-31T00:00:00Z')).toBe('');
  expect(nameThen(tom, '2026-11-24T09:41:00Z')).toBe('Tom Reyes (Left on Oct 30, 2026)');
});
