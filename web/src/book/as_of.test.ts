import { beforeEach, expect, it } from 'vitest';
import { setTimeZone } from '../lib/format';
import { asOfText } from './as_of';

beforeEach(() => setTimeZone('America/Chicago'));

const said = (at: string | null | undefined, now: string) => asOfText(at, now).replace(/\s/gu, ' ');

it('says the minute of today, in the zone of the reader, and the day of before', () => {
  expect(said('2026-11-24T15:36:00Z', '2026-11-25T04:00:00Z')).toBe('as of 9:36 AM');
  expect(said('2026-11-24T15:36:00Z', '2026-11-25T07:00:00Z')).toBe('as of Nov 24');
  expect(said('2025-11-24T15:36:00Z', '2026-11-25T07:00:00Z')).toBe('as of Nov 24, 2025');
});

it('says nothing when nothing came in', () => {
  expect([asOfText(null, '2026-11-25T07:00:00Z'), asOfText(undefined, '2026-11-25T07:00:00Z')]).toEqual(['', '']);
});
