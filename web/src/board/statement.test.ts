import { expect, it } from 'vitest';
import { boardOf } from './read';
import { leadOf, mineLabel, titleOf } from './statement';
import type { Board } from './words';

const jim = { id: '1', name: 'Jim Calder', role: 'manager' as const, is_placeholder: false };
const board: Board = { manager: jim, managers: [jim], stages: [], draft: null, statement: { accounts: 6, revenue_minor: 4_820_000, currency: 'USD', this_month: 0 } };

it('says whose board it is', () => {
  expect(titleOf(board, 'mine')).toMatch(/yours/);
  expect(titleOf(board, 'of')).toMatch(/Jim/);
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
