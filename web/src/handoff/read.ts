// Reading one handoff: the panel and the page show the same row.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok } from '../api/client';
import { handoffTables } from './words';

export function readHandoff(id: () => string) {
  return createQuery(() => ({
    queryKey: ['handoff', id()],
    queryFn: () => ok(api.GET('/api/v1/handoffs/{id}', { params: { path: { id: id() } } })),
    meta: { tables: handoffTables },
  }));
}
