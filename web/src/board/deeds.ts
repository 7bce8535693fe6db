// What is done with a plan. A change shows at once, is sent with the version it was made on, one after another, and goes
// back in words when the server says no.
import { api, ifMatch, ok } from '../api/client';
import { isStatus, sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { act, wentBack } from '../action/act';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { complete, expected, merged, withPlan } from './rules';
import { boardTables, type Board, type PersonFit, type Plan, type PlanChanges } from './words';

export function planKey(id: string): unknown[] {
  return ['plan', id];
}

// Plans as the server last had them, and the changes that it has not answered yet, in their order: the screen shows them together.
const known = new Map<string, Plan>();
let waiting: readonly { id: string; changes: PlanChanges }[] = [];
let queue: Promise<unknown> = Promise.resolve();
// With its reading: when it was long ago, or another person comes.
queries.getQueryCache().subscribe(({ type, query: { queryKey } }) => {
  if (type === 'removed' && queryKey.length === 2 && queryKey[0] === 'plan') known.delete(String(queryKey[1]));
});

function shown(plan: Plan): Plan {
  return waiting.filter((one) => one.id === plan.id).reduce((now, one) => expected(now, one.changes), plan);
}
// What was asked for before a change, and comes after it, takes nothing back.
function learn(plan: Plan): Plan {
  const last = known.get(plan.id);
  const newest = last && last.version > plan.version ? last : plan;
  known.set(plan.id, newest);
  return newest;
}
function show(id: string): void {
  const plan = known.get(id);
  if (!plan) return;
  queries.setQueryData(planKey(id), shown(plan));
  showOnBoards('all');
}
function showOnBoards(type: 'all' | 'active'): void {
  queries.setQueriesData<Board>({ queryKey: ['board'], type }, (board) => board && asShown(board));
}
// A board was not asked for together with its draft: what is known of that counts.
export function asShown(board: Board): Board {
  const plan = known.get(board.draft?.plan_id ?? '');
  return plan && board.draft && plan.version >= board.draft.version ? withPlan(board, shown(plan)) : board;
}
async function read(id: string, signal?: AbortSignal): Promise<Plan> {
  return learn(await ok(api.GET('/api/v1/plans/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) })));
}
// What a client or a hold is called may change without a new version: a board that came first has it from before.
// A reading that another has taken the place of is broken off: it may come after it.
export async function readPlan(id: string, signal?: AbortSignal): Promise<Plan> {
  const plan = shown(await read(id, signal));
  showOnBoards('active'); // another is read before it is seen, and must not count as fresh
  return plan;
}

async function send(id: string, changes: PlanChanges, done: string | undefined, before: Promise<unknown>): Promise<void> {
  const one = { id, changes };
  const answered = () => {
    waiting = waiting.filter((other) => other !== one);
  };
  waiting = [...waiting, one];
  show(id);
  const call = async () => {
    await before;
    await wentBack();
    const plan = known.get(id) ?? (await read(id));
    return api.POST('/api/v1/plans/{id}/changes', { params: { path: { id }, header: ifMatch(plan.version) }, body: complete(plan, changes) });
  };
  try {
    const change = done === undefined ? await ok(call()) : await act(call, done, boardTables, { reread: [] });
    answered();
    const plan = known.get(id);
    if (plan) learn(merged(plan, change));
    show(id);
  } catch (error) {
    answered();
    show(id);
    const stale = isStatus(error, 412) || isStatus(error, 409);
    toast.error(t('ui.plan.put_back', { why: stale ? t('ui.plan.stale') : sentence(error) }));
    if (stale) await invalidateTables(boardTables);
  }
}

export function changePlan(id: string, changes: PlanChanges, done?: string): Promise<void> {
  const next = send(id, changes, done, queue);
  queue = next;
  return next;
}

async function went(deed: Promise<unknown>): Promise<boolean> {
  try {
    await deed;
    return true;
  } catch (error) {
    toast.error(sentence(error));
    await invalidateTables(boardTables);
    return false;
  }
}

// Without managers: the own clients.
export function proposePlan(manager_ids?: string[]): Promise<boolean> {
  const call = () => api.POST('/api/v1/plans', { body: manager_ids ? { manager_ids } : {} });
  return went(act(call, t('ui.plan.proposed'), boardTables));
}
// Approves what the changes that are on their way make of the plan, not what it was before them.
export function approvePlan(plan: Plan, count: number): Promise<boolean> {
  const call = async () => {
    await queue;
    await wentBack();
    const { version } = queries.getQueryData<Plan>(planKey(plan.id)) ?? plan;
    return api.POST('/api/v1/plans/{id}/approval', { params: { path: { id: plan.id }, header: ifMatch(version) } });
  };
  return went(act(call, t('ui.plan.applied', { count }), boardTables));
}
export function discardPlan(plan: Plan): Promise<boolean> {
  const call = () => api.DELETE('/api/v1/plans/{id}', { params: { path: { id: plan.id } } });
  return went(act(call, t('ui.plan.discarded'), boardTables));
}
// Of every rep how well an account fits; its line names the best alone.
export async function readFits(plan_id: string, account: string): Promise<PersonFit[]> {
  return (await ok(api.GET('/api/v1/plans/{id}/fits', { params: { path: { id: plan_id }, query: { account } } }))).items;
}
