// Where boards come from: a manager's own, or for a rep the clients on their way, in the same shape.
import { api, ok } from '../api/client';
import type { PersonRef } from '../handoff/words';
import { peopleBelow } from '../people/below';
import type { Coming } from '../today/words';
import { stageOf } from './rules';
import { boardStages, type Board, type Column } from './words';

export function readBoard(manager: string): Promise<Board> {
  return ok(api.GET('/api/v1/board', { params: { query: { manager } } }));
}

// The board of all that hand over below this person.
export const team = 'team';

// Those below somebody who may hand over clients.
export async function readManagers(top: string): Promise<PersonRef[]> {
  const { items } = await ok(api.GET('/api/v1/people'));
  const below = peopleBelow(items, top);
  return items.filter((person) => below.has(person.id) && (person.role === 'manager' || person.role === 'director') && !person.is_placeholder);
}

// Pure: the handoffs to a rep as a board. `accepted` stands only where there is one, as on the manager's.
export function boardOf(rep: Pick<PersonRef, 'id' | 'name' | 'role'>, coming: readonly Coming[], currency: string): Board {
  const columns: Column[] = boardStages.map((stage) => {
    const items = coming.flatMap((handoff) =>
      stageOf(handoff) === stage && handoff.account_row ? [{ handoff, account: handoff.account_row, line: null, answer: handoff.answer, refusal: null, takeovers: 0 }] : [],
    );
    const revenue_minor = items.reduce((sum, card) => sum + (card.account.revenue_minor ?? 0), 0);
    return { stage, count: items.length, revenue_minor, items };
  });
  const stages = columns.filter((column) => column.stage !== 'accepted' || column.count > 0);
  const all = stages.reduce((sum, column) => sum + column.revenue_minor, 0);
  return {
    manager: { ...rep, is_placeholder: false, ends_on: null },
    managers: [],
    stages,
    draft: null,
    statement: { accounts: stages.reduce((sum, column) => sum + column.count, 0), revenue_minor: all, currency, this_month: 0 },
  };
}

export async function readRepBoard(rep: Pick<PersonRef, 'id' | 'name' | 'role'>): Promise<Board> {
  const today = await ok(api.GET('/api/v1/today'));
  return boardOf(rep, today.coming_to_me, today.statement.currency);
}
