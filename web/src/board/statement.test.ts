import { expect, it } from 'vitest';
import { boardOf } from './read';
import { leadOf, mineLabel, titleOf } from './statement';
import { stayText } from './last_change';
import type { Board } from './words';

const jim = { id: '1', name: 'Jim Calder', role: 'manager' as const, is_placeholder: false, ends_on: null };
const board: Board = { manager: jim, managers: [jim], stages: [], draft: null, statement: { accounts: 6, revenue_minor: 4_820_000, currency: 'USD', this_month: 0 } };

it('says whose board it is', () => {
  expect(titleOf(board, 'mine')).toMatch(/yours/);
  expect(titleOf(board, 'of')).toMatch(/Jim/);
  expect(titleOf(board, 'team')).toMatch(/6 accounts are still with managers/);
  expect(mineLabel(board, 'team')).toMatch(/managers/);
  expect(mineLabel(board, 'of')).toMatch(/Jim/);
  expect(titleOf(undefined, 'mine')).toBe('Handoff board');
});
it('leads with the money, and keeps its height without any', () => {
  expect(leadOf(board)).toMatch(/\$48,200/);
  expect(leadOf(undefined)).toBe(' ');
});
it('counts for a rep what is shown', () => {
  expect(boardOf({ id: '2', name: 'Jada Ellis', role: 'rep' }, [], 'USD').statement.accounts).toBe(0);
});

it('says with whom clients stay that nobody takes', () => {
  const dana = { ...jim, id: '3', name: 'Dana Whitfield' };
  expect(stayText({ manager: jim, managers: [jim] })).toBe('you');
  expect(stayText({ manager: dana, managers: [dana, jim] })).toBe('the manager');
});
