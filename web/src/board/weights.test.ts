import { describe, expect, it } from 'vitest';
import type { Setting } from '../settings/settings';
import type { Plan } from './words';
import { changeTo, isStandard, judgementsOf, otherNamesOf, standards, type Rules } from './weights';

const setting = (name: string, value: number, maximum = 1) => ({ name, value, standard: value, minimum: 0, maximum, is_whole: false, version: 0 }) as Setting;
const settings = [setting('weight_tie', 0.3), setting('weight_tenure', 0.15), setting('keep_below_fit', 0.4), setting('revenue_spread_weight', 0.2, 5), setting('quiet_days', 90)];
const rulesOf = (tie: number, least: number, hard = false) =>
  ({ weights: { similarity: 0.35, tie, tenure: 0.15, capacity: 0, locality: 0, performance: 0 }, keep_below_fit: least, revenue_spread_weight: 0.2, growth_share: null, territory_is_hard: hard }) as Rules;

describe('what a manager judges otherwise', () => {
  it('asks about other teams where somebody above plans for managers', () => {
    const jim: Plan['manager'] = { id: '1', name: 'Jim', role: 'manager', is_placeholder: false, ends_on: null };
    expect(otherNamesOf({ manager: jim, managers: [jim] })).not.toContain('other_team_penalty');
    expect(otherNamesOf({ manager: { ...jim, id: '2' }, managers: [jim] })).toContain('other_team_penalty');
  });
  it('is one rule of the plan', () => {
    expect(changeTo('weight_tie', 0.5)).toEqual({ weights: { tie: 0.5 } });
    expect(changeTo('keep_below_fit', 0.5)).toEqual({ keep_below_fit: 0.5 });
  });
  it('goes back to what the organization has', () => {
    expect(isStandard(rulesOf(0.3, 0.4), settings)).toBe(true);
    expect(isStandard(rulesOf(0.3, 0.4, true), settings)).toBe(false);
    expect(isStandard(rulesOf(0.9, 0.4), settings)).toBe(false);
    expect(standards(rulesOf(0.9, 0.1), settings)).toEqual({ territory_is_hard: false, weights: { tie: 0.3 }, keep_below_fit: 0.4 });
  });
  it('shows each part as its share of the whole, and no longer slider than is of use', () => {
    const [tie, spread] = judgementsOf(rulesOf(0.5, 0.4), settings, ['weight_tie', 'revenue_spread_weight']);
    expect(tie).toMatchObject({ value: 0.5, standard: 0.3, share: 0.5, step: 0.05 });
    expect(spread).toMatchObject({ max: 2, share: null });
    expect(judgementsOf(rulesOf(0.5, 0.4), settings, ['renewal_days'])).toEqual([]);
    expect(judgementsOf(rulesOf(0.5, 0.4), [setting('growth_share', 0.25)], ['growth_share'])).toMatchObject([{ value: 0, standard: 0.25 }]); // of a plan from before
  });
});
