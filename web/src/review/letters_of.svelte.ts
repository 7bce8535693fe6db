// Where the letter of a promise is, for who lists promises: asked for only when one of them is about a letter.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok } from '../api/client';
import type { PromiseRow } from '../coaching/promise';
import { link } from '../routes';
import { reviewTables } from './tables';

export function lettersOf(promises: () => readonly PromiseRow[]): (promise: PromiseRow) => string | undefined {
  const lines = createQuery(() => ({
    queryKey: ['review', 'of promises'],
    queryFn: () => ok(api.GET('/api/v1/reviews', { params: { query: { limit: 200 } } })),
    enabled: promises().some((promise) => promise.kind === 'letter_review'),
    meta: { tables: reviewTables },
  }));
  const found = $derived(new Map((lines.data?.items ?? []).flatMap((line) => (line.promise ? [[line.promise.id, line.id] as const] : []))));
  return (promise) => {
    const id = found.get(promise.id);
    return id === undefined ? undefined : link('review', { id });
  };
}
