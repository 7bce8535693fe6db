// The handover sheet and the promises to a client: read once for the page and its section, and written with a way back.
import { createQuery } from '@tanstack/svelte-query';
import { act } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { t } from '../messages';

export type Sheet = Schema<'HandoverSheet'>;
export type ClientPromise = Schema<'ClientPromise'>;
export const parts = ['importance', 'summary', 'risks'] as const;
export type Part = (typeof parts)[number];

const sheetTables = ['handover_sheet', 'client_promise', 'handoff'];

export function readSheet(handoff: () => string) {
  return createQuery(() => ({
    queryKey: ['handover_sheet', handoff()],
    queryFn: () => ok(api.GET('/api/v1/handoffs/{id}/sheet', { params: { path: { id: handoff() } } })),
    meta: { tables: sheetTables },
  }));
}

// How far it is, for the one line that says so: nothing written, not read back, changed since, read back.
export function stateOf(sheet: Sheet): 'empty' | 'written' | 'changed' | 'read' {
  if (sheet.read_back_at) return sheet.is_changed_since ? 'changed' : 'read';
  return sheet.version === 0 ? 'empty' : 'written';
}

export function writeSheet(handoff: string, version: number, body: Partial<Record<Part, string>>): Promise<Sheet> {
  const params = { path: { id: handoff }, header: ifMatch(version) };
  return act(() => api.PATCH('/api/v1/handoffs/{id}/sheet', { params, body }), t('ui.sheet.written_toast'), sheetTables);
}
export function readBack(handoff: string, version: number, text: string): Promise<Sheet> {
  const params = { path: { id: handoff }, header: ifMatch(version) };
  return act(() => api.POST('/api/v1/handoffs/{id}/sheet/read-back', { params, body: { text } }), t('ui.sheet.read_back_toast'), sheetTables);
}

export function promiseClient(account: string, title: string, due_on: string): Promise<ClientPromise> {
  const body = { title, ...(due_on ? { due_on } : {}) };
  return act(() => api.POST('/api/v1/accounts/{id}/client-promises', { params: { path: { id: account } }, body }), t('ui.sheet.promise_added'), sheetTables);
}
export function keepClientPromise(promise: ClientPromise, is_kept: boolean): Promise<ClientPromise> {
  const params = { path: { id: promise.id }, header: ifMatch(promise.version) };
  const said = is_kept ? t('ui.sheet.promise_kept', { title: promise.title }) : t('ui.sheet.promise_open', { title: promise.title });
  return act(() => api.PATCH('/api/v1/client-promises/{id}', { params, body: { is_kept } }), said, sheetTables);
}
export async function removeClientPromise(promise: ClientPromise): Promise<void> {
  const params = { path: { id: promise.id } };
  await act(() => api.DELETE('/api/v1/client-promises/{id}', { params }), t('ui.sheet.promise_removed', { title: promise.title }), sheetTables);
}
