// The book in words of the screen: its rows, its filters, and the ten clients that somebody types.
import type { Schema } from '../api/client';
import { day, list } from '../lib/format';
import { parseMinor } from '../lib/parse';
import { isEmptyRow, type Filled, type GridRow } from '../lib/paste';
import { t } from '../messages';

export type AccountRow = Schema<'AccountRow'>;
export type AccountLine = Schema<'AccountLineInput'>;
export type BookState = 'mine' | 'planned' | 'handed';
export type BookSort = 'revenue' | 'name' | 'last_contact' | 'urgent';

export const bookStates: readonly BookState[] = ['mine', 'planned', 'handed'];
export const bookSorts: readonly BookSort[] = ['urgent', 'revenue', 'last_contact', 'name'];
export const accountTables = ['account', 'ownership', 'contact', 'opportunity', 'activity', 'handoff', 'person', 'cover', 'cover_account', 'absence'];

export function stateOf(text: string): BookState | undefined {
  return bookStates.find((state) => state === text);
}
export function sortOf(text: string): BookSort {
  return bookSorts.find((sort) => sort === text) ?? 'urgent';
}

// "account.urgent.renewal" says itself; what is newer than this screen is left out.
const urgent = ['renewal', 'signature', 'quiet', 'one_thread'] as const;
export type Urgent = (typeof urgent)[number];
export function urgentOf(keys: readonly string[]): Urgent[] {
  return urgent.filter((word) => keys.includes(`account.urgent.${word}`));
}
export function urgentTone(word: Urgent): 'alert' | 'warm' | 'plain' {
  return word === 'renewal' || word === 'signature' ? 'alert' : word === 'one_thread' ? 'warm' : 'plain';
}

function tieLevel(key: string): 'strong' | 'good' | 'thin' | 'stranger' {
  const last = key.split('.').at(-1);
  return last === 'strong' || last === 'good' || last === 'stranger' ? last : 'thin';
}
export function tieText(key: string, contact: string): string {
  return t(`ui.book.tie.${tieLevel(key)}`, { contact });
}
export function tieWord(key: string): string {
  return t(`account.tie.${tieLevel(key)}`);
}

// How far its handoff is, in a word and a temperature.
const steps = ['proposed', 'accepted', 'introduced', 'expectations', 'owned', 'confirmed'] as const;
export function stageWord(stage: string | null): { text: string; tone: 'plain' | 'warm' | 'cool' } | null {
  const step = steps.find((name) => name === stage);
  if (!step) return null;
  const at = steps.indexOf(step);
  return { text: t(`ui.step.${step}`), tone: at < 2 ? 'warm' : at < 4 ? 'plain' : 'cool' };
}

// What was typed, as the API takes it; what cannot be read is a fault at its cell.
export function readRows(rows: readonly GridRow[], currency: string): Filled<AccountLine> {
  const filled: Filled<AccountLine> = { items: [], rows: [], faults: {} };
  for (const [i, row] of rows.entries()) {
    if (isEmptyRow(row)) continue;
    const cell = (key: string) => row[key]?.trim() ?? '';
    if (!cell('name')) filled.faults[`${i}.name`] = t('ui.book.fault_name');
    const revenue = cell('revenue') ? parseMinor(cell('revenue'), currency) : undefined;
    if (revenue === null) filled.faults[`${i}.revenue`] = t('ui.book.fault_money');
    filled.rows.push(i);
    filled.items.push({
      name: cell('name'),
      ...(cell('city') ? { city: cell('city') } : {}),
      ...(cell('industry') ? { industry: cell('industry') } : {}),
      ...(revenue === undefined || revenue === null ? {} : { revenue_minor: revenue, currency }),
      ...(cell('contact_name') ? { contact_name: cell('contact_name') } : {}),
      ...(cell('contact_email') ? { contact_email: cell('contact_email') } : {}),
    });
  }
  return filled;
}

// Who looks after a client while its owner is away.
export function coverText(cover: Schema<'AccountCover'>): string {
  const until = day(cover.until_on);
  return cover.people.length > 0 ? t('ui.book.covered', { people: list(cover.people.map((one) => one.name)), day: until }) : t('ui.book.covered_nobody', { day: until });
}
