import { expect, it } from 'vitest';
import { valuesOf } from './changes';

it('shows what changed and leaves out what only machines read', () => {
  const values = valuesOf({ name: 'Larmar', city: 'Joliet', version: 1 }, { name: 'Larmar', city: 'Chicago', version: 2, load_minutes: 5 });
  expect(values).toEqual([{ name: 'city', before: 'Joliet', after: 'Chicago' }, { name: 'load_minutes', before: '', after: '5' }]);
  expect(valuesOf(null, { name: 'New' })).toEqual([{ name: 'name', before: '', after: 'New' }]);
});
it('tells times as times and leaves out folded names', () => {
  const [at, ...others] = valuesOf(null, { created_at: Date.parse('2026-11-24T15:41:00Z'), name_fold: 'nora' });
  expect(others).toEqual([]);
  expect(at?.after).toMatch(/Nov/);
});
