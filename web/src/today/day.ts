// Where the pieces of a day stand on the track. Pure: minutes of the day in, shares of the width out.
import type { DayItem } from './words';

export interface Placed {
  item: DayItem;
  start: number; // minutes of the day
  end: number;
  left: number; // share of the track, 0 to 1
  width: number;
  lane: number; // pieces at the same time stand below each other
}
export interface Track {
  from: number; // minutes of the day, whole hours
  to: number;
  hours: number[];
  placed: Placed[];
  lanes: number;
  now: number | null; // share of the track; null when outside
}

const shortestDay = 8 * 60;
const shortestPiece = 30; // drawn at least so long, so that its words can be read

export function layDay(items: readonly DayItem[], now: string, minuteOf: (at: string) => number): Track {
  const timed = items
    .map((item) => ({ item, start: minuteOf(item.starts_at), end: minuteOf(item.starts_at) + Math.max(item.minutes, shortestPiece) }))
    .sort((a, b) => a.start - b.start);
  const at = minuteOf(now);
  let from = Math.floor(Math.min(9 * 60, ...timed.map((piece) => piece.start)) / 60) * 60;
  let to = Math.ceil(Math.max(from + shortestDay, ...timed.map((piece) => piece.end)) / 60) * 60;
  from = Math.max(0, from);
  to = Math.min(24 * 60, to);
  const share = (minute: number) => (minute - from) / (to - from);
  const ends: number[] = [];
  const placed = timed.map(({ item, start, end }) => {
    let lane = ends.findIndex((before) => before <= start);
    if (lane < 0) lane = ends.length;
    ends[lane] = end;
    return { item, start, end, left: share(start), width: share(Math.min(end, to)) - share(start), lane };
  });
  const hours = Array.from({ length: (to - from) / 60 }, (_, i) => from + i * 60);
  return { from, to, hours, placed, lanes: Math.max(1, ends.length), now: at >= from && at <= to ? share(at) : null };
}

// Minutes of coaching and selling, for the sentence beside the heading.
export function sums(items: readonly DayItem[]): { coaching: number; selling: number } {
  const sum = (kind: DayItem['kind']) => items.filter((item) => item.kind === kind).reduce((all, item) => all + item.minutes, 0);
  return { coaching: sum('coaching'), selling: sum('selling') };
}
// The piece that comes next, or is on now.
export function nextPiece(items: readonly DayItem[], now: string): DayItem | undefined {
  const at = Date.parse(now);
  return items
    .filter((item) => Date.parse(item.starts_at) + item.minutes * 60_000 > at)
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at))
    .find((item) => item.kind === 'coaching');
}
