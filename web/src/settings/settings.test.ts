import { describe, expect, it } from 'vitest';
import { shareOf, stepOf, valueText } from './settings';

describe('settings', () => {
  it('say their values in words', () => {
    expect(valueText('capacity_minutes', 2280)).toBe('38 h');
    expect(valueText('weight_tie', 0.25)).toBe('25%');
    expect(valueText('renewal_days', 60)).toBe('60 days');
    expect(valueText('introductions_per_rep', 2)).toBe('2');
    expect(valueText('tie_mail_half_life_days', 45)).toBe('45 days');
    expect(valueText('log_keep_months', 0)).toBe('for ever');
    expect(valueText('activity_keep_months', 24)).toBe('24 months');
    expect(valueText('tie_strong', 0.6)).toBe('0.6');
    expect(valueText('tie_single_second', 0.25)).toBe('25%');
  });
  it('move in steps that fit', () => {
    expect(stepOf({ name: 'capacity_minutes', is_whole: true, minimum: 0, maximum: 6000 })).toBe(30);
    expect(stepOf({ name: 'weight_tie', is_whole: false, minimum: 0, maximum: 1 })).toBe(0.05);
  });
  it('have their default where the slider can stand', () => {
    for (const [name, minimum, maximum, standard] of [['departure_share_spread', 0.05, 3, 1], ['departure_level_spread', 0.05, 2, 0.5], ['tie_thread_day_cap', 0.5, 20, 3], ['tie_said_well', 0.4, 0.95, 0.8], ['tie_single_second', 0.05, 0.95, 0.25]] as const) {
      const steps = (standard - minimum) / stepOf({ name, is_whole: false, minimum, maximum });
      expect(Math.abs(steps - Math.round(steps)), name).toBeLessThan(1e-9);
    }
  });
  it('count a weight by its share', () => {
    const all = [{ name: 'weight_tie', value: 1 }, { name: 'weight_tenure', value: 3 }, { name: 'quiet_days', value: 90 }];
    expect(shareOf('weight_tie', all)).toBe(0.25);
    expect(shareOf('weight_tie', [])).toBe(0);
    expect(shareOf('weight_tie', [...all, { name: 'weight_step_check', value: 4 }])).toBe(0.25);
    expect(shareOf('weight_step_check', [...all, { name: 'weight_step_check', value: 4 }])).toBe(1);
  });
});
