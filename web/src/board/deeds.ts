// What is done with a plan. A change shows at once, is sent with the version it was made on, one after another, and goes
// back in words when the server says no.
import { api, ifMatch, ok } from '../api/client';
import { deed } from '../api/deed';
import { isStatus, sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { undoing } from '../action/undo';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { expected, withLines } from './rules';
import { boardTables, type Board, type Plan, type PlanChanges } from './words';

export function planKey(id: string): unknown[] {
  return ['plan', id];
}
function show(plan: Plan): void {
  queries.setQueryData(planKey(plan.id), plan);
  queries.setQueriesData<Board>({ queryKey: ['board'] }, (board) =>
    board?.draft?.plan_id === plan.id
      ? { ...withLines(board, plan.lines), draft: { plan_id: plan.id, version: plan.version } }
      : board,
  );
}

let queue: Promise<unknown> = Promise.resolve();

async function send(id: string, changes: PlanChanges, done: string | undefined): Promise<void> {
  const before = queries.getQueryData<Plan>(planKey(id));
  if (!before) return;
  show(expected(before, changes));
  try {
    const call = api.POST('/api/v1/plans/{id}/changes', { params: { path: { id }, header: ifMatch(before.version) }, body: changes });
    const { data, action_id } = await deed(call);
    show(data);
    if (done) toast.show(done, undoing(action_id, boardTables));
  } catch (error) {
    show(before);
    const stale = isStatus(error, 412) || isStatus(error, 409);
    toast.error(t('ui.plan.put_back', { why: stale ? t('ui.plan.stale') : sentence(error) }));
    if (stale) await invalidateTables(boardTables);
  }
}

export function changePlan(id: string, changes: PlanChanges, done?: string): Promise<void> {
  const next = queue.then(() => send(id, changes, done));
  queue = next.catch(() => undefined);
  return next;
}

// Runs a deed on a whole plan and says how it went.
async function run(call: () => Promise<{ action_id: string | null }>, done: string): Promise<boolean> {
  try {
    const { action_id } = await call();
    toast.show(done, undoing(action_id, boardTables));
    return true;
  } catch (error) {
    toast.error(sentence(error));
    return false;
  } finally {
    await invalidateTables(boardTables);
  }
}

export function proposePlan(manager_id?: string): Promise<boolean> {
  const call = () => deed(api.POST('/api/v1/plans', { body: manager_id ? { manager_id } : {} }));
  return run(call, t('ui.plan.proposed'));
}
// Approves what the changes that are on their way make of the plan, not what it was before them.
export async function approvePlan(plan: Plan, count: number): Promise<boolean> {
  await queue;
  const { version } = queries.getQueryData<Plan>(planKey(plan.id)) ?? plan;
  const of = { params: { path: { id: plan.id }, header: ifMatch(version) } };
  return run(() => deed(api.POST('/api/v1/plans/{id}/approval', of)), t('ui.plan.applied', { count }));
}
export function discardPlan(plan: Plan): Promise<boolean> {
  const of = { params: { path: { id: plan.id } } };
  return run(() => deed(api.DELETE('/api/v1/plans/{id}', of)), t('ui.plan.discarded'));
}
export function readPlan(id: string): Promise<Plan> {
  return ok(api.GET('/api/v1/plans/{id}', { params: { path: { id } } }));
}
