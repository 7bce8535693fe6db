// Owners that moved here and have to move in the systems that the accounts came from.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok, type Schema } from '../api/client';

export type OwnerChange = Schema<'OwnerChange'>;
export const states = ['waiting', 'differs', 'seen'] as const;
export type State = (typeof states)[number];

const known: Readonly<Record<string, string>> = { salesforce: 'Salesforce', hubspot: 'HubSpot', pipedrive: 'Pipedrive' };
// As people call the system; of others the word that stands in the import.
export function nameOf(source: string): string {
  return known[source] ?? source;
}

export function readOwnerChanges() {
  return createQuery(() => ({
    queryKey: ['owner_change'],
    queryFn: () => ok(api.GET('/api/v1/owner-changes')),
    meta: { tables: ['handoff', 'ownership', 'source_owner', 'account'] },
  }));
}

export interface SystemChanges {
  source: string;
  open: number; // in its file, or left out of it
  missing: OwnerChange[]; // open, but the system's name for the owner is not known
}
// By system, those with something to do first.
export function systemsOf(changes: readonly OwnerChange[]): SystemChanges[] {
  const systems = new Map<string, SystemChanges>();
  for (const change of changes) {
    const system = systems.get(change.source) ?? { source: change.source, open: 0, missing: [] };
    systems.set(change.source, system);
    if (change.state === 'seen') continue;
    system.open += 1;
    if (change.owner_in_source === '') system.missing.push(change);
  }
  return [...systems.values()].sort((a, b) => b.open - a.open || a.source.localeCompare(b.source));
}

export function fileOf(source: string, object: 'account' | 'opportunity'): string {
  return `/api/v1/owner-changes/file?${new URLSearchParams({ source, object }).toString()}`;
}
