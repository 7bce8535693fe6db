import { expect, it } from 'vitest';
import { fromLocal, readLocal, toLocal } from './zoned';

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
it('refuses a time that the clocks skip, and names the next', () => {
  expect(readLocal('2027-03-28T02:30', 'Europe/Berlin')).toEqual({ at: '', next: '2027-03-28T01:00:00.000Z', twice: false });
  expect(readLocal('2027-03-14T02:00', 'America/New_York')).toEqual({ at: '', next: '2027-03-14T07:00:00.000Z', twice: false });
  expect(readLocal('2027-10-03T02:10', 'Australia/Lord_Howe')?.next).toBe('2027-10-02T15:30:00.000Z');
});
it('takes the first of a time that comes twice', () => {
  expect(readLocal('2027-10-31T02:30', 'Europe/Berlin')).toEqual({ at: '2027-10-31T00:30:00.000Z', next: '', twice: true });
  expect(readLocal('2027-11-07T01:30', 'America/New_York')).toEqual({ at: '2027-11-07T05:30:00.000Z', next: '', twice: true });
  expect(readLocal('2027-10-31T02:30', 'Asia/Kolkata')?.twice).toBe(false);
  expect(readLocal('2026-11-24T10:30', 'America/Chicago')).toEqual({ at: '2026-11-24T16:30:00.000Z', next: '', twice: false });
  expect(readLocal('soon', 'UTC')).toBeNull();
});
