import { expect, it } from 'vitest';
import { answerLine } from './words';
import '../test_setup';

const contact = { id: '1', name: 'Bill Larmar' };
const tom = { id: '2', name: 'Tom Reyes', role: 'rep' as const, is_placeholder: false, ends_on: null };

it('says in a line what the client means', () => {
  expect(answerLine({ kind: 'accept', contact, wanted: null })).toBe('Bill said yes');
  expect(answerLine({ kind: 'question', contact, wanted: null })).toBe('Bill asks');
  expect(answerLine({ kind: 'other', contact, wanted: null })).toBe('Bill would rather work with somebody else');
  expect(answerLine({ kind: 'other', contact, wanted: tom })).toBe('Bill would rather work with Tom Reyes');
});
