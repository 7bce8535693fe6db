// What can be done with a coaching session and what is written in it. Each deed says its way back; what it changed is read again.
import { act, orSay } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { invalidateTables } from '../api/query';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { answers, sessionTables, type Item, type Note, type Session, type Step } from './sessions';

const tables = [...sessionTables, 'coaching', 'today'];

// Deeds of one click: when the server says no, it says why and the screen is read again.
const tried = (deed: Promise<unknown>) => orSay(() => deed, tables);

function of(row: { id: string; version: number }) {
  return { params: { path: { id: row.id }, header: ifMatch(row.version) } };
}

export async function planSession(body: Schema<'CoachingSessionInput'>): Promise<string> {
  const said = t(body.is_held ? 'ui.coaching.recorded' : 'ui.coaching.planned');
  return (await act(() => api.POST('/api/v1/coaching-sessions', { body }), said, tables)).id;
}
export function changeSession(session: Session, body: Schema<'CoachingSessionChangePatch'>): Promise<unknown> {
  return act(() => api.PATCH('/api/v1/coaching-sessions/{id}', { ...of(session), body }), t('ui.coaching.changed'), tables);
}
export function holdSession(session: Session, minutes: number): Promise<unknown> {
  return act(() => api.POST('/api/v1/coaching-sessions/{id}/hold', { ...of(session), body: { minutes } }), t('ui.coaching.held_toast'), tables);
}
export function cancelSession(session: Session): Promise<boolean> {
  return tried(act(() => api.POST('/api/v1/coaching-sessions/{id}/cancel', of(session)), t('ui.coaching.cancelled_toast'), tables));
}
// There is no way back but another answer: it would tell whose it was.
export async function confirmSession(session: Session, answer: (typeof answers)[number]): Promise<void> {
  await tried(ok(api.POST('/api/v1/coaching-sessions/{id}/confirm', { params: { path: { id: session.id } }, body: { answer } })));
  toast.show(t('ui.coaching.answered'));
  await invalidateTables(tables);
}

export function addItem(session: Session, text: string): Promise<unknown> {
  return act(() => api.POST('/api/v1/coaching-sessions/{id}/items', { params: { path: { id: session.id } }, body: { text } }), t('ui.coaching.item_added'), tables);
}
export function removeItem(item: Item & { id: string }): Promise<boolean> {
  return tried(act(() => api.DELETE('/api/v1/agenda-items/{id}', of(item)), t('ui.coaching.item_removed'), tables));
}
// Ticks a point or takes it along to the next session; what Baton found becomes a point of the session by that.
export function markItem(session: Session, item: Item, mark: { is_done: boolean; is_carried: boolean }): Promise<boolean> {
  const said = t(mark.is_done ? 'ui.coaching.item_done' : mark.is_carried ? 'ui.coaching.item_carried' : 'ui.coaching.item_open');
  const { id, version } = item;
  if (id !== null) return tried(act(() => api.PATCH('/api/v1/agenda-items/{id}', { ...of({ id, version }), body: mark }), said, tables));
  if (item.ref_id === null || !item.rep) return Promise.resolve(false);
  const body = { source: item.source, ref_id: item.ref_id, rep_id: item.rep.id, ...mark };
  return tried(act(() => api.POST('/api/v1/coaching-sessions/{id}/facts', { params: { path: { id: session.id } }, body }), said, tables));
}

export function addNote(session: Session, body: Schema<'CoachingNoteInput'>): Promise<unknown> {
  return act(() => api.POST('/api/v1/coaching-sessions/{id}/notes', { params: { path: { id: session.id } }, body }), t('ui.coaching.note_added'), tables);
}
export function changeNote(note: Note, body: Schema<'CoachingNoteChangePatch'>): Promise<unknown> {
  return act(() => api.PATCH('/api/v1/coaching-notes/{id}', { ...of(note), body }), t('ui.coaching.note_changed'), tables);
}
export function removeNote(note: Note): Promise<boolean> {
  return tried(act(() => api.DELETE('/api/v1/coaching-notes/{id}', of(note)), t('ui.coaching.note_removed'), tables));
}
export function shareNote(note: Note, share: boolean): Promise<boolean> {
  const call = share ? () => api.POST('/api/v1/coaching-notes/{id}/share', of(note)) : () => api.POST('/api/v1/coaching-notes/{id}/unshare', of(note));
  return tried(act(call, t(share ? 'ui.coaching.note_shared' : 'ui.coaching.note_unshared'), tables));
}

export function addStep(session: Session, body: Schema<'CoachingStepInput'>): Promise<unknown> {
  return act(() => api.POST('/api/v1/coaching-sessions/{id}/steps', { params: { path: { id: session.id } }, body }), t('ui.coaching.step_added'), tables);
}
export function doStep(step: Step, is_done: boolean): Promise<boolean> {
  return tried(act(() => api.PATCH('/api/v1/coaching-steps/{id}', { ...of(step), body: { is_done } }), t(is_done ? 'ui.coaching.step_done' : 'ui.coaching.step_open'), tables));
}
export function changeStep(step: Step, body: Schema<'CoachingStepChangePatch'>): Promise<unknown> {
  return act(() => api.PATCH('/api/v1/coaching-steps/{id}', { ...of(step), body }), t('ui.coaching.step_changed'), tables);
}
export function removeStep(step: Step): Promise<boolean> {
  return tried(act(() => api.DELETE('/api/v1/coaching-steps/{id}', of(step)), t('ui.coaching.step_removed'), tables));
}
export function promiseStep(step: Step, due_at: string): Promise<unknown> {
  return act(() => api.POST('/api/v1/coaching-steps/{id}/promise', { ...of(step), body: { due_at, minutes: 30, kind: 'other' as const } }), t('ui.promises.made', { title: step.text }), tables);
}

export function rateSkill(body: Schema<'SkillLevelInput'>): Promise<boolean> {
  return tried(act(() => api.POST('/api/v1/skill-levels', { body }), t('ui.coaching.rated'), tables));
}
export function shareSkills(manager_id: string, is_shared: boolean): Promise<boolean> {
  return tried(act(() => api.POST('/api/v1/skill-levels/share', { body: { manager_id, is_shared } }), t(is_shared ? 'ui.coaching.skills_shared' : 'ui.coaching.skills_unshared'), tables));
}
