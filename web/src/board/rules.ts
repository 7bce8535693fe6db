// What the board knows without asking anybody: where a card may go, how it changes at once, in which order keys walk.
// Pure: nothing here reads or writes.
import { fold } from '../lib/fold';
import { forward, isStep, type Handoff, type PersonRef } from '../handoff/words';
import { boardStages, type Board, type BoardStage, type Card, type Column, type Load, type Plan, type PlanChange, type PlanChanges, type PlanLine, type Unplaced } from './words';

export function stageOf(handoff: Pick<Handoff, 'stage'>): BoardStage {
  return isStep(handoff.stage) && handoff.stage !== 'proposed' ? handoff.stage : 'mine';
}

// A card moves by its own next steps only; an account without a handoff waits for the plan.
export function mayDrop(card: Card, stage: BoardStage): boolean {
  return card.handoff !== null && stage !== 'mine' && card.handoff.next_steps.includes(stage);
}
// Whose client it is, or was before it went on its way.
export function fromOf(card: Card): PersonRef | null {
  return card.handoff?.from ?? card.line?.from ?? card.account.owner;
}
// A draft's choice is changed by putting the card on a rep.
export function mayAssign(card: Card): boolean {
  return card.handoff === null && card.line !== null;
}
export function nextStep(card: Card): Exclude<BoardStage, 'mine'> | undefined {
  const step = card.handoff ? forward(card.handoff) : undefined;
  return step && step !== 'proposed' ? step : undefined;
}

export function allCards(board: Board): Card[] {
  return board.stages.flatMap((column) => column.items);
}
// The card after or before the chosen one, in reading order; the first when none is chosen. Ends stay where they are.
export function neighbour(cards: readonly Card[], chosen: string | null, by: 1 | -1): string | null {
  const at = cards.findIndex((card) => card.account.id === chosen);
  if (at < 0) return cards[0]?.account.id ?? null;
  return cards[Math.min(cards.length - 1, Math.max(0, at + by))]?.account.id ?? null;
}

function recount(column: Column, items: Card[]): Column {
  const sum = (cards: Card[]) => cards.reduce((all, card) => all + (card.account.revenue_minor ?? 0), 0);
  return {
    ...column,
    items,
    count: column.count + items.length - column.items.length,
    revenue_minor: column.revenue_minor + sum(items) - sum(column.items),
  };
}

// The board with this handoff where its stage says. A column that is not there yet (accepted) is made in its place.
export function withHandoff(board: Board, handoff: Handoff): Board {
  const card = allCards(board).find((one) => one.account.id === handoff.account.id);
  if (!card) return board;
  const to = stageOf(handoff);
  const here = board.stages.find((column) => column.items.includes(card));
  let stages = board.stages;
  if (!stages.some((column) => column.stage === to)) {
    stages = [...stages, { stage: to, count: 0, revenue_minor: 0, items: [] }];
    stages.sort((a, b) => boardStages.indexOf(a.stage) - boardStages.indexOf(b.stage));
  }
  const next = { ...card, handoff };
  const changed = stages.map((column) => {
    if (column.stage === here?.stage && column.stage === to) {
      return { ...column, items: column.items.map((one) => (one === card ? next : one)) };
    }
    if (column.stage === here?.stage) return recount(column, column.items.filter((one) => one !== card));
    return column.stage === to ? recount(column, [next, ...column.items]) : column;
  });
  return { ...board, stages: changed };
}

function changedLine(plan: Plan, line: PlanLine, changes: PlanChanges): PlanLine {
  const id = line.account.id;
  let next = line;
  const assigned = changes.assign?.find((one) => one.account_id === id);
  if (assigned) {
    // A line names the best reps alone; any other is known by name.
    const fit = line.fits.find((one) => one.person.id === assigned.person_id);
    const person = fit?.person ?? plan.loads.find((one) => one.person.id === assigned.person_id)?.person ?? null;
    next = { ...next, successor: person, fit_permille: fit?.fit_permille ?? 0, is_locked: true };
  }
  if (changes.lock?.includes(id)) next = { ...next, is_locked: true };
  if (changes.unlock?.includes(id)) next = { ...next, is_locked: false };
  return next;
}
// How the draft looks until the server has computed it anew.
export function expected(plan: Plan, changes: PlanChanges): Plan {
  return {
    ...plan,
    lines: plan.lines.map((line) => changedLine(plan, line, changes)),
    rules: { ...plan.rules, ...changes.rules, weights: { ...plan.rules.weights, ...changes.rules?.weights } },
  };
}
// The limit of accounts is taken as it is sent, since none means no limit: what does not speak of it keeps it.
export function complete(plan: Pick<Plan, 'rules'>, changes: PlanChanges): PlanChanges {
  return changes.rules ? { ...changes, rules: { accounts_per_rep: plan.rules.accounts_per_rep, ...changes.rules } } : changes;
}
// The draft as the server's answer to a change makes it: what the answer does not name is as it was, the same objects.
export function merged(plan: Plan, change: PlanChange): Plan {
  const { lines, gone, ...head } = change;
  const fresh = new Map(lines.map((line) => [line.account.id, line]));
  const left = new Set(gone);
  const kept = plan.lines.flatMap((line) => {
    const next = fresh.get(line.account.id);
    fresh.delete(line.account.id);
    return left.has(line.account.id) ? [] : [next ?? line];
  });
  return { ...head, lines: [...kept, ...fresh.values()] };
}
// The board of a draft with these lines; a card whose line is the same stays the same, so that nothing of it is drawn again.
export function withLines(board: Board, lines: readonly PlanLine[]): Board {
  const byAccount = new Map(lines.map((line) => [line.account.id, line]));
  const put = (card: Card) => {
    const line = card.handoff ? card.line : (byAccount.get(card.account.id) ?? null);
    return line === card.line ? card : { ...card, line };
  };
  return { ...board, stages: board.stages.map((column) => ({ ...column, items: column.items.map(put) })) };
}
export function withPlan(board: Board, { id, version, lines }: Plan): Board {
  return board.draft?.plan_id === id ? { ...withLines(board, lines), draft: { ...board.draft, version } } : board;
}

// So many cards of a column, and rows of the list, are drawn at first; the rest by "more" or by looking for a name.
export const cardsAtOnce = 50;
// How many to draw so that the chosen one is among them.
export function reach(cards: readonly Card[], asked: number, chosen: string | null): number {
  const at = chosen === null ? -1 : cards.findIndex((card) => card.account.id === chosen);
  return at < asked ? asked : Math.ceil((at + 1) / cardsAtOnce) * cardsAtOnce;
}
export function named(cards: readonly Card[], words: string): readonly Card[] {
  const wanted = fold(words.trim());
  return wanted === '' ? cards : cards.filter((card) => fold(card.account.name).includes(wanted));
}

// How many minutes a week more, or fewer, the draft assumes of somebody.
export function extraMinutes(plan: Pick<Plan, 'rules'>, person: string): number {
  return plan.rules.extra_minutes?.find((extra) => extra.person_id === person)?.minutes ?? 0;
}
export function withExtra(plan: Pick<Plan, 'rules'>, person: string, minutes: number): NonNullable<PlanChanges['rules']> {
  const others = (plan.rules.extra_minutes ?? []).filter((extra) => extra.person_id !== person);
  const extra_minutes = minutes === 0 ? others : [...others, { person_id: person, minutes }];
  return { extra_minutes };
}
// What is offered to give an account a place, as a change of the draft.
export function remedyChanges(plan: Pick<Plan, 'rules'>, { account, remedy }: Unplaced): PlanChanges {
  if (!remedy) return {};
  const person_id = remedy.person.id;
  const assign = [{ account_id: account.id, person_id }];
  switch (remedy.kind) {
    case 'allow':
      return { allow: [{ account_id: account.id, person_id }] };
    case 'assign':
      return { assign };
    case 'more_hours':
      return { assign, rules: withExtra(plan, person_id, extraMinutes(plan, person_id) + remedy.minutes) };
    case 'more_accounts':
      return { rules: { accounts_per_rep: (plan.rules.accounts_per_rep ?? 0) + 1 } };
  }
}

export function moveCount(plan: Pick<Plan, 'lines'>): number {
  return plan.lines.filter((line) => line.successor !== null).length;
}
export function unclear(plan: Pick<Plan, 'lines'>): PlanLine[] {
  return plan.lines.filter((line) => line.successor !== null && !line.is_clear);
}
// Permille as a share for lib/format percent().
export function share(permille: number): number {
  return permille / 1000;
}

const leastPrice = 5; // permille: less is nothing to talk about
// What one more hour a week of a rep brings: clients without a place get one; a better plan; or nothing, since the limit of clients binds or no
// hour is short.
export type HourWorth = 'places' | 'better' | 'limit' | 'nothing';
export function hourWorth(load: Load, limit: number | null): HourWorth {
  if (load.hour_places > 0) return 'places';
  if ((load.hour_price ?? 0) >= leastPrice) return 'better';
  return limit !== null && load.accounts_then >= limit ? 'limit' : 'nothing';
}
// The most first; of equal ones by name.
export function byHourWorth(loads: readonly Load[]): Load[] {
  return [...loads].sort((a, b) => b.hour_places - a.hour_places || (b.hour_price ?? 0) - (a.hour_price ?? 0) || a.person.name.localeCompare(b.person.name));
}

const fewLoads = 12;
const manyLoads = 20;
// Of a large team those whose hours (or places) are fullest then, the fullest first; of another all as they are.
export function fullest(loads: readonly Load[], limit: number | null): readonly Load[] {
  if (loads.length <= manyLoads) return loads;
  const part = (load: Load) => (limit !== null ? load.accounts_then / Math.max(limit, 1) : load.minutes_then / Math.max(load.capacity_minutes, 1));
  return [...loads].sort((a, b) => part(b) - part(a) || a.person.name.localeCompare(b.person.name)).slice(0, fewLoads);
}
