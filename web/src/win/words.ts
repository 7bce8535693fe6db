// The words of a new win: what was done, never why it was won.
import type { Schema } from '../api/client';
import { firstName } from '../handoff/words';
import { day, list } from '../lib/format';
import { t } from '../messages';

export type Win = Schema<'Win'>;

export const winTables = ['win'];

export function wonOf(win: Pick<Win, 'rep' | 'account' | 'deal'>): string {
  return t('ui.win.won', { rep: firstName(win.rep), account: win.account.name, deal: win.deal || 'none' });
}

// The sentences about the manager; empty where the facts are none.
export function doneOf(win: Pick<Win, 'facts' | 'rep'>): string {
  const facts = win.facts;
  if (!facts) return '';
  const deeds = facts.kept.map((one) => t(`ui.win.kept.${one.kind}`, { count: one.count }));
  if (facts.introduced_on) deeds.unshift(t('ui.win.introduced', { rep: firstName(win.rep), day: day(facts.introduced_on, 'short') }));
  const sentences: string[] = [];
  if (deeds.length > 0) sentences.push(t('ui.win.did', { deeds: list(deeds) }));
  if (facts.is_room_known) sentences.push(t('ui.win.room', { count: facts.in_the_room }));
  if (facts.calls > 0) sentences.push(t('ui.win.calls', { count: facts.calls }));
  return sentences.join(' ');
}
