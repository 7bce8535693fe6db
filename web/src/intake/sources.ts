// Exports that are fetched by themselves, in words, and what can be done about them.
import { act, orSay } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { invalidateTables } from '../api/query';
import { asOfText } from '../book/as_of';
import { clock, date, dayOf, time } from '../lib/format';
import { t } from '../messages';

export type Source = Schema<'ImportSource'>;
export type Run = Schema<'ImportSourceRun'>;
type Entry = Source['entry'];
type Schedule = Source['schedule'];

export const entries: readonly Entry[] = ['open', 'password', 'header'];
export const schedules: readonly Schedule[] = ['hours', 'daily'];
export const tables = ['import_source'];

// What the form holds. Addresses and what opens them are not known again: blank, they stay.
export interface Draft {
  name: string;
  addresses: string;
  entry: Entry;
  user_name: string;
  password: string;
  header_name: string;
  header_value: string;
  schedule: Schedule;
  every_hours: string;
  at: string; // "06:00"
}

const two = (value: number) => String(value).padStart(2, '0');

export function draftOf(source: Source | null): Draft {
  const minute = source && source.schedule === 'daily' ? source.at_minute : 360;
  return {
    name: source?.name ?? '',
    addresses: '',
    entry: source?.entry ?? 'open',
    user_name: '',
    password: '',
    header_name: '',
    header_value: '',
    schedule: source?.schedule ?? 'hours',
    every_hours: String(source?.every_hours ?? 1),
    at: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
  };
}

export function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

// A whole number of hours; what is none is sent as nothing that can be, so that the server says what may be.
export function hoursOf(text: string): number {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
}

// What is sent: of one that is there already only what was entered.
export function bodyOf(draft: Draft, source: Source | null): Schema<'ImportSourceInput'> {
  const [hour = 0, minute = 0] = draft.at.split(':').map(Number);
  const urls = linesOf(draft.addresses);
  const isKept = source !== null && source.entry === draft.entry;
  const secrets = Object.fromEntries(
    (draft.entry === 'password' ? (['user_name', 'password'] as const) : draft.entry === 'header' ? (['header_name', 'header_value'] as const) : [])
      .filter((key) => !isKept || draft[key] !== '')
      .map((key) => [key, draft[key]]),
  );
  return {
    name: draft.name,
    ...(source && urls.length === 0 ? {} : { urls }),
    entry: draft.entry,
    ...secrets,
    schedule: draft.schedule,
    ...(draft.schedule === 'hours' ? { every_hours: hoursOf(draft.every_hours) } : { at_minute: hour * 60 + minute }),
  };
}

// The fault of the addresses, which are lines of one field: which line, and why.
export function addressFault(errors: Record<string, string>): string | undefined {
  if (errors['urls']) return errors['urls'];
  const found = Object.entries(errors).find(([path]) => /^urls\[\d+\]$/.test(path));
  if (!found) return undefined;
  return t('ui.import.source.line', { line: Number(/\d+/.exec(found[0])?.[0] ?? 0) + 1, fault: found[1] });
}

export function whenText(source: Pick<Source, 'schedule' | 'every_hours' | 'at_minute'>): string {
  if (source.schedule === 'daily') return t('ui.import.source.daily', { at: clock(source.at_minute) });
  return t('ui.import.source.hours', { count: source.every_hours });
}

const moment = (at: string, now: string) => (dayOf(at) === dayOf(now) ? time(at) : `${date(at, 'short')}, ${time(at)}`);

// "accounts.csv, deals.csv (crm.example), old.example": what comes from where. A file without a name of its own has its server's.
export function placesText(source: Pick<Source, 'files'>): string {
  const hosts = [...new Set(source.files.map((file) => file.host))];
  return hosts.map((host) => {
    const names = source.files.filter((file) => file.host === host && !file.name.startsWith(`${host}-`)).map((file) => file.name);
    return names.length > 0 ? `${names.join(', ')} (${host})` : host;
  }).join(', ');
}

// "as of 9:36 · every hour · next at 10:36"
export function stateText(source: Source, now: string): string {
  const fresh = source.as_of ? asOfText(source.as_of, now) : t('ui.import.source.never');
  const next = source.is_fetching ? t('ui.import.source.fetching') : source.next_at ? t('ui.import.source.next', { at: moment(source.next_at, now) }) : '';
  return [fresh, whenText(source), source.is_on ? next : t('ui.import.source.off')].filter(Boolean).join(' · ');
}

// "Since 9:41: crm.example does not let us in."
export function problemText(source: Pick<Source, 'problem' | 'failing_since'>, now: string): string {
  if (!source.problem || !source.failing_since) return source.problem ?? '';
  return t('ui.import.source.since', { at: moment(source.failing_since, now), problem: source.problem });
}

export function runText(run: Run, now: string): string {
  return [moment(run.started_at, now), t(`ui.import.source.outcome.${run.outcome}`)].join(' · ');
}

const at = (source: Source) => ({ path: { id: source.id }, header: ifMatch(source.version) });

const tell = async (deed: () => Promise<unknown>): Promise<void> => {
  await orSay(deed, tables);
};
export async function saveSource(draft: Draft, source: Source | null): Promise<void> {
  const body = bodyOf(draft, source);
  const name = draft.name.trim();
  if (!source) await act(() => api.POST('/api/v1/import-sources', { body }), t('ui.import.source.added', { name }), tables);
  else await act(() => api.PATCH('/api/v1/import-sources/{id}', { params: at(source), body }), t('ui.import.source.changed', { name }), tables);
}

export function switchSource(source: Source, is_on: boolean): Promise<void> {
  const said = t(is_on ? 'ui.import.source.switched_on' : 'ui.import.source.switched_off', { name: source.name });
  return tell(() => act(() => api.PATCH('/api/v1/import-sources/{id}', { params: at(source), body: { is_on } }), said, tables));
}

export function removeSource(source: Source): Promise<void> {
  return tell(() => act(() => api.DELETE('/api/v1/import-sources/{id}', { params: at(source) }), t('ui.import.source.removed', { name: source.name }), tables));
}

// Without a way back: what comes in is an import, which has its own.
export function fetchSource(source: Source): Promise<void> {
  return tell(async () => {
    await ok(api.POST('/api/v1/import-sources/{id}/fetch', { params: { path: { id: source.id } } }));
    await invalidateTables(tables);
  });
}
