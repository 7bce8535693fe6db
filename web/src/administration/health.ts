import { createQuery } from '@tanstack/svelte-query';
import { api, ok } from '../api/client';

// Jobs and backups are in no log of deeds, so nothing says when they changed: read again every half minute while it is looked at.
export function healthQuery() {
  return createQuery(() => ({ queryKey: ['health'], queryFn: () => ok(api.GET('/api/v1/health')), refetchInterval: 30_000, meta: { tables: ['health', 'mail', 'setting'] } }));
}
