// The first ninety days of a manager: its types, where each step is done, and how a step is said.
import type { Schema } from '../api/client';
import { list } from '../lib/format';
import { t } from '../messages';
import { link } from '../routes';

export type NinetyDays = Schema<'NinetyDays'>;
export type Step = Schema<'NinetyDaysStep'>;
export type PathStep = Schema<'NinetyDaysPathStep'>;
export type StepKey = Step['key'];

// What the steps are judged from.
export const stepTables = ['ninety_days', 'ninety_days_path', 'ownership', 'handoff', 'agreed_share', 'opportunity', 'coaching_session', 'promise', 'week_draw', 'logged_hour', 'said_tie', 'assessment_round', 'person'];

const places: Record<StepKey, () => string> = {
  decided: () => link('board'),
  no_new_deals: () => link('book'),
  told_hours: () => link('hour'),
  assessed: () => link('self_assessment'),
  one_to_ones: () => link('coaching'),
  watched: () => link('coaching'),
  first_two: () => link('board'),
  largest: () => link('board'),
  without_you: () => link('scoreboard'),
  by_lot: () => link('week'),
  reps_asked: () => link('self_assessment'),
  half_share: () => link('scoreboard'),
  second_tie: () => link('leave'),
  promises: () => link('promises'),
  assessed_again: () => link('self_assessment'),
  stop: () => '#stop',
};
export const placeOf = (key: StepKey): string => places[key]();

export const titleOf = (step: { key: StepKey; title: string }): string => step.title || t(`ui.ninety_days.step.${step.key}`);

// "2 of 4: still Tom and Lena", where it is counted.
export function statusOf(step: Step): string {
  if (step.state === 'unknown') return t('ui.ninety_days.unknown');
  if (step.state === 'ahead') return t('ui.ninety_days.ahead');
  if (step.of === 0) return '';
  const counted = t('ui.ninety_days.counted', { done: step.done, of: step.of });
  if (step.waiting.length === 0) return counted;
  const names = step.more_waiting > 0 ? [...step.waiting, t('ui.ninety_days.more', { count: step.more_waiting })] : step.waiting;
  return t('ui.ninety_days.still', { counted, names: list(names) });
}

// Steps of the same day together, as the path has them.
export function phasesOf(steps: readonly Step[]): { until_on: string; steps: Step[] }[] {
  const phases: { until_on: string; steps: Step[] }[] = [];
  for (const step of steps) {
    const last = phases.at(-1);
    if (last?.until_on === step.until_on) last.steps.push(step);
    else phases.push({ until_on: step.until_on, steps: [step] });
  }
  return phases;
}
