import { expect, it } from 'vitest';
import { setTimeZone } from '../lib/format';
import { answersTo, doneOf, labelOf, nameOf, otherAt, owedAt, sentenceOf, type Conflict } from './words';

setTimeZone('America/Chicago');
const conflict: Conflict = {
  key: { block_kind: 'promise', block_id: '1', block_at: '2027-01-26T16:00:00Z', other_kind: 'meeting', other_id: '2', other_at: '2027-01-26T17:00:00Z', other_ends_at: '2027-01-26T17:45:00Z' },
  title: 'Ride along',
  reps: [{ id: '3', name: 'Marcus Webb', role: 'rep', is_placeholder: false, ends_on: null }],
  starts_at: '2027-01-26T16:00:00Z',
  ends_at: '2027-01-26T17:30:00Z',
  other_title: 'The group contract',
  account: { id: '4', name: 'Dune Hotels' },
  new_at: '2027-01-26T18:00:00Z',
};
const own: Conflict = { ...conflict, account: null, other_title: '' };

it('says what lies over what, and names a client only where there is one', () => {
  expect(sentenceOf(conflict)).toBe('A meeting with Dune Hotels lies over what you owe Marcus');
  expect(sentenceOf(own)).toBe('Something in your calendar lies over what you owe Marcus');
  expect(nameOf(conflict)).toBe('The group contract');
  expect(nameOf(own)).toBe('Busy');
});

it('says the day once', () => {
  expect(owedAt(conflict)).toMatch(/^Tuesday.*26.*, 10:00 AM to 11:30 AM$/);
  expect(otherAt(conflict)).toBe('11:00 AM to 11:45 AM');
  const since = { ...conflict, key: { ...conflict.key, other_at: '2027-01-25T17:00:00Z' } };
  expect(otherAt(since)).toMatch(/^Monday.*25/);
});

it('offers another time only where there is one', () => {
  expect(answersTo(conflict)).toEqual(['keep', 'move', 'fine']);
  expect(answersTo({ new_at: null })).toEqual(['keep', 'fine']);
  expect(labelOf(conflict, 'move')).toMatch(/^Move it to .*12:00 PM$/);
});

it('says what is to be done after it', () => {
  expect(doneOf(conflict, 'keep')).toBe('The hour stays with Marcus. Ask Dune Hotels for another time: The group contract is yours to move.');
  expect(doneOf(own, 'keep')).toBe('The hour stays with Marcus. Move Busy in your own calendar: Baton only reads it.');
  expect(doneOf(conflict, 'move')).toMatch(/^Ride along: now on Tuesday.*12:00 PM\. Marcus is told\.$/);
});
