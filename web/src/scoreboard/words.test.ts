import { describe, expect, it } from 'vitest';
import { besideText, countedAs, evidenceText, figureRange, figureValue, growthChange, growthRange, headline, lead, lineSentence, periodName, pointCounted, pointLikely, pointValue, ratioScale, closingText, whyNoRows, type Figure, type Growth, type LinePoint, times, type Row, type Scoreboard } from './words';

const tally = { touched: 0, handed: 0, without: 0, personal: 0, joint: 0, enabled_minor: 0, without_minor: 0, personal_minor: 0, joint_minor: 0 };
const board: Scoreboard = {
  person: { id: '1', name: 'Jim Calder', role: 'manager', is_placeholder: false, ends_on: null },
  is_self: true,
  reps: 5,
  currency: 'USD',
  period: { name: '13w', from_on: '2026-08-31', to_on: '2026-11-24' },
  closing: { definition: 1, closed_on: null, closes_on: null },
  choices: [],
  against: 'year_ago',
  compared: { name: '', from_on: '2025-09-01', to_on: '2025-11-25' },
  saying: { kind: 'ratio', times: 27 / 11, low: 1.62, high: 3.88, move: 'only_own_fell', times_before: 0.5 },
  now: { ...tally, touched: 20, handed: 7, without: 3, personal: 11 },
  before: { ...tally, touched: 11, without: 21, personal: 22 },
  bars: [],
  figures: [],
  growth_guard: 'none',
  growth: [],
};
const me = { who: 'me', person: '' } as const;
const figure = (more: Partial<Figure>): Figure => ({ key: 'win_rate', unit: 'share', guard: 'none', value: null, low: null, high: null, count: 0, of: 0, beside: [], rows: 0, shows_rows: true, evidence: null, missing: [], no_answer: null, causes: [], ...more });
const row: Row = {
  kind: 'deal', id: '9', title: 'Deal', account: null, people: [], on: '2026-11-03', amount_minor: null, minutes: null, status: 'won', win: 'touched', is_led: false,
  touch: 'letter', touch_id: '4', touched_on: '2026-10-01', handoff_id: null, presence: 'free', missed: 'none', session_kind: null, session_state: null, was_planned: null,
  is_confirmed: null, verdict: null, standing: null, expected: null, share_before: null, share_after: null, is_kept: null, sold_minor: null, sold_before_minor: null,
  interruption: null, outcome: null, moved: null, cause: null, promise_state: null, made_good_on: null,
};

describe('the headline', () => {
  it('is one sentence, with its range in the next', () => {
    expect(headline(board, me)).toBe('For every deal you win, your team wins 2.5');
    expect(lead(board, me)).toContain('Counted on 38 wins since');
    expect(lead(board, me)).toContain('between 1.6 and 3.9');
  });
  it('says when it rose only because own wins fell', () => {
    expect(lead(board, me)).toContain('You sell less; the team does not yet win more: 30 wins after 32 in the same weeks a year ago.');
    expect(lead(board, { who: 'other', person: 'Jim' })).toContain('Jim sells less');
  });
  it('gives no ratio without personal wins or with too few', () => {
    const all = { ...board, saying: { ...board.saying, kind: 'all', times: null, high: null } as const };
    expect(headline(all, me)).toBe('Your team won all 27 deals');
    const few = { ...board, saying: { ...board.saying, kind: 'counts', times: null, low: null, high: null } as const };
    expect(headline(few, me)).toBe('Too few wins for a multiplier yet');
    expect(lead(few, me)).toContain('Below eight there is no ratio.');
  });
});

describe('a figure', () => {
  it('is a rate with its range, or says why not', () => {
    const rate = figure({ value: 0.667, low: 0.454, high: 0.828, count: 6, of: 9 });
    expect(figureValue(rate, 'USD')).toBe('67%');
    expect(figureRange(rate, 'USD')).toBe('6 of 9, likely 45% to 83%');
    const few = figure({ guard: 'too_few', count: 2, of: 3 });
    expect(figureValue(few, 'USD')).toBe('2 of 3');
    expect(figureRange(few, 'USD')).toBe('Too few for a rate');
    const narrow = figure({ key: 'breadth', unit: 'people', guard: 'too_few', count: 6, of: 5 });
    expect(figureValue(narrow, 'USD')).toBe('–');
    expect(figureRange(narrow, 'USD')).toBe('6 wins of 5 reps: too few for a figure');
    expect(figureValue(figure({ key: 'median_lift', guard: 'too_few', count: 18, of: 3 }), 'USD')).toBe('–');
    expect(figureValue(figure({ guard: 'few_reps' }), 'USD')).toBe('–');
    expect(figureRange(figure({ guard: 'few_reps' }), 'USD')).toContain('one person');
  });
  it('says of what it was counted', () => {
    const share = figure({ key: 'own_deal_share', value: 0.22, low: 0.1, high: 0.4, count: 5, of: 18 });
    expect(figureRange(share, 'USD')).toBe('5 of 18 deals, likely 10% to 40%');
    expect(figureValue({ ...share, guard: 'too_few', count: 1, of: 3 }, 'USD')).toBe('1 of 3 deals');
    expect(figureRange(figure({ key: 'median_lift', unit: 'count', value: 1, low: -1, high: 3, count: 23, of: 5 }), 'USD')).toBe('of 5 reps, likely -1 to 3');
    expect(figureRange(figure({ key: 'breadth', unit: 'people', value: 2.9, low: 2.4, high: 3, count: 13, of: 3 }), 'USD')).toBe('13 wins, likely 2.4 to 3');
    expect(figureRange(figure({ key: 'least_coached', unit: 'minutes', value: 30, of: 3 }), 'USD')).toBe('');
  });
  it('says who came and went, and of whom it is not known yet', () => {
    const beside = [{ key: 'left', value: 0 }, { key: 'moved_in', value: 2 }, { key: 'moved_out', value: 0 }] as const;
    expect(besideText(figure({ key: 'median_lift', unit: 'count', beside: [...beside] }), board)).toEqual(['0 left since', '2 from another team since, not counted']);
    expect(besideText(figure({ key: 'stay_rate', beside: [{ key: 'not_yet', value: 3 }] }), board)).toEqual(['of 3 it is not known yet']);
    expect(besideText(figure({ key: 'ramp_time', beside: [{ key: 'not_yet', value: 3 }] }), board)).toEqual(['3 not there yet']);
  });
  it('says why no rows stand behind it', () => {
    const closed = { ...board, closing: { definition: 1, closed_on: '2026-10-14', closes_on: null } };
    expect(whyNoRows(figure({ shows_rows: false }), closed)).toContain('not kept when the quarter was closed');
    expect(whyNoRows(figure({ key: 'slots_kept', shows_rows: false }), { ...closed, is_self: false })).toContain('between manager and rep');
    expect(whyNoRows(figure({ shows_rows: false, guard: 'not_yours' }), { ...closed, is_self: false })).toContain('between manager and rep');
  });
  it('shows the total as a count beside the other time', () => {
    const total = figure({ key: 'total_wins', unit: 'times', value: 1.25, low: 0.9, high: 1.7, count: 25, beside: [{ key: 'before', value: 20 }, { key: 'joint', value: 0 }] });
    expect(figureValue(total, 'USD')).toBe('25');
    expect(figureRange(total, 'USD')).toContain('1.3 times as many');
    expect(besideText(total, board)).toEqual(['20 a year ago']);
  });
});

describe('what displaced what', () => {
  it('is a count with its causes, and each move what became of it', () => {
    const moved = figure({
      key: 'displaced', unit: 'times', value: 1.5, low: 1.1, high: 2.2, count: 9,
      beside: [{ key: 'before', value: 6 }, { key: 'made_good', value: 0 }, { key: 'let_go', value: 1 }],
      causes: [{ cause: 'own_deal', count: 8, made_good: 0, open: 8, withdrawn: 0, median_days: null }, { cause: 'absence', count: 1, made_good: 0, open: 1, withdrawn: 0, median_days: null }],
    });
    expect(figureValue(moved, 'USD')).toBe('9');
    expect(figureRange(moved, 'USD')).toBe('1.5 times as many, likely 1.1 to 2.2');
    expect(besideText(moved, board)).toEqual(['6 a year ago', '1 promise neither kept nor moved', 'Own deal: 8', 'Absence: 1']);
    expect(whyNoRows({ ...moved, shows_rows: false }, { ...board, is_self: false })).toContain('between manager and rep');
    const move = { ...row, kind: 'displacement', cause: 'walk_in', promise_state: 'open' } as const;
    expect(countedAs(move, 'displaced', 'USD')).toBe('Client came in; not made good yet');
    expect(countedAs({ ...move, made_good_on: '2026-11-05' }, 'displaced', 'USD')).toMatch(/^Client came in; made good on .*5/);
    expect(countedAs({ ...move, promise_state: 'withdrawn' }, 'displaced', 'USD')).toBe('Client came in; withdrawn');
    expect(countedAs({ ...row, kind: 'interruption', outcome: 'taken', moved: 1 }, 'interruptions', 'USD')).toBe('Taken by the manager, 1 promise moved');
    expect(countedAs({ ...row, kind: 'interruption', outcome: 'greeted', moved: 0 }, 'interruptions', 'USD')).toBe('Greeted and passed on');
  });
});

describe('a figure of a model', () => {
  it('says what it expected, or that it could not', () => {
    const mix = figure({ key: 'case_mix', unit: 'times', value: 1.42, low: 1.1, high: 1.9, count: 9, of: 14, beside: [{ key: 'expected', value: 61 }, { key: 'learnt_from', value: 48 }] });
    expect(figureValue(mix, 'USD')).toBe('1.4 times');
    expect(figureRange(mix, 'USD')).toBe('9 of 14, likely 1.1 to 1.9');
    expect(besideText(mix, board)).toEqual(['6.1 expected', 'by 48 deals that closed before']);
    const without = figure({ key: 'case_mix', unit: 'times', guard: 'no_model', count: 9, of: 14 });
    expect(figureValue(without, 'USD')).toBe('9 of 14');
    expect(figureRange(without, 'USD')).toContain('Too few deals closed before');
  });
  it('names the evidence, and what would lift it', () => {
    const none = figure({ key: 'incremental', unit: 'count', guard: 'no_evidence', evidence: 'description', missing: ['reps', 'half_year'] });
    expect(figureValue(none, 'USD')).toBe('–');
    expect(figureRange(none, 'USD')).toBe('Description; missing: eight reps and 26 logged weeks');
    expect(evidenceText(figure({ evidence: 'assumption', no_answer: 'empty' }))).toBe('Assumption: no four logged weeks in a row before a win');
    const some = figure({ key: 'incremental', unit: 'count', value: 3.24, low: 0.4, high: 6.1, evidence: 'suggestive', missing: ['clusters'] });
    expect(figureValue(some, 'USD')).toBe('+3.2');
    expect(figureRange(some, 'USD')).toBe('95% sure between 0.4 and 6.1. Suggestive; missing: ten reps');
  });
  it('shows money that hangs less on one with its sign', () => {
    const less = figure({ key: 'dependence_removed', unit: 'money', value: 4_200_000, low: 2_000_000, high: 6_000_000, beside: [{ key: 'at_start', value: 20_000_000 }, { key: 'at_end', value: 15_800_000 }] });
    expect(figureValue(less, 'USD')).toBe('+$42k');
    expect(besideText(less, board)).toEqual(['$200k at the start', '$160k at the end']);
    expect(figureRange({ ...less, low: 2_048_000, high: 6_152_300, count: 5, of: 6 }, 'USD')).toBe('5 of 6 clients, likely $20k to $62k');
    expect(figureRange({ ...less, low: null, high: null, count: 5, of: 6 }, 'USD')).toBe('5 of 6 clients');
    expect(figureValue({ ...less, value: 36_155_000 }, 'USD')).toBe('+$360k');
  });
  it('says what was sold to clients handed over and before, as counted and also where it is nothing', () => {
    const stayed = figure({ key: 'handoff_retention', unit: 'share', value: 0.8, count: 8, of: 10, beside: [{ key: 'sold', value: 0 }, { key: 'sold_before', value: 15_850_000 }, { key: 'without_amount', value: 0 }] });
    expect(besideText(stayed, board)).toEqual(['$0 sold to them since the handoff', '$159k in as long before it']);
  });
});

it('says growth as money, without a range where there are few wins', () => {
  const period = { name: '', from_on: '2026-08-31', to_on: '2026-11-24' };
  const one: Growth = {
    person: board.person, since_on: null, currency: 'USD', period, compared: period, points: [], wins: 4, wins_before: 2, sales_minor: 5_000_000, sales_before_minor: 1_900_000, low: 1_400_000, high: 4_800_000, coached_minutes: 0, moved: 2, moved_before: null,
  };
  expect(growthChange(one)).toBe('+$31k');
  expect(growthRange(one)).toBe('likely $14k to $48k');
  expect(growthRange({ ...one, low: 1_909_100, high: 18_570_900 })).toBe('likely $19k to $190k');
  expect(growthRange({ ...one, low: null, high: null })).toBe('Too few wins for a range');
  expect(growthChange({ ...one, wins: 0, wins_before: 0 })).toBe('–');
});

describe('a row', () => {
  it('says what it was counted as', () => {
    expect(countedAs(row, 'wins_enabled', 'USD')).toContain('Enabled: letter read on');
    expect(countedAs({ ...row, win: 'without', missed: 'cap' }, 'total_wins', 'USD')).toBe('Team without the manager: that week counts for another win');
    expect(countedAs({ ...row, win: 'personal', is_led: true }, 'own_deal_share', 'USD')).toBe('Personal: led by the manager');
    expect(countedAs(row, 'manager_free', 'USD')).toBe('without the manager in a meeting');
    expect(countedAs({ ...row, expected: 0.42 }, 'case_mix', 'USD')).toBe('Won, expected with 42%');
    expect(countedAs(row, 'median_lift', 'USD')).toBe('Won');
    expect(countedAs({ ...row, kind: 'account', share_before: 0.9, share_after: 0.4 }, 'dependence_removed', 'USD')).toBe('90% of the ties before, 40% after');
    expect(countedAs({ ...row, kind: 'account' }, 'dependence_removed', 'USD')).toContain('Not counted');
    expect(countedAs({ ...row, kind: 'handoff', is_kept: true, expected: 0.88 }, 'handoff_retention', 'USD')).toBe('Still a client, expected to stay with 88%');
    const sold = { ...row, kind: 'handoff', is_kept: true, expected: 0.88, sold_minor: 0, sold_before_minor: 0 } as const;
    expect(countedAs(sold, 'handoff_retention', 'USD')).toBe('Still a client, expected to stay with 88%');
    expect(countedAs({ ...sold, sold_before_minor: 9_100_000 }, 'handoff_retention', 'USD')).toBe('Still a client, expected to stay with 88%; sold $0 since, $91k in as long before');
    expect(countedAs({ ...row, kind: 'session', session_state: 'held', was_planned: false }, 'slots_kept', 'USD')).toBe('Held, not planned before');
  });
});

it('names a period', () => {
  expect(periodName('13w')).toBe('Last 13 weeks');
  expect(periodName('2026-Q4')).toBe('Quarter 4 of 2026');
});

describe('quarters', () => {
  const point = (more: Partial<LinePoint>): LinePoint => ({
    period: { name: '2026-Q3', from_on: '2026-06-29', to_on: '2026-09-27' },
    is_running: false,
    kind: 'ratio',
    times: 2,
    low: 1.2,
    high: 3.1,
    closed_on: null,
    definition: 1,
    ...more,
  });
  it('say since when nothing alters them, by which definitions', () => {
    expect(closingText(board)).toBe('');
    expect(closingText({ closing: { definition: 3, closed_on: '2026-10-08', closes_on: null } })).toMatch(/^Closed on .*8.* counted by definitions of version 3\./);
    expect(closingText({ closing: { definition: 3, closed_on: null, closes_on: '2027-01-14' } })).toMatch(/^Counted anew each time until/);
    expect(pointCounted(point({ closed_on: '2026-10-08', definition: 3 }))).toMatch(/^closed on .*, version 3$/);
    expect(pointCounted(point({ is_running: true }))).toBe('still running');
  });
  it('are one sentence', () => {
    const later = point({ period: { name: '2026-Q4', from_on: '2026-09-28', to_on: '2026-11-24' }, times: 3.3 });
    expect(lineSentence([point({}), later])).toBe('From 2 in Q3 2026 to 3.3 in Q4 2026; 2 of 8 quarters have enough wins for a ratio.');
    expect(lineSentence([point({ kind: 'counts', times: null, low: null, high: null })])).toBe('No quarter has enough wins for a ratio yet.');
    expect(pointValue(point({ kind: 'all', times: null, high: null }))).toBe('no personal win');
    expect(pointLikely(point({ kind: 'all', times: null, high: null }))).toBe('at least 1.2');
  });
  it('stand on a scale of doublings', () => {
    expect(ratioScale([])).toEqual({ from: -1, to: 1, ticks: [0.5, 1, 2] });
    expect(ratioScale([point({ high: 900 })])).toMatchObject({ from: -1, to: 4 });
    expect(ratioScale([point({ low: 0.06 })]).ticks.map(times)).toEqual(['0.06', '0.13', '0.25', '0.5', '1', '2', '4']);
  });
});
