import { expect, test } from 'vitest';
import { startOf, tells, toggled, type Card, type Mark } from './words';

const card = (key: Card['key'], more: Partial<Card> = {}): Card => ({ key, title: '', meaning: '', statement: '', is_empty: false, rows: [], more: 0, told: 'Two promises.', tells_rows: false, action_label: '', link: '', ...more });
const mark = (passed: Mark['passed']): Mark => ({ version: 1, shown: [], passed, stop: '' });

test('goes on at the first card that is not dealt with', () => {
  const cards = [card('promises'), card('least'), card('stop')];
  expect(startOf(cards, mark([]))).toBe(0);
  expect(startOf(cards, mark(['promises']))).toBe(1);
  expect(startOf(cards, mark(['least']))).toBe(0);
  expect(startOf(cards, mark(['stop', 'least', 'promises']))).toBe(3);
});

test('a tick is there once', () => {
  expect(toggled(['stop'], 'stop', true)).toEqual(['stop']);
  expect(toggled(['stop', 'least'], 'stop', false)).toEqual(['least']);
});

test('says what the one above reads', () => {
  expect(tells(card('promises', { rows: [{ title: 'A', beside: '' }] }), 'Dana')).toBe('Dana reads: Two promises.');
  expect(tells(card('handoffs', { tells_rows: true, rows: [{ title: 'A', beside: '' }] }), 'Dana')).toContain('with its rows');
});
