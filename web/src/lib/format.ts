// Numbers, money, days and hours in the reader's language, by Intl. Minor units are integers ("15000" USD is $150.00);
// days are YYYY-MM-DD and have no zone; instants are RFC 3339 and are shown in the person's zone.
//
//   money(4_820_000, 'USD', { short: true })  $48k        day('2026-11-24', 'long')  Tuesday 24 November
import { language, t } from '../messages';

let zone: string | undefined;
export function setTimeZone(name: string | undefined): void {
  zone = name;
}
export function timeZone(): string | undefined {
  return zone;
}

// How far the server's clock is from this one, which may be wrong or not the demo's. Before it is known no year is another one.
let ahead: number | undefined;
export function setNow(server: string | undefined): void {
  ahead = server === undefined ? undefined : Date.parse(server) - Date.now();
}

// The reader's region decides order and signs (24 November or November 24) as long as the language is the same.
function locale(): string {
  const wanted = language();
  return navigator.languages?.find((tag) => tag.split('-')[0] === wanted) ?? wanted;
}

const kept = new Map<string, unknown>();
function keep<T>(key: string, make: () => T): T {
  let made = kept.get(key) as T | undefined;
  if (made === undefined) kept.set(key, (made = make()));
  return made;
}
function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return keep(`n${locale()}${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale(), options));
}
function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keep(`d${locale()}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale(), options));
}

export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  return numbers(options).format(value);
}

export function percent(share: number, digits = 0): string {
  return numbers({ style: 'percent', maximumFractionDigits: digits }).format(share);
}

export function minorDigits(currency: string): number {
  return numbers({ style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

// `short` is for cards and axes ("$48k"); otherwise whole units, and cents only where there are any or `exact` asks.
export function money(
  minor: number,
  currency: string,
  options: { short?: boolean; exact?: boolean; sign?: boolean } = {},
): string {
  const digits = minorDigits(currency);
  const value = minor / 10 ** digits;
  const base: Intl.NumberFormatOptions = { style: 'currency', currency };
  if (options.sign) base.signDisplay = 'exceptZero';
  if (options.short && Math.abs(value) >= 1000) {
    return numbers({ ...base, notation: 'compact', maximumFractionDigits: Math.abs(value) >= 1_000_000 ? 1 : 0 })
      .format(value)
      .replace(/K$/, 'k');
  }
  const shown = options.exact || !Number.isInteger(value) ? digits : 0;
  return numbers({ ...base, minimumFractionDigits: shown, maximumFractionDigits: shown }).format(value);
}

// Money that is an estimate: two digits that count, and no cents.
export function about(minor: number, currency: string, options: { sign?: boolean } = {}): string {
  const unit = 10 ** minorDigits(currency);
  const whole = Number((minor / unit).toPrecision(2));
  return money(Math.round(whole) * unit, currency, { ...options, short: Math.abs(whole) >= 10_000 });
}

// Minutes as people say them: "45 min", "2 h", "2 h 30".
export function hours(minutes: number): string {
  const whole = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.round(Math.abs(minutes) % 60);
  if (whole === 0) return t('ui.format.minutes', { minutes: rest });
  if (rest === 0) return t('ui.format.hours', { hours: whole });
  return t('ui.format.hours_minutes', { hours: whole, minutes: String(rest).padStart(2, '0') });
}

export type DayStyle = 'long' | 'medium' | 'short' | 'weekday';
const dayOptions: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short' },
};

function inZone(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions {
  return zone ? { ...options, timeZone: zone } : options;
}

// With its year where that is not this one.
function withYear(options: Intl.DateTimeFormatOptions, at: Date): Intl.DateTimeFormatOptions {
  if (ahead === undefined || !options.month) return options;
  const year = dates({ year: 'numeric', ...(options.timeZone && { timeZone: options.timeZone }) });
  const now = dates(inZone({ year: 'numeric' })).format(new Date(Date.now() + ahead));
  return year.format(at) === now ? options : { ...options, year: 'numeric' };
}
function say(options: Intl.DateTimeFormatOptions, at: Date): string {
  return dates(withYear(options, at)).format(at);
}

// A day without a zone: the same day everywhere.
export function day(on: string, style: DayStyle = 'medium'): string {
  return say({ ...dayOptions[style], timeZone: 'UTC' }, new Date(`${on}T00:00:00Z`));
}

export function date(at: string, style: DayStyle = 'medium'): string {
  return say(inZone(dayOptions[style]), new Date(at));
}
// As it is in somebody else's zone.
export function dateThere(at: string, there: string): string {
  return say({ ...dayOptions.long, timeZone: there }, new Date(at));
}
export function time(at: string): string {
  return dates(inZone({ hour: 'numeric', minute: '2-digit' })).format(new Date(at));
}
// A minute of any day, on the wall.
export function clock(minute: number): string {
  return dates({ hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(minute * 60_000));
}
// The same, of a whole hour, as the marks of a day say it: 9, 12, 2, where people say 14: 14.
export function clockHour(minute: number): string {
  const parts = dates({ hour: 'numeric', timeZone: 'UTC' }).formatToParts(new Date(minute * 60_000));
  return parts.find(({ type }) => type === 'hour')?.value ?? '';
}
export function dateTime(at: string): string {
  return say(inZone({ ...dayOptions.short, hour: 'numeric', minute: '2-digit' }), new Date(at));
}

// The day an instant falls on in the person's zone, as YYYY-MM-DD.
export function dayOf(at: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', inZone({ year: 'numeric', month: '2-digit', day: '2-digit' }));
  return parts.format(new Date(at));
}
export function hourOf(at: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', inZone({ hour: 'numeric', hour12: false }));
  return Number(parts.format(new Date(at))) % 24;
}
// Minutes since midnight, in the person's zone.
export function minuteOf(at: string): number {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', inZone({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))
    .format(new Date(at))
    .split(':')
    .map(Number);
  return hour * 60 + minute;
}

// "3 hours ago", "in 2 days": one step, rounded.
export function ago(at: string, now: string = new Date().toISOString()): string {
  const seconds = (Date.parse(at) - Date.parse(now)) / 1000;
  const format = keep(`r${locale()}`, () => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }));
  const size = Math.abs(seconds);
  if (size < 45) return t('ui.format.now');
  if (size < 45 * 60) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 22 * 3600) return format.format(Math.round(seconds / 3600), 'hour');
  if (size < 26 * 86400) return format.format(Math.round(seconds / 86400), 'day');
  if (size < 320 * 86400) return format.format(Math.round(seconds / 2629800), 'month');
  return format.format(Math.round(seconds / 31557600), 'year');
}

// "Jada, Tom and Priya".
export function list(words: string[]): string {
  return keep(`l${locale()}`, () => new Intl.ListFormat(locale(), { type: 'conjunction' })).format(words);
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((w) => (w ? [...w][0] : '') ?? '');
  return letters.join('').toLocaleUpperCase();
}
