// The newest notices, for the bell.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok } from '../api/client';

// What is on a screen in front is not mailed or said in a chat besides.
function isInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

export const noticesKey = ['notice', 'newest'];

export function noticesQuery() {
  return createQuery(() => ({ queryKey: noticesKey, queryFn: () => ok(api.GET('/api/v1/notices', { params: { query: isInFront() ? { looking: true } : {} } })) }));
}
