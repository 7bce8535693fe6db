import { expect, test } from 'vitest';
import { asPatch, emailsOf, withChanged, withFirst, without } from './emails';

const bill = ['bill@larmar.example', 'b@home.example', 'b@old.example'];

test('the first is in front', () => {
  expect(emailsOf({ email: 'a@x', further_emails: ['b@x'] })).toEqual(['a@x', 'b@x']);
  expect(emailsOf({ email: null, further_emails: [] })).toEqual([]);
});

test('another becomes the first, and what was the first stays', () => {
  expect(asPatch(withFirst(bill, 'b@old.example'))).toEqual({ email: 'b@old.example', further_emails: ['bill@larmar.example', 'b@home.example'] });
});

test('the first is taken away: the next is the first', () => {
  expect(asPatch(without(bill, 'bill@larmar.example'))).toEqual({ email: 'b@home.example', further_emails: ['b@old.example'] });
  expect(asPatch([])).toEqual({ email: null, further_emails: [] });
});

test('one is changed where it stands; emptied it is gone', () => {
  expect(withChanged(bill, 1, 'bill@home.example')).toEqual(['bill@larmar.example', 'bill@home.example', 'b@old.example']);
  expect(withChanged(bill, 0, '')).toEqual(['b@home.example', 'b@old.example']);
});
