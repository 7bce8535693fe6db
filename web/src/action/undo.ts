// The way back for a toast: toast.show(t('…'), undoing(action_id, ['promise'])). Reads what changed again afterwards.
import { undoAction } from '../api/deed';
import { sentence } from '../api/problem';
import { invalidateTables } from '../api/query';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';

export function undoing(action_id: string | null, tables: readonly string[]): { undo?: () => Promise<void> } {
  if (!action_id) return {};
  const undo = async () => {
    try {
      await undoAction(action_id);
      toast.show(t('ui.undo.done'));
    } catch (error) {
      toast.error(sentence(error), { again: () => void undo() });
    }
    await invalidateTables(tables);
  };
  return { undo };
}
