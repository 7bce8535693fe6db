// Times that people type, against the rules of summer time.
import { fromLocal, toLocal } from './zoned';

// A time that somebody types. `at` is empty where the clocks skip it; then `next` is the next that exists. One that comes twice is
// the first of the two. null for text that is no time.
//   readLocal('2027-03-28T02:30', 'Europe/Berlin')   { at: '', next: '2027-03-28T01:00:00.000Z', twice: false }
export function readLocal(text: string, zone?: string): { at: string; next: string; twice: boolean } | null {
  const found = fromLocal(text, zone);
  if (found === null) return null;
  const minute = 60_000;
  const shifted = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * minute).toISOString();
  if (toLocal(found, zone) !== text) {
    // The clocks jump by no more than a day; each minute behind the one that was typed is tried.
    for (let later = 1; later <= 24 * 60; later++) {
      const wall = new Date(Date.parse(`${text}:00Z`) + later * minute).toISOString().slice(0, 16);
      const next = fromLocal(wall, zone);
      if (next !== null && toLocal(next, zone) === wall) return { at: '', next, twice: false };
    }
    return null;
  }
  const gaps = [30, 60, 120, 180];
  const twice = gaps.some((gap) => toLocal(shifted(found, gap), zone) === text);
  return { at: found, next: '', twice };
}
