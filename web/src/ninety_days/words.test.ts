import { describe, expect, it } from 'vitest';
import { phasesOf, statusOf, type Step } from './words';

const step = (more: Partial<Step>): Step => ({ key: 'one_to_ones', title: '', until_on: '2026-12-23', state: 'open', is_late: false, done: 0, of: 0, waiting: [], more_waiting: 0, ...more });

describe('a step', () => {
  it('says who is still to come', () => {
    expect(statusOf(step({ done: 2, of: 4, waiting: ['Tom Reyes', 'Lena Fuchs'] }))).toBe('2 of 4; still Tom Reyes and Lena Fuchs');
    expect(statusOf(step({ done: 1, of: 9, waiting: ['A', 'B', 'C', 'D'], more_waiting: 4 }))).toBe('1 of 9; still A, B, C, D, and 4 more');
  });
  it('says no number where nothing is counted', () => {
    expect(statusOf(step({}))).toBe('');
    expect(statusOf(step({ state: 'unknown', done: 1, of: 2 }))).toBe('Not known yet');
  });
});

it('puts steps of a day together', () => {
  const phases = phasesOf([step({ until_on: '2026-12-03' }), step({ until_on: '2026-12-03' }), step({})]);
  expect(phases.map((phase) => phase.steps.length)).toEqual([2, 1]);
});
