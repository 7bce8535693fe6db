// What can be done with a promise. The row changes at once on the screen; when the server says no it goes back, in words.
import { api, ifMatch, type Schema } from '../api/client';
import { sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { act } from '../action/act';
import { dateTime } from '../lib/format';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import type { Cause, PromiseRow } from './promise';

const tables = ['promise', 'today', 'coaching'];

// In every list of the cache that holds it: Today's and those of promises.
function patch(id: string, change: Partial<PromiseRow>): void {
  const swap = (list: PromiseRow[]) => list.map((row) => (row.id === id ? { ...row, ...change } : row));
  queries.setQueriesData<{ promises?: PromiseRow[] }>({ queryKey: ['today'] }, (old) =>
    old?.promises ? { ...old, promises: swap(old.promises) } : old,
  );
  queries.setQueriesData<{ items?: PromiseRow[]; pages?: { items: PromiseRow[] }[] }>({ queryKey: ['promise'] }, (old) => {
    if (old?.items) return { ...old, items: swap(old.items) };
    return old?.pages ? { ...old, pages: old.pages.map((page) => ({ ...page, items: swap(page.items) })) } : old;
  });
}

async function change(promise: PromiseRow, shown: Partial<PromiseRow>, deed: Promise<unknown>): Promise<boolean> {
  patch(promise.id, shown);
  try {
    await deed;
    return true;
  } catch (error) {
    patch(promise.id, promise);
    toast.error(t('ui.promise.put_back', { title: promise.title, why: sentence(error) }));
    await invalidateTables(tables);
    return false;
  }
}

function of(promise: PromiseRow) {
  return { params: { path: { id: promise.id }, header: ifMatch(promise.version) } };
}

export function keepPromise(promise: PromiseRow, now: string): Promise<boolean> {
  const call = () => api.POST('/api/v1/promises/{id}/keep', of(promise));
  return change(promise, { state: 'kept', kept_at: now }, act(call, t('ui.promise.kept_toast', { title: promise.title }), tables));
}

export function withdrawPromise(promise: PromiseRow): Promise<boolean> {
  const call = () => api.POST('/api/v1/promises/{id}/withdraw', of(promise));
  return change(promise, { state: 'withdrawn' }, act(call, t('ui.promise.withdrawn_toast', { title: promise.title }), tables));
}

export function acceptPromise(promise: PromiseRow): Promise<boolean> {
  const call = () => api.POST('/api/v1/promises/{id}/accept', { ...of(promise), body: {} });
  return change(promise, { state: 'open' }, act(call, t('ui.promise.accepted_toast', { title: promise.title }), tables));
}

export function movePromise(promise: PromiseRow, due_at: string, cause: Cause): Promise<boolean> {
  const call = () => api.POST('/api/v1/promises/{id}/move', { ...of(promise), body: { due_at, cause } });
  const done = t('ui.promise.moved_toast', { title: promise.title, at: dateTime(due_at) });
  return change(promise, { due_at, moves: promise.moves + 1 }, act(call, done, tables));
}

// Of a manager when it names a rep; otherwise a rep asks.
export async function makePromise(body: Schema<'PromiseInput'>): Promise<void> {
  const said = t(body.rep_id ? 'ui.promises.made' : 'ui.promises.asked', { title: body.title });
  await act(() => api.POST('/api/v1/promises', { body }), said, tables);
}
