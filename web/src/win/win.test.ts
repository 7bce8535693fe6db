import { expect, it } from 'vitest';
import { doneOf, wonOf, type Win } from './words';

const rep = { id: '1', name: 'Jada Ellis', role: 'rep' as const, is_placeholder: false, ends_on: null };
const account = { id: '2', name: 'Larmar' };
const none: Win['facts'] = { introduced_on: null, kept: [], is_room_known: false, in_the_room: 0, calls: 0 };
const done = (facts: Partial<NonNullable<Win['facts']>>) => doneOf({ rep, facts: { ...none, ...facts } });

it('says who won what', () => {
  expect(wonOf({ rep, account, deal: '15 terminals' })).toBe('Jada won Larmar: 15 terminals.');
  expect(wonOf({ rep, account, deal: '' })).toBe('Jada won Larmar.');
});

it('says what was done', () => {
  const said = done({ introduced_on: '2026-11-03', kept: [{ kind: 'letter_review', count: 2 }], is_room_known: true });
  expect(said).toBe('You introduced Jada on Nov 3 and read the letter twice. You were not in the room.');
});

it('says nothing where there are no facts, and of the room only what is known', () => {
  expect(done({})).toBe('');
  expect(doneOf({ rep, facts: null })).toBe('');
  expect(done({ is_room_known: true, in_the_room: 2 })).toBe('You were in the room twice.');
  expect(done({ is_room_known: true, calls: 3 })).toBe('You were not in the room. You called 3 times.');
  expect(done({ kept: [{ kind: 'ride_along', count: 1 }] })).toBe('You rode along once.');
});
