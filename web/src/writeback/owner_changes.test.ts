import { expect, it } from 'vitest';
import { countsOf, fileOf, nameOf, openOf, type SystemChanges } from './owner_changes';

it('counts each state over the systems', () => {
  const hubspot: SystemChanges = { source: 'hubspot', waiting: 0, differs: 1, seen: 4, missing: 0, missing_owner: null };
  const salesforce: SystemChanges = { source: 'salesforce', waiting: 2, differs: 1, seen: 0, missing: 0, missing_owner: null };
  expect(countsOf([hubspot, salesforce])).toEqual({ waiting: 2, differs: 2, seen: 4 });
  expect(openOf(salesforce)).toBe(3);
});

it('says a system as people do, and a file by what it holds', () => {
  expect(nameOf('hubspot')).toBe('HubSpot');
  expect(nameOf('our list')).toBe('our list');
  expect(fileOf('our list', 'opportunity')).toBe('/api/v1/owner-changes/file?source=our+list&object=opportunity');
});
