import { expect, it } from 'vitest';
import { fileOf, nameOf, systemsOf, type OwnerChange } from './owner_changes';

function change(source: string, state: OwnerChange['state'], owner_in_source = 'x'): OwnerChange {
  const person = { id: '1', name: 'Jada Ellis', role: 'rep', is_placeholder: false } as const;
  return {
    account: { id: '7', name: 'Larmar' }, source, external_id: '77', owner: person, moved_at: '2026-11-24T00:00:00Z', state, shown_owner: null, shown_at: null, owner_in_source,
  };
}

it('puts the system with the most to do first and counts what its file cannot hold', () => {
  const systems = systemsOf([change('hubspot', 'seen'), change('salesforce', 'waiting', ''), change('salesforce', 'differs')]);
  expect(systems.map((system) => [system.source, system.open, system.missing.length])).toEqual([['salesforce', 2, 1], ['hubspot', 0, 0]]);
});

it('says a system as people do, and a file by what it holds', () => {
  expect(nameOf('hubspot')).toBe('HubSpot');
  expect(nameOf('our list')).toBe('our list');
  expect(fileOf('our list', 'opportunity')).toBe('/api/v1/owner-changes/file?source=our+list&object=opportunity');
});
