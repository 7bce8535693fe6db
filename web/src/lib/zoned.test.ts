import { expect, it } from 'vitest';
import { fromLocal, toLocal } from './zoned';

it('goes there and back in any zone', () => {
  for (const zone of ['America/Chicago', 'Europe/Vienna', 'Asia/Kathmandu', 'UTC']) {
    for (const at of ['2026-11-24T16:30:00.000Z', '2026-07-01T00:15:00.000Z']) {
      expect(fromLocal(toLocal(at, zone), zone)).toBe(at);
    }
  }
  expect(toLocal('2026-11-24T16:30:00Z', 'America/Chicago')).toBe('2026-11-24T10:30');
});
it('knows what is no time', () => expect(fromLocal('tomorrow', 'UTC')).toBeNull());
it('takes a time that the clocks skip', () => {
  expect(fromLocal('2026-03-08T02:30', 'America/Chicago')).toMatch(/^2026-03-08T0[78]:30/);
});
