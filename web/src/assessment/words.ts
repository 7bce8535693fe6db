// Self-assessment: its types, and how scores, gaps and changes are said.
import type { components } from '../api/schema';
import { day, dayOf, list, number } from '../lib/format';
import { t, within } from '../messages';

export type SelfAssessment = components['schemas']['SelfAssessment'];
export type Statement = components['schemas']['AssessmentStatement'];
export type Taken = components['schemas']['Assessment'];
export type Round = SelfAssessment['rounds'][number];
export type Gap = components['schemas']['AssessmentGap'];
export type Part = Statement['part'];
export type Figure = components['schemas']['ScoreboardFigure'];

export const assessmentTables = ['assessment', 'assessment_round', 'person'];
export const parts = ['letting_go', 'delegating', 'coaching', 'fitting', 'passing_on'] as const satisfies readonly Part[];
export const scale = [1, 2, 3, 4, 5] as const;
export const fewestPeople = 20; // before reliability is said

// Below, a gap between oneself and a few reps is no message. A judgement: with four answers half as much again is chance.
export const leastGap = 10;

export const partName = (part: Part): string => t(`ui.assessment.part.${part}`);
export const points = (score: number): string => number(Math.round(score));

export function occasion(one: { occasion: Taken['occasion']; quarter: number }): string {
  return t('ui.assessment.occasion', { occasion: one.occasion, quarter: one.quarter });
}

// What is as far as is said at the ends is said as that.
export function ofReps(score: number): string {
  if (score <= 5) return t('ui.assessment.at_most', { score: number(score) });
  if (score >= 95) return t('ui.assessment.at_least', { score: number(score) });
  return number(score);
}

// What the reps said of a part in the last round that was over by this day, where it had answers enough.
export function ratedBy(view: SelfAssessment, part: Part, until: string): (Round & { score: number }) | undefined {
  const round = view.rounds.findLast((one) => one.answers > 0 && dayOf(one.closed_at) <= until);
  const score = round?.scores.find((one) => one.part === part)?.score;
  return round && score !== undefined ? { ...round, score } : undefined;
}

export const sideOf = (gap: number): 'above' | 'below' => (gap > 0 ? 'above' : 'below');

// The gap that is worth a headline: where one thinks more of oneself first.
export function message(gaps: readonly Gap[]): Gap | undefined {
  const worth = gaps.filter((one) => Math.abs(one.gap) >= leastGap);
  return worth.toSorted((a, b) => b.gap - a.gap).find((one) => one.gap > 0) ?? worth.toSorted((a, b) => a.gap - b.gap)[0];
}

export function headline(view: SelfAssessment): string {
  if (view.taken.length === 0) return t('ui.assessment.headline.none');
  if (view.gaps.length === 0) return t('ui.assessment.headline.own');
  const gap = message(view.gaps);
  return gap ? t(`ui.assessment.headline.${sideOf(gap.gap)}`, { part: within(partName(gap.part)) }) : t('ui.assessment.headline.same');
}

export function lead(view: SelfAssessment): string {
  if (view.taken.length === 0) return t('ui.assessment.lead.none');
  const { next } = view;
  const coming = t(next.is_due ? 'ui.assessment.lead.due' : 'ui.assessment.lead.own', { occasion: occasion(next), day: day(next.on) });
  const gap = message(view.gaps);
  return gap ? `${t('ui.assessment.lead.gap', { part: partName(gap.part), self: number(gap.self), reps: ofReps(gap.reps) })} ${coming}` : coming;
}

export function gapSentence(gap: Gap): string {
  return t('ui.assessment.gap_sentence', { part: partName(gap.part), self: number(gap.self), reps: ofReps(gap.reps), gap: Math.abs(gap.gap), side: gap.gap === 0 ? 'same' : sideOf(gap.gap) });
}

export function scoreOf(one: Taken, part: Part): number {
  return one.scores.find((score) => score.part === part)?.score ?? 0;
}

// What moved since the one before, part by part.
export function changed(view: SelfAssessment): string {
  const before = view.taken.at(-2);
  if (!before) return t('ui.assessment.past_one');
  const moved = view.changes.filter((one) => Math.round(one.now) !== Math.round(one.before));
  const changes = moved.map((one) => `${t('ui.assessment.change', { part: partName(one.part), before: points(one.before), now: points(one.now) })} (${t(`ui.assessment.verdict.${one.verdict}`)})`);
  return t('ui.assessment.changed', { day: day(before.taken_on), changes: changes.length > 0 ? list(changes) : t('ui.assessment.change_none') });
}

export function reliability(view: SelfAssessment): string {
  if (view.reliability.length === 0) return t('ui.assessment.reliability.unknown', { count: view.people, wanted: fewestPeople });
  const said = view.reliability.map((one) => t('ui.assessment.reliability.part', { part: partName(one.part), alpha: number(one.alpha, { maximumFractionDigits: 2 }), threshold: number(one.threshold) }));
  return t('ui.assessment.reliability.known', { count: view.people, parts: list(said) });
}

// Which figures of the scoreboard stand beside which part.
export const beside: Record<Part, readonly Figure['key'][]> = {
  letting_go: ['own_deal_share', 'takeovers'],
  delegating: ['manager_free'],
  coaching: ['coaching_hours', 'slots_kept'],
  fitting: ['least_coached'],
  passing_on: ['promises_kept', 'handed_over'],
};

type StatementKey = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20;
type RepKey = 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16;
export function statementText(one: Statement, isReps = false): string {
  if (isReps) return t(`ui.assessment.of_manager.${one.number as RepKey}`);
  return t(`ui.assessment.statement.${one.number as StatementKey}`);
}
