import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingFields, soleUnknown, stepOf, stepsOf, targets, totals, type ImportColumn, type ImportFile, type ImportOwner } from './imports';

const owner = (key: string, proposal: ImportOwner['proposal']): ImportOwner => ({ key, name: key, email: '', count: 3, person_id: null, proposal, note_key: '' });
const column = (field: ImportColumn['field'], is_ambiguous = false): ImportColumn => ({ index: 0, header: 'h', samples: [], field, date_form: null, decimal: null, confidence: 1, is_ambiguous });
const file: ImportFile = {
  id: '1', name: 'Account.csv', rows_estimate: 9, encoding: 'UTF-8', delimiter: ',', has_header: true, target: 'account', source: 'salesforce',
  recognised_as: 'salesforce.account', columns: [column('city'), column('closes_on', true), column(null, true)],
};

describe('the wizard', () => {
  it('keeps the place and never goes where it cannot', () => {
    expect(stepsOf({ owners: [] })).toEqual(['files', 'columns', 'preview', 'run']);
    expect(stepOf({ state: 'mapped', owners: [] }, 'owners')).toBe('files');
    expect(stepOf({ state: 'mapped', owners: [owner('a', 'map')] }, 'owners')).toBe('owners');
    expect(stepOf({ state: 'mapped', owners: [] }, 'run')).toBe('files');
    expect(stepOf({ state: 'done', owners: [] }, 'columns')).toBe('run');
  });
  it('offers all that a file may hold', () => {
    const api = JSON.parse(readFileSync(join(__dirname, '../../../api/openapi.json'), 'utf8'));
    expect([...targets].sort()).toEqual([...api.components.schemas.ImportFile.properties.target.enum].sort());
  });
  it('names what is missing', () => {
    const fields = [{ target: 'account' as const, field: 'name' as const, label_key: '', required: true, kind: 'text' as const }];
    expect(missingFields(file, fields).map((field) => field.field)).toEqual(['name']);
  });
  it('asks whether the one unknown owner is you', () => {
    expect(soleUnknown([owner('x', 'map')])?.key).toBe('x');
    expect(soleUnknown([owner('x', 'map'), owner('y', 'match')])).toBeNull();
    expect(soleUnknown([])).toBeNull();
  });
  it('adds up', () => {
    const one = { target: 'account' as const, created: 1, changed: 2, unchanged: 3, rejected: 4, kept: 5 };
    expect(totals([one, one])).toEqual({ created: 2, changed: 4, unchanged: 6, rejected: 8, kept: 10 });
  });
});
