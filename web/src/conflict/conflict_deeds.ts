// What is said to a conflict. The question goes at once; when the server says no it comes back, in words.
import { act } from '../action/act';
import { api, type Schema } from '../api/client';
import { sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { conflictTables, doneOf, type Answer, type Conflict } from './words';

type Today = Pick<Schema<'Today'>, 'conflicts'>;

export async function answerConflict(conflict: Conflict, answer: Answer): Promise<void> {
  const left = (old: Today) => old.conflicts.filter((one) => one !== conflict);
  queries.setQueriesData<Today>({ queryKey: ['today'] }, (old) => (old?.conflicts ? { ...old, conflicts: left(old) } : old));
  const { key, new_at } = conflict;
  const body = { key, answer, ...(answer === 'move' && new_at ? { new_at } : {}) };
  try {
    await act(() => api.POST('/api/v1/conflicts/answer', { body }), doneOf(conflict, answer), conflictTables);
  } catch (error) {
    toast.error(t('ui.conflict.put_back', { title: conflict.title, why: sentence(error) }));
    await invalidateTables(conflictTables);
  }
}
