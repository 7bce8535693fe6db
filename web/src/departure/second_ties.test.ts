import { expect, it } from 'vitest';
import { stepLink, type SecondTie } from './second_ties';

const tie = (more: Partial<SecondTie>) => ({
  account: { id: '3', name: 'Larmar Freight' },
  colleague: { id: '7', name: 'Jada Ellis' },
  contact: { id: '5', name: 'Bill Larmar' },
  handoff_id: null,
  ...more,
}) as SecondTie;

it('leads to where the next step is done', () => {
  expect(stepLink(tie({ step: 'handoff', handoff_id: '9' }))).toBe('/handoff/9');
  expect(stepLink(tie({ step: 'board' }))).toBe('/board');
  expect(stepLink(tie({ step: 'others' }))).toBeNull();
  expect(stepLink(tie({ step: 'promise', colleague: null }))).toBeNull();
});
it('fills in what is to be promised, or asked for', () => {
  const promise = new URL(stepLink(tie({ step: 'promise' })) ?? '', 'http://baton.example');
  expect(Object.fromEntries(promise.searchParams)).toEqual({
    add: '1', rep: '7', kind: 'ride_along', title: 'Jada Ellis gets to know Bill Larmar, Larmar Freight', account: '3',
  });
  const ask = new URL(stepLink(tie({ step: 'ask', contact: null })) ?? '', 'http://baton.example');
  expect(ask.searchParams.has('rep')).toBe(false);
  expect(ask.searchParams.get('title')).toBe('Jada Ellis gets to know Larmar Freight');
});
