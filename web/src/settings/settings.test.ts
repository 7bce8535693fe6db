import { describe, expect, it } from 'vitest';
import { shareOf, stepOf, valueText } from './settings';

describe('settings', () => {
  it('say their values in words', () => {
    expect(valueText('capacity_minutes', 2280)).toBe('38 h');
    expect(valueText('weight_tie', 0.25)).toBe('25%');
    expect(valueText('renewal_days', 60)).toBe('60 days');
    expect(valueText('introductions_per_rep', 2)).toBe('2');
  });
  it('move in steps that fit', () => {
    expect(stepOf({ name: 'capacity_minutes', is_whole: true, minimum: 0, maximum: 6000 })).toBe(30);
    expect(stepOf({ name: 'weight_tie', is_whole: false, minimum: 0, maximum: 1 })).toBe(0.05);
  });
  it('count a weight by its share', () => {
    const all = [{ name: 'weight_tie', value: 1 }, { name: 'weight_tenure', value: 3 }, { name: 'quiet_days', value: 90 }];
    expect(shareOf('weight_tie', all)).toBe(0.25);
    expect(shareOf('weight_tie', [])).toBe(0);
    expect(shareOf('weight_tie', [...all, { name: 'weight_step_check', value: 4 }])).toBe(0.25);
    expect(shareOf('weight_step_check', [...all, { name: 'weight_step_check', value: 4 }])).toBe(1);
  });
});
