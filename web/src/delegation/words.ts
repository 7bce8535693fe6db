// The words of delegation: seven levels for each kind of deal.
import type { Schema } from '../api/client';

export type Levels = Schema<'DelegationLevels'>;
export type Level = Schema<'Delegation'>;
export type DealKind = Level['deal_kind'];

export const steps = [1, 2, 3, 4, 5, 6, 7] as const;
export type Step = (typeof steps)[number];

export const levelTables = ['delegation', 'today'];

export function isStep(value: number | null): value is Step {
  return value !== null && (steps as readonly number[]).includes(value);
}
// The step that an arrow key leads to from here; none: the end of the ladder, or another key.
export function stepAfter(key: string, from: Step): Step | undefined {
  const move = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[key];
  if (key === 'Home') return 1;
  if (key === 'End') return 7;
  return steps.find((step) => move !== undefined && step === from + move);
}
