import { expect, it } from 'vitest';
import { faultAt, languageName, sameWords, withField } from './letters';
import '../test_setup';

it('puts a field where the cursor is', () => {
  expect(withField('Dear X,', 5, 6, 'contact')).toEqual({ text: 'Dear {{contact}},', at: 16 });
  expect(withField('', 0, 0, 'account')).toEqual({ text: '{{account}}', at: 11 });
});

it('names a language in itself', () => {
  expect(languageName('de')).toBe('Deutsch');
  expect(languageName('not a language')).toBe('not a language');
});

it('says all that is wrong with one part', () => {
  const fault = (path: string, message: string) => ({ path, message, line: 1, column: 1 });
  const preview = { subject: '', html: '', text: '', empty: [], foreign: [], faults: [fault('body', 'A.'), fault('subject', 'B.'), fault('body', 'C.')] };
  expect(faultAt(preview, 'body')).toBe('A. C.');
  expect(faultAt(preview, 'language')).toBeUndefined();
});

it('does not take space around the words for a change', () => {
  expect(sameWords({ subject: 'A ', body: 'B\n' }, { subject: 'A', body: 'B' })).toBe(true);
  expect(sameWords({ subject: 'A', body: 'B' }, { subject: 'A', body: 'C' })).toBe(false);
});
