// Owners that moved here and have to move in the systems that the accounts came from.
import { createInfiniteQuery, createQuery } from '@tanstack/svelte-query';
import { api, ok, type Schema } from '../api/client';

export type OwnerChange = Schema<'OwnerChange'>;
export const states = ['waiting', 'differs', 'seen'] as const;
export type State = (typeof states)[number];

const known: Readonly<Record<string, string>> = { salesforce: 'Salesforce', hubspot: 'HubSpot', pipedrive: 'Pipedrive' };
// As people call the system; of others the word that stands in the import.
export function nameOf(source: string): string {
  return known[source] ?? source;
}

const tables = ['handoff', 'ownership', 'source_owner', 'account'];

// A page at a time.
export function readOwnerChanges(state: () => State) {
  return createInfiniteQuery(() => ({
    queryKey: ['owner_change', 'list', state()],
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/v1/owner-changes', { params: { query: { state: state(), ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    meta: { tables },
  }));
}

export function readOwnerChangesOf(account: () => string) {
  return createQuery(() => ({
    queryKey: ['owner_change', 'account', account()],
    queryFn: () => ok(api.GET('/api/v1/owner-changes', { params: { query: { account: account() } } })),
    meta: { tables },
  }));
}

// How many there are, by system; those with something to do first.
export function readSystems() {
  return createQuery(() => ({
    queryKey: ['owner_change', 'systems'],
    queryFn: () => ok(api.GET('/api/v1/owner-changes/systems')),
    meta: { tables },
  }));
}

export type SystemChanges = Schema<'SystemOwnerChanges'>;
// In its file, or left out of it.
export function openOf(system: SystemChanges): number {
  return system.waiting + system.differs;
}
export function countsOf(systems: readonly SystemChanges[]): Record<State, number> {
  const counts = { waiting: 0, differs: 0, seen: 0 };
  for (const system of systems) for (const state of states) counts[state] += system[state];
  return counts;
}

export function fileOf(source: string, object: 'account' | 'opportunity'): string {
  return `/api/v1/owner-changes/file?${new URLSearchParams({ source, object }).toString()}`;
}
