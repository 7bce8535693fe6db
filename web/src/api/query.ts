// The one cache. Keys start with the word of the table they show; a query over several tables names them:
//
//   createQuery(() => ({ queryKey: ['handoff', 'board'], queryFn, meta: { tables: ['handoff', 'account', 'person'] } }));
//
// When anybody changes a table, what was read from it is read again (api/events.ts calls invalidateTables).
import { QueryClient } from '@tanstack/svelte-query';
import { asProblem, unreachable } from './problem';

const staleMillis = 30_000;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: staleMillis,
      refetchOnWindowFocus: 'always',
      networkMode: 'always',
      // Of one of two queries, the template may read the data only once the other has come; what was not read before is
      // not followed, and the answer that came meanwhile would never be shown.
      notifyOnChangeProps: 'all',
      retry: (count, error) => {
        const status = asProblem(error).status;
        return count < 2 && (status === unreachable || status === 502 || status === 503) && navigator.onLine !== false;
      },
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

export function tablesOf(query: { queryKey: readonly unknown[]; meta?: Record<string, unknown> | undefined }): string[] {
  const named = query.meta?.['tables'];
  return Array.isArray(named) ? (named as string[]) : [String(query.queryKey[0])];
}

// "*" stands for all tables: events were missed.
export function invalidateTables(tables: readonly string[]): Promise<void> {
  if (tables.includes('*')) return queries.invalidateQueries();
  return queries.invalidateQueries({ predicate: (query) => tablesOf(query).some((table) => tables.includes(table)) });
}
