import { expect, it } from 'vitest';
import { changed, gapSentence, headline, lead, message, ofReps, ratedBy, reliability, type SelfAssessment } from './words';

const scores = (coaching: number) => [
  { part: 'letting_go' as const, score: 50 },
  { part: 'delegating' as const, score: 50 },
  { part: 'coaching' as const, score: coaching },
  { part: 'fitting' as const, score: 50 },
  { part: 'passing_on' as const, score: 50 },
];
const taken = (id: string, taken_on: string, coaching: number) => ({ id, taken_on, occasion: 'day_1' as const, quarter: 0, answers: [], scores: scores(coaching) });
const empty: SelfAssessment = {
  statements: [],
  taken: [],
  next: { occasion: 'day_1', quarter: 0, on: '2026-11-24', is_due: true },
  changes: [],
  reliability: [],
  people: 0,
  running: null,
  why_no_round: null,
  next_round_at: null,
  rounds: [],
  compared_on: null,
  gaps: [],
};

it('says the gap where one sees more of oneself before any other', () => {
  const gaps = [
    { part: 'delegating' as const, self: 40, reps: 70, gap: -30 },
    { part: 'coaching' as const, self: 70, reps: 55, gap: 15 },
    { part: 'fitting' as const, self: 60, reps: 55, gap: 5 },
  ];
  expect(message(gaps)?.part).toBe('coaching');
  expect(message(gaps.slice(0, 1))?.part).toBe('delegating');
  expect(message(gaps.slice(2))).toBeUndefined();
  const view = { ...empty, taken: [taken('1', '2026-11-24', 70)], gaps };
  expect(headline(view)).toBe('You see more coaching than your reps do');
  expect(lead(view)).toContain('you said 70 of 100, your reps 55');
  expect(gapSentence(gaps[1]!)).toBe('Coaching: you 70, your reps 55, 15 more.');
  expect(gapSentence(gaps[0]!)).toContain('30 less');
  expect(headline({ ...view, gaps: gaps.slice(2) })).toBe('You and your reps see much the same');
});

it('says what moved, and that nobody knows whether it is more than chance', () => {
  const view = {
    ...empty,
    taken: [taken('1', '2026-11-24', 45), taken('2', '2027-01-22', 65)],
    changes: scores(65).map((one) => ({ part: one.part, before: one.part === 'coaching' ? 45 : 50, now: one.score, verdict: 'unknown' as const })),
    people: 1,
  };
  expect(changed(view)).toContain('Coaching from 45 to 65 (not known whether more than chance)');
  expect(changed(view)).not.toContain('Delegating');
  expect(changed({ ...view, taken: view.taken.slice(0, 1) })).toContain('one so far');
  expect(reliability(view)).toContain('20 people');
  expect(reliability({ ...view, people: 25, reliability: [{ part: 'coaching', alpha: 0.7, threshold: 18 }] })).toContain('threshold 18');
});

it('does not tell the ends apart', () => {
  expect(ofReps(5)).toBe('at most 5');
  expect(ofReps(95)).toBe('at least 95');
  expect(ofReps(50)).toBe('50');
});

it('asks who has not answered', () => {
  expect(headline(empty)).toContain('Twenty statements');
  expect(lead(empty)).toContain('Only you read your answers');
});

it('knows what the reps had said of a part by a day, and nothing of a round with too few answers', () => {
  const round = (id: string, closed_at: string, answers: number, score: number) => ({ id, closed_at, asked: 5, answers, scores: answers > 0 ? [{ part: 'coaching' as const, score }] : [] });
  const view = { ...empty, rounds: [round('1', '2026-10-12T09:00:00Z', 4, 45), round('2', '2026-11-20T09:00:00Z', 3, 60), round('3', '2026-12-20T09:00:00Z', 0, 0)] };
  expect(ratedBy(view, 'coaching', '2026-10-11')).toBeUndefined();
  expect(ratedBy(view, 'coaching', '2026-10-12')?.score).toBe(45);
  expect(ratedBy(view, 'coaching', '2026-12-31')?.id).toBe('2');
  expect(ratedBy(view, 'letting_go', '2026-12-31')).toBeUndefined();
});
