// The sentence that heads Today, for each role.
import { money } from '../lib/format';
import { t } from '../messages';
import type { Role } from '../session/session';
import type { Today } from './words';

export type Said = 'exposure' | 'coming' | 'team' | 'plain';

// Which sentence: exposure for a manager's book, clients on their way for a rep, the teams for a director.
export function saidOf(role: Role, today: Pick<Today, 'statement' | 'coming_to_me'>): Said {
  if (role === 'manager') return 'exposure';
  if (role === 'rep') return today.coming_to_me.length > 0 ? 'coming' : today.statement.accounts > 0 ? 'plain' : 'coming';
  if (role === 'director') return 'team';
  return 'plain';
}

export function statementOf(role: Role, today: Today, greeting: string): string {
  const said = saidOf(role, today);
  if (said === 'exposure') return t('ui.today.only_you', { count: today.statement.accounts });
  if (said === 'coming') return t('ui.today.coming_title', { count: today.coming_to_me.length });
  if (said === 'team') return t('ui.today.team_title', { count: today.statement.accounts });
  return greeting;
}

export function leadOf(role: Role, today: Today, owed: number): string {
  const parts: string[] = [];
  const { accounts, revenue_minor, currency, unknown } = today.statement;
  if (accounts > 0 && revenue_minor > 0 && (role === 'manager' || role === 'director')) {
    parts.push(t('ui.today.they_bring', { count: accounts, money: money(revenue_minor, currency) }));
  }
  if (unknown > 0) parts.push(t('ui.book.unknown', { count: unknown, all: unknown === accounts ? 'yes' : 'no' }));
  if (role === 'manager') parts.push(t('ui.today.you_owe', { count: owed }));
  if (role === 'rep' && accounts > 0) parts.push(t('ui.today.rep_book', { count: accounts, money: money(revenue_minor, currency) }));
  if (role === 'administrator') parts.push(t('ui.today.admin_lead'));
  return parts.join(' ');
}

const hourMillis = 3_600_000;
// A day is too long to wait, half a day is long.
export function waitTone(since_at: string, now: string): 'alert' | 'warm' | 'plain' {
  const waited = (Date.parse(now) - Date.parse(since_at)) / hourMillis;
  return waited >= 24 ? 'alert' : waited >= 8 ? 'warm' : 'plain';
}
export function waitedHours(since_at: string, now: string): number {
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(since_at)) / hourMillis));
}
