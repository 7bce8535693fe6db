// What a manager may judge otherwise for one draft: how much each part of a fit counts, and the numbers beside them. Each is a
// rule of the plan with a standard of the organization. Pure.
import { shareOf, stepOf, valueText, type Setting } from '../settings/settings';
import type { Plan, PlanChanges } from './words';

export type Rules = Plan['rules'];
type RulesChange = NonNullable<PlanChanges['rules']>;

export const weightNames = ['weight_similarity', 'weight_tie', 'weight_tenure', 'weight_capacity', 'weight_locality', 'weight_performance'] as const;
export const otherNames = ['revenue_spread_weight', 'growth_share', 'other_team_penalty', 'keep_below_fit', 'renewal_days', 'horizon_weeks'] as const;
export const judgementNames = [...weightNames, ...otherNames] as const;
export type JudgementName = (typeof judgementNames)[number];

// Of what team a rep is matters where somebody above plans for managers.
export function otherNamesOf(plan: Pick<Plan, 'manager' | 'managers'>): readonly JudgementName[] {
  return plan.managers.some(({ id }) => id !== plan.manager.id) ? otherNames : otherNames.filter((name) => name !== 'other_team_penalty');
}

// A slider that reaches as far as the server allows is of no use where everybody stays near its beginning.
const useful: Partial<Record<JudgementName, number>> = { revenue_spread_weight: 2, renewal_days: 180, horizon_weeks: 52 };

// What a plan from before the rule was made by.
const unsaid: Partial<Record<JudgementName, number>> = { other_team_penalty: 0.05 };

const weightOf = (name: JudgementName) => name.slice('weight_'.length) as keyof Rules['weights'];

export function valueOf(rules: Rules, name: JudgementName): number {
  return name.startsWith('weight_') ? rules.weights[weightOf(name)] : (rules[name as (typeof otherNames)[number]] ?? unsaid[name] ?? 0);
}
export function changeTo(name: JudgementName, value: number): RulesChange {
  return name.startsWith('weight_') ? { weights: { [weightOf(name)]: value } } : { [name]: value };
}

// As the organization has it.
export function standards(rules: Rules, settings: readonly Setting[]): RulesChange {
  const change: RulesChange = { territory_is_hard: false };
  for (const { name, value } of settings) {
    if (!isJudgement(name) || valueOf(rules, name) === value) continue;
    const one = changeTo(name, value);
    Object.assign(change, one, one.weights && { weights: { ...change.weights, ...one.weights } });
  }
  return change;
}
export function isJudgement(name: string): name is JudgementName {
  return (judgementNames as readonly string[]).includes(name);
}
export function isStandard(rules: Rules, settings: readonly Setting[]): boolean {
  return Object.keys(standards(rules, settings)).length === 1 && !rules.territory_is_hard;
}

export interface Judgement {
  name: JudgementName;
  value: number;
  standard: number;
  max: number;
  min: number;
  step: number;
  share: number | null; // of all weights, for one of them
}
export function judgementsOf(rules: Rules, settings: readonly Setting[], names: readonly JudgementName[]): Judgement[] {
  const weights = weightNames.map((name) => ({ name, value: valueOf(rules, name) }));
  return names.flatMap((name) => {
    const setting = settings.find((one) => one.name === name);
    if (!setting) return [];
    const value = valueOf(rules, name);
    const max = Math.max(value, setting.value, useful[name] ?? setting.maximum);
    const share = name.startsWith('weight_') ? shareOf(name, weights) : null;
    return [{ name, value, standard: setting.value, min: setting.minimum, max, step: stepOf(setting), share }];
  });
}
export { valueText };
