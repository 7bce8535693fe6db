import { describe, expect, it } from 'vitest';
import type { Handoff } from '../handoff/words';
import { byHourWorth, cardsAtOnce, complete, expected, extraMinutes, fullest, hourWorth, mayAssign, mayDrop, merged, named, neighbour, nextStep, reach, remedyChanges, withExtra, withHandoff, withLines } from './rules';
import type { Board, Card, Load, Plan, PlanChange, PlanLine, Unplaced } from './words';

const jada = { id: '2', name: 'Jada Ellis', role: 'rep' as const, is_placeholder: false, ends_on: null };
function handoffOf(account: string, stage: Handoff['stage'], next_steps: Handoff['next_steps']): Handoff {
  const named = { id: `h${account}`, version: 1, account: { id: account, name: account }, from: jada, to: jada, stage, next_steps };
  return named as Partial<Handoff> as Handoff;
}
function cardOf(id: string, handoff: Handoff | null = null): Card {
  const account = { id, name: id, revenue_minor: 100 } as Card['account'];
  const line = handoff ? null : ({ account, successor: null, is_locked: false, fit_permille: 0, is_clear: true, fits: [{ person: jada, fit_permille: 700 }] } as unknown as PlanLine);
  return { handoff, account, line, answer: null, refusal: null, takeovers: 0 };
}
const accepted = cardOf('b', handoffOf('b', 'proposed', ['accepted', 'declined']));
const board = {
  stages: [
    { stage: 'mine', count: 2, revenue_minor: 200, items: [cardOf('a'), accepted] },
    { stage: 'introduced', count: 0, revenue_minor: 0, items: [] },
  ],
} as unknown as Board;

describe('where a card may go', () => {
  it('follows the next steps of its handoff', () => {
    expect(mayDrop(accepted, 'accepted')).toBe(true);
    expect(mayDrop(accepted, 'owned')).toBe(false);
    expect(mayDrop(cardOf('a'), 'accepted')).toBe(false);
    expect(nextStep(accepted)).toBe('accepted');
    expect(nextStep(cardOf('a'))).toBeUndefined();
  });
  it('is on a rep while the plan is a draft', () => {
    expect(mayAssign(cardOf('a'))).toBe(true);
    expect(mayAssign(accepted)).toBe(false);
  });
});

it('moves the card and the sums, and makes the column it needs', () => {
  const after = withHandoff(board, { ...accepted.handoff!, stage: 'accepted' });
  expect(after.stages.map((column) => [column.stage, column.count, column.revenue_minor])).toEqual([
    ['mine', 1, 100],
    ['accepted', 1, 100],
    ['introduced', 0, 0],
  ]);
  const back = withHandoff(after, accepted.handoff!);
  expect(back.stages[0]).toMatchObject({ count: 2, revenue_minor: 200 });
});

it('walks the cards and stops at the ends', () => {
  const cards = board.stages.flatMap((column) => column.items);
  expect(neighbour(cards, null, 1)).toBe('a');
  expect(neighbour(cards, 'a', 1)).toBe('b');
  expect(neighbour(cards, 'b', 1)).toBe('b');
  expect(neighbour(cards, 'a', -1)).toBe('a');
  expect(neighbour([], null, 1)).toBeNull();
});

it('shows a change of the draft before the server has computed it', () => {
  const plan = { lines: [board.stages[0]!.items[0]!.line!], rules: { keep_known: true, accounts_per_rep: 8, weights: { tie: 0.25, tenure: 0.15 } } } as unknown as Plan;
  const after = expected(plan, { assign: [{ account_id: 'a', person_id: '2' }], rules: { accounts_per_rep: null } });
  expect(after.lines[0]).toMatchObject({ successor: jada, is_locked: true, fit_permille: 700 });
  expect(after.rules).toEqual({ keep_known: true, accounts_per_rep: null, weights: { tie: 0.25, tenure: 0.15 } });
  expect(expected(plan, { rules: { weights: { tie: 0.5 } } }).rules.weights).toEqual({ tie: 0.5, tenure: 0.15 });
  expect(withLines(board, after.lines).stages[0]!.items[0]!.line!.successor).toEqual(jada);
  expect(expected(plan, { unlock: ['a'] }).lines[0]!.is_locked).toBe(false);
});

describe('the answer to a change', () => {
  const lineOf = (id: string, successor: unknown = null) => ({ account: { id, name: id }, successor, fits: [] }) as unknown as PlanLine;
  const plan = { version: 1, lines: ['a', 'b', 'c'].map((id) => lineOf(id)), loads: [{ person: jada }], rules: { weights: {} } } as unknown as Plan;
  const change = { version: 2, lines: [lineOf('b', jada), lineOf('d')], gone: ['c'], loads: [] } as unknown as PlanChange;

  it('is put into the plan: what it does not name stays, the same objects', () => {
    const after = merged(plan, change);
    expect(after.lines.map((line) => line.account.id)).toEqual(['a', 'b', 'd']);
    expect(after.lines[0]).toBe(plan.lines[0]);
    expect(after.lines[1]!.successor).toEqual(jada);
    expect(after).toMatchObject({ version: 2, loads: [] });
    expect('gone' in after).toBe(false);
  });
  it('leaves the cards alone whose lines are the same', () => {
    const cards = ['a', 'b', 'c'].map((id, i) => ({ ...cardOf(id), line: plan.lines[i]! }));
    const before = { stages: [{ stage: 'mine', count: 3, revenue_minor: 0, items: cards }] } as unknown as Board;
    const items = withLines(before, merged(plan, change).lines).stages[0]!.items;
    expect(items[0]).toBe(cards[0]);
    expect(items[1]!.line!.successor).toEqual(jada);
    expect(items[2]!.line).toBeNull();
  });
  it('is expected of somebody whom the line does not name', () => {
    expect(expected(plan, { assign: [{ account_id: 'a', person_id: '2' }] }).lines[0]!.successor).toEqual(jada);
  });
});

it('draws some cards at first, so many that the chosen one is among them', () => {
  const cards = Array.from({ length: 300 }, (_, i) => cardOf(`Client ${i}`));
  expect(reach(cards, cardsAtOnce, null)).toBe(50);
  expect(reach(cards, cardsAtOnce, 'Client 49')).toBe(50);
  expect(reach(cards, cardsAtOnce, 'Client 50')).toBe(100);
  expect(reach(cards, 200, 'Client 50')).toBe(200);
  expect(named(cards, ' cliént 299 ').map((card) => card.account.id)).toEqual(['Client 299']);
  expect(named(cards, ' ')).toBe(cards);
});

it('keeps the limit of accounts in changes that do not speak of it', () => {
  const plan = { rules: { accounts_per_rep: 8 } } as unknown as Plan;
  expect(complete(plan, { rules: { keep_known: false } }).rules).toEqual({ keep_known: false, accounts_per_rep: 8 });
  expect(complete(plan, { rules: { accounts_per_rep: null } }).rules).toEqual({ accounts_per_rep: null });
  expect(complete(plan, { lock: ['a'] })).toEqual({ lock: ['a'] });
});

describe('what would give an account a place', () => {
  const plan = { rules: { accounts_per_rep: 3, extra_minutes: [{ person_id: '2', minutes: 30 }] } } as unknown as Plan;
  const rowOf = (kind: string) => ({ account: { id: 'a', name: 'A' }, reason: '', remedy: { kind, person: jada, minutes: 45, text: '' } }) as Unplaced;
  const assign = [{ account_id: 'a', person_id: '2' }];

  it('is a change of the draft', () => {
    expect(remedyChanges(plan, rowOf('allow'))).toEqual({ allow: assign });
    expect(remedyChanges(plan, rowOf('assign'))).toEqual({ assign });
    expect(remedyChanges(plan, rowOf('more_accounts'))).toEqual({ rules: { accounts_per_rep: 4 } });
    expect(remedyChanges(plan, rowOf('more_hours'))).toEqual({ assign, rules: { extra_minutes: [{ person_id: '2', minutes: 75 }] } });
  });
  it('keeps the hours of others, and forgets those that are as now', () => {
    expect(extraMinutes(plan, '2')).toBe(30);
    expect(extraMinutes(plan, '3')).toBe(0);
    expect(withExtra(plan, '3', -60).extra_minutes).toEqual([{ person_id: '2', minutes: 30 }, { person_id: '3', minutes: -60 }]);
    expect(withExtra(plan, '2', 0).extra_minutes).toEqual([]);
  });
});

describe('what an hour more is worth', () => {
  const load = (name: string, changed: Partial<Load>) => ({ person: { ...jada, id: name, name }, accounts_then: 3, hour_price: null, hour_places: 0, ...changed }) as Partial<Load> as Load;

  it('says which of four it is, and never a price that rounds to nothing', () => {
    expect(hourWorth(load('a', { hour_places: 1, hour_price: 9000 }), null)).toBe('places');
    expect(hourWorth(load('a', { hour_price: 5 }), 3)).toBe('better');
    expect(hourWorth(load('a', { hour_price: 4 }), null)).toBe('nothing');
    expect(hourWorth(load('a', {}), 3)).toBe('limit');
    expect(hourWorth(load('a', {}), 4)).toBe('nothing');
  });
  it('has all reps, the most first', () => {
    const loads = [load('Ben', {}), load('Ana', {}), load('Cem', { hour_price: 40 }), load('Dora', { hour_places: 1 }), load('Eve', { hour_price: 900 })];
    expect(byHourWorth(loads).map((one) => one.person.name)).toEqual(['Dora', 'Eve', 'Cem', 'Ana', 'Ben']);
  });
});

describe('the loads of a large team', () => {
  const load = (name: string, minutes_then: number, accounts_then = 1) => ({ person: { ...jada, id: name, name }, minutes_then, capacity_minutes: 1000, accounts_then }) as Partial<Load> as Load;

  it('are the fullest, by hours or by places; a small team stands as it is', () => {
    const many = Array.from({ length: 30 }, (_, i) => load(`Rep ${i}`, (i * 7) % 30, i));
    const shown = fullest(many, null);
    expect(shown).toHaveLength(12);
    expect(shown[0]?.minutes_then).toBe(29);
    expect(shown.at(-1)?.minutes_then).toBe(18);
    expect(fullest(many, 40)[0]?.accounts_then).toBe(29);
    const few = many.slice(0, 20);
    expect(fullest(few, null)).toEqual(few);
  });
});
