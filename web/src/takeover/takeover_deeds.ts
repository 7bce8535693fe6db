// What is said to a takeover. The row changes at once; when the server says no it goes back, in words.
import { act } from '../action/act';
import { api, ifMatch } from '../api/client';
import { sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { firstName } from '../handoff/words';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { takeoverTables, type Answer, type Reason, type Reply, type Takeover } from './words';

// In every list of the cache that holds it: Today's and those of takeovers.
function patch(id: string, change: Partial<Takeover>): void {
  const swap = (list: Takeover[]) => list.map((row) => (row.id === id ? { ...row, ...change } : row));
  queries.setQueriesData<{ takeovers?: Takeover[] }>({ queryKey: ['today'] }, (old) => (old?.takeovers ? { ...old, takeovers: swap(old.takeovers) } : old));
  queries.setQueriesData<{ items?: Takeover[]; pages?: { items: Takeover[] }[] }>({ queryKey: ['takeover'] }, (old) => {
    if (old?.items) return { ...old, items: swap(old.items) };
    return old?.pages ? { ...old, pages: old.pages.map((page) => ({ ...page, items: swap(page.items) })) } : old;
  });
}

async function change(takeover: Takeover, shown: Partial<Takeover>, deed: Promise<unknown>): Promise<boolean> {
  patch(takeover.id, shown);
  try {
    await deed;
    return true;
  } catch (error) {
    patch(takeover.id, takeover);
    toast.error(t('ui.takeover.put_back', { account: takeover.account.name, why: sentence(error) }));
    await invalidateTables(takeoverTables);
    return false;
  }
}

function of(takeover: Takeover) {
  return { path: { id: takeover.id }, header: ifMatch(takeover.version) };
}

export interface Words {
  reason?: Reason;
  note?: string;
}

export function answerTakeover(takeover: Takeover, answer: Answer, { reason, note = '' }: Words = {}): Promise<boolean> {
  const body = { answer, note, ...(reason ? { reason } : {}) };
  const call = () => api.POST('/api/v1/takeovers/{id}/answer', { params: of(takeover), body });
  const said = t(`ui.takeover.done.${answer}`, { name: firstName(takeover.successor), account: takeover.account.name });
  return change(takeover, { answer, reason: reason ?? null, note }, act(call, said, takeoverTables));
}

export function replyToTakeover(takeover: Takeover, reply: Reply): Promise<boolean> {
  const call = () => api.POST('/api/v1/takeovers/{id}/reply', { params: of(takeover), body: { reply } });
  const said = t('ui.takeover.replied', { name: firstName(takeover.person) });
  return change(takeover, { reply }, act(call, said, takeoverTables));
}
