// What is done with a plan. A change shows at once, is sent with the version it was made on, one after another, and goes
// back in words when the server says no.
import { api, ifMatch, ok } from '../api/client';
import { isStatus, sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { act } from '../action/act';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { complete, expected, merged, withLines } from './rules';
import { boardTables, type Board, type PersonFit, type Plan, type PlanChanges } from './words';

export function planKey(id: string): unknown[] {
  return ['plan', id];
}
function show(plan: Plan): void {
  queries.setQueryData(planKey(plan.id), plan);
  queries.setQueriesData<Board>({ queryKey: ['board'] }, (board) =>
    board?.draft?.plan_id === plan.id
      ? { ...withLines(board, plan.lines), draft: { ...board.draft, version: plan.version } }
      : board,
  );
}

let queue: Promise<unknown> = Promise.resolve();

async function send(id: string, changes: PlanChanges, done: string | undefined, before: Promise<unknown>): Promise<void> {
  let plan: Plan | undefined;
  const call = async () => {
    await before;
    plan = queries.getQueryData<Plan>(planKey(id)) ?? (await readPlan(id));
    show(expected(plan, changes));
    return api.POST('/api/v1/plans/{id}/changes', { params: { path: { id }, header: ifMatch(plan.version) }, body: complete(plan, changes) });
  };
  try {
    const change = done === undefined ? await ok(call()) : await act(call, done, boardTables, { reread: [] });
    if (plan) show(merged(plan, change));
  } catch (error) {
    if (plan) show(plan);
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
    const { version } = queries.getQueryData<Plan>(planKey(plan.id)) ?? plan;
    return api.POST('/api/v1/plans/{id}/approval', { params: { path: { id: plan.id }, header: ifMatch(version) } });
  };
  return went(act(call, t('ui.plan.applied', { count }), boardTables));
}
export function discardPlan(plan: Plan): Promise<boolean> {
  const call = () => api.DELETE('/api/v1/plans/{id}', { params: { path: { id: plan.id } } });
  return went(act(call, t('ui.plan.discarded'), boardTables));
}
export function readPlan(id: string): Promise<Plan> {
  return ok(api.GET('/api/v1/plans/{id}', { params: { path: { id } } }));
}
// Of every rep how well an account fits; its line names the best alone.
export async function readFits(plan_id: string, account: string): Promise<PersonFit[]> {
  return (await ok(api.GET('/api/v1/plans/{id}/fits', { params: { path: { id: plan_id }, query: { account } } }))).items;
}
