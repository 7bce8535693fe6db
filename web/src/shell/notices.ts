// The newest notices, for the bell.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok } from '../api/client';

export const noticesKey = ['notice', 'newest'];

export function noticesQuery() {
  return createQuery(() => ({ queryKey: noticesKey, queryFn: () => ok(api.GET('/api/v1/notices')) }));
}
