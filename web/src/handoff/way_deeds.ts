// What can be done with a handoff beside its stages: marking evidence, waiting, choosing what goes along, asking the next.
import { api, ifMatch } from '../api/client';
import { act, orSay } from '../action/act';
import { t } from '../messages';
import { showHandoff } from './handoff_deeds';
import { firstName, handoffTables, type Handoff } from './words';

export type WayStep = Handoff['steps'][number];
export type Kind = WayStep['kind'];
export type Moves = Handoff['moves'];

const tables = [...handoffTables, 'board'];
const named = (handoff: Handoff) => ({ path: { id: handoff.id }, header: ifMatch(handoff.version) });

// At once, with an undo; a refusal is said in a toast.
async function attempt(change: () => Promise<Handoff>): Promise<void> {
  await orSay(async () => showHandoff(await change()), tables);
}

export function mark(handoff: Handoff, kind: Kind, note: string): Promise<void> {
  const params = { path: { id: handoff.id, kind }, header: ifMatch(handoff.version) };
  const call = () => api.POST('/api/v1/handoffs/{id}/steps/{kind}', { params, body: note.trim() ? { note: note.trim() } : {} });
  return attempt(() => act(call, t('ui.way.marked', { step: t(`ui.way.step.${kind}`), account: handoff.account.name }), tables));
}
export function unmark(handoff: Handoff, kind: Kind): Promise<void> {
  const params = { path: { id: handoff.id, kind }, header: ifMatch(handoff.version) };
  const call = () => api.DELETE('/api/v1/handoffs/{id}/steps/{kind}', { params });
  return attempt(() => act(call, t('ui.way.unmarked', { step: t(`ui.way.step.${kind}`), account: handoff.account.name }), tables));
}

export function resume(handoff: Handoff): Promise<void> {
  const call = () => api.DELETE('/api/v1/handoffs/{id}/pause', { params: named(handoff) });
  return attempt(() => act(call, t('ui.way.resumed', { account: handoff.account.name }), tables));
}
export function cancelDay(handoff: Handoff): Promise<void> {
  const call = () => api.DELETE('/api/v1/handoffs/{id}/day', { params: named(handoff) });
  return attempt(() => act(call, t('ui.way.day_cancelled', { account: handoff.account.name }), tables));
}

// Forms show what is wrong themselves: these throw.
export async function pause(handoff: Handoff, until_on: string, reason: string): Promise<void> {
  const call = () => api.POST('/api/v1/handoffs/{id}/pause', { params: named(handoff), body: { until_on, reason } });
  showHandoff(await act(call, t('ui.way.paused_toast', { account: handoff.account.name }), tables));
}
export async function ownOn(handoff: Handoff, owned_on: string, overlap_until_on: string): Promise<void> {
  const body = { stage: 'owned' as const, owned_on, ...(overlap_until_on ? { overlap_until_on } : {}) };
  const call = () => api.POST('/api/v1/handoffs/{id}/stage', { params: named(handoff), body });
  showHandoff(await act(call, t('ui.way.day_set', { account: handoff.account.name, to: firstName(handoff.to) }), tables));
}

export function chooseMoves(handoff: Handoff, moves: Partial<Moves>): Promise<void> {
  const call = () => api.PATCH('/api/v1/handoffs/{id}/moves', { params: named(handoff), body: moves });
  return attempt(() => act(call, t('ui.moves.chosen', { account: handoff.account.name }), tables));
}

export async function askNext(handoff_id: string, account: string, person: { id: string; name: string }): Promise<void> {
  const call = () => api.POST('/api/v1/handoffs/{id}/next', { params: { path: { id: handoff_id } }, body: { to_id: person.id } });
  await orSay(() => act(call, t('ui.way.asked', { account, to: firstName(person) }), tables), tables);
}
