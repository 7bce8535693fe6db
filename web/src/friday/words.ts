// The Friday half hour: its types, and in which order one goes through the cards.
import { api, ifMatch, ok, type Schema } from '../api/client';
import { t } from '../messages';

export type Friday = Schema<'Friday'>;
export type Card = Schema<'FridayCard'>;
export type CardKey = Card['key'];
export type Mark = Schema<'FridayMark'>;
export type Kept = Schema<'FridayKept'>;
export type Page = Schema<'FridayPage'>;
export type Since = Schema<'FridaySince'>;

export const stopLimit = 500;
export const fridayKey = ['friday'];
export const pagesKey = ['friday', 'pages'];
// What the cards are told from. Marks are the page's own: it knows them without asking again.
export const fridayTables = ['promise', 'coaching_session', 'handoff', 'meeting', 'takeover', 'friday_page', 'person', 'week_hours'];

// Where to go on: the first card that is not dealt with; after all of them, the end.
export function startOf(cards: readonly Card[], mark: Mark): number {
  const at = cards.findIndex((card) => !mark.passed.includes(card.key));
  return at < 0 ? cards.length : at;
}

export function toggled(keys: readonly CardKey[], key: CardKey, on: boolean): CardKey[] {
  return on ? [...keys.filter((one) => one !== key), key] : keys.filter((one) => one !== key);
}

export function tells(card: Card, reader: string): string {
  return card.tells_rows && card.rows.length > 0 ? t('ui.friday.tells_rows', { reader }) : t('ui.friday.tells', { reader, told: card.told });
}

export function saveMark(version: number, body: Partial<Omit<Mark, 'version'>>): Promise<Mark> {
  return ok(api.PATCH('/api/v1/friday', { params: { header: ifMatch(version) }, body }));
}
