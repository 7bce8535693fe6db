// A step of a handoff: the card moves at once; when the server says no it goes back, and the words name where.
import { api, ifMatch } from '../api/client';
import { sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { act } from '../action/act';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { firstName, handoffTables, isNo, isStep, type Handoff, type Stage } from './words';

type Put = (handoff: Handoff) => void;
const watchers = new Set<Put>();
// Whoever shows handoffs in a shape of its own (the board) puts the changed one into it.
export function onHandoffShown(put: Put): () => void {
  watchers.add(put);
  return () => watchers.delete(put);
}
export function showHandoff(handoff: Handoff): void {
  queries.setQueryData(['handoff', handoff.id], handoff);
  for (const put of watchers) put(handoff);
}

export async function takeStep(handoff: Handoff, stage: Stage, reason?: string, refused_by?: 'client'): Promise<boolean> {
  const to = firstName(handoff.to);
  const account = handoff.account.name;
  showHandoff({ ...handoff, stage, next_steps: [] });
  try {
    const params = { path: { id: handoff.id }, header: ifMatch(handoff.version) };
    const call = () => api.POST('/api/v1/handoffs/{id}/stage', { params, body: reason ? { stage, reason, ...(refused_by ? { refused_by } : {}) } : { stage } });
    showHandoff(await act(call, t(`ui.handoff.done.${stage}`, { to, account }), handoffTables));
    return true;
  } catch (error) {
    showHandoff(handoff);
    const where = isStep(handoff.stage) ? t(`ui.step.${handoff.stage}`) : account;
    const again = isNo(stage) ? {} : { again: () => void takeStep(handoff, stage, reason) };
    toast.error(t('ui.handoff.put_back', { account, where, why: sentence(error) }), again);
    await invalidateTables(handoffTables);
    return false;
  }
}
