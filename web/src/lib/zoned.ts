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
  // One that comes twice is the first of the two.
  const earlier = [180, 120, 60, 30].map((gap) => new Date(guess - gap * 60_000).toISOString()).find((at) => toLocal(at, zone) === text);
  return earlier ?? new Date(guess).toISOString();
}

// "Asia/Ho_Chi_Minh" as people write it.
export function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ');
}

// All zones to choose from; the present one first, should the browser not know it.
export function zoneOptions(present?: string | null): { value: string; label: string }[] {
  return [...new Set([...(present ? [present] : []), ...Intl.supportedValuesOf('timeZone')])].map((value) => ({ value, label: zoneName(value) }));
}
