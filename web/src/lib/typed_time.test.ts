import { expect, it } from 'vitest';
import { readLocal } from './typed_time';

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
