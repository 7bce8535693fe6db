import { expect, it } from 'vitest';
import { exportAddress, queryOf, type Chosen } from './filter';

const nothing: Chosen = { actor: '', kind: '', record: '', from: '', until: '', text: '' };

it('asks for nothing where nothing is chosen', () => {
  expect(queryOf(nothing, 'UTC')).toEqual({});
  expect(exportAddress({})).toBe('/api/v1/actions.csv');
});

it('takes whole days of the zone, the last one with it', () => {
  expect(queryOf({ ...nothing, from: '2026-11-24', until: '2026-11-24' }, 'America/Chicago')).toEqual({
    from: '2026-11-24T06:00:00.000Z',
    until: '2026-11-25T06:00:00.000Z',
  });
  // Clocks go back on this day: it has 25 hours.
  expect(queryOf({ ...nothing, from: '2026-11-01', until: '2026-11-01' }, 'America/Chicago')).toEqual({
    from: '2026-11-01T05:00:00.000Z',
    until: '2026-11-02T06:00:00.000Z',
  });
});

it('leaves out what is no day and no record', () => {
  expect(queryOf({ ...nothing, from: 'soon', until: '2026-13-40', record: 'account', text: '  ' }, 'UTC')).toEqual({});
});

it('exports what is asked', () => {
  const query = queryOf({ ...nothing, record: 'account/17', text: 'Larmar & Sons' }, 'UTC');
  expect(exportAddress(query)).toBe('/api/v1/actions.csv?table=account&row=17&text=Larmar+%26+Sons');
});
