// Between instants and what a field <input type="datetime-local"> holds, in a named zone.
//
//   toLocal('2026-11-24T16:30:00Z', 'America/Chicago')   '2026-11-24T10:30'
//   fromLocal('2026-11-24T10:30', 'America/Chicago')     '2026-11-24T16:30:00.000Z'
export function toLocal(at: string, zone?: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...(zone ? { timeZone: zone } : {}),
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '00';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

// A time that the clocks skip becomes the next that exists. null for text that is no time.
export function fromLocal(text: string, zone?: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null;
  const wanted = Date.parse(`${text}:00Z`);
  if (Number.isNaN(wanted)) return null;
  let guess = wanted;
  for (let i = 0; i < 2; i++) guess += wanted - Date.parse(`${toLocal(new Date(guess).toISOString(), zone)}:00Z`);
  return new Date(guess).toISOString();
}

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
  const earlier = gaps.map((gap) => shifted(found, -gap)).find((at) => toLocal(at, zone) === text);
  const later = gaps.some((gap) => toLocal(shifted(found, gap), zone) === text);
  return { at: earlier ?? found, next: '', twice: earlier !== undefined || later };
}

// "Asia/Ho_Chi_Minh" as people write it.
export function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ');
}

// All zones to choose from; the present one first, should the browser not know it.
export function zoneOptions(present?: string | null): { value: string; label: string }[] {
  return [...new Set([...(present ? [present] : []), ...Intl.supportedValuesOf('timeZone')])].map((value) => ({ value, label: zoneName(value) }));
}
