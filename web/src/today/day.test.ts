import { describe, expect, it } from 'vitest';
import { layDay, nextPiece, sums } from './day';
import type { DayItem } from './words';

const minuteOf = (at: string) => new Date(at).getUTCHours() * 60 + new Date(at).getUTCMinutes();
function piece(starts: string, minutes: number, kind: DayItem['kind'] = 'coaching'): DayItem {
  return { kind, title: starts, starts_at: `2026-11-24T${starts}:00Z`, minutes, person: null, account: null, is_promise: false };
}

describe('layDay', () => {
  it('covers nine to five and whatever is outside of it', () => {
    expect(layDay([], '2026-11-24T09:41:00Z', minuteOf)).toMatchObject({ from: 540, to: 1020, lanes: 1 });
    expect(layDay([piece('07:30', 30), piece('18:00', 90)], '2026-11-24T09:41:00Z', minuteOf)).toMatchObject({ from: 420, to: 1200 });
  });
  it('puts what is at the same time below each other', () => {
    const track = layDay([piece('10:00', 60), piece('10:30', 60), piece('11:00', 30)], '2026-11-24T09:41:00Z', minuteOf);
    expect(track.placed.map((placed) => placed.lane)).toEqual([0, 1, 0]);
    expect(track.lanes).toBe(2);
  });
  it('marks now only within the day', () => {
    expect(layDay([], '2026-11-24T13:00:00Z', minuteOf).now).toBe(0.5);
    expect(layDay([], '2026-11-24T22:00:00Z', minuteOf).now).toBeNull();
  });
});

it('sums coaching and selling', () => {
  expect(sums([piece('10:00', 60), piece('11:00', 30, 'selling'), piece('12:00', 45)])).toEqual({ coaching: 105, selling: 30 });
});

it('finds who is next, also when it has begun', () => {
  const items = [piece('09:00', 30), piece('11:30', 30), piece('10:30', 60), piece('10:00', 30, 'selling')];
  expect(nextPiece(items, '2026-11-24T09:41:00Z')?.title).toBe('10:30');
  expect(nextPiece(items, '2026-11-24T10:45:00Z')?.title).toBe('10:30');
  expect(nextPiece(items, '2026-11-24T20:00:00Z')).toBeUndefined();
});
