// What somebody does and may take back: sent, said with the way back, and what it changed read again.
//
//   await act(() => api.POST('/api/v1/promises/{id}/keep', …), t('ui.promise.kept_toast', { title }), ['promise']);
//
// Throws ProblemError when the server says no. Until it is said, Z waits for it (ui/toast).
import { api, ok } from '../api/client';
import { sentence } from '../api/problem';
import { invalidateTables } from '../api/query';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}
interface Options {
  reread?: readonly string[]; // when fewer tables than the way back touches
  back?: () => void; // what the screen does besides, when it is undone
}

export async function act<T>(
  call: () => Promise<Answer<T>>,
  said: string,
  tables: readonly string[],
  { reread = tables, back }: Options = {},
): Promise<NonNullable<T>> {
  const coming = toast.coming();
  try {
    let action_id: string | null = null;
    const data = await ok(
      call().then((answer) => {
        action_id = answer.response.headers.get('Baton-Action');
        return answer;
      }),
    );
    coming.show(said, undoing(action_id, tables, back));
    await invalidateTables(reread);
    return data;
  } finally {
    coming.end();
  }
}

// For a deed of one click: when the server says no, it is said why, and what it touches is read again. Was it done?
export async function orSay(deed: () => Promise<unknown>, tables: readonly string[]): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    toast.error(sentence(error));
    await invalidateTables(tables);
    return false;
  }
}

function undoing(id: string | null, tables: readonly string[], back?: () => void): { undo?: () => Promise<void> } {
  if (id === null) return {};
  return {
    undo: () => {
      back?.();
      return undo(id, tables);
    },
  };
}

// Takes an action back and says so, with what stayed because somebody changed it since.
export function undo(id: string, tables: readonly string[]): Promise<void> {
  const going = takeBack(id, tables);
  goingBack = Promise.all([goingBack, going]);
  return going;
}

// What is being taken back, until it is read again. Whoever sends the version that the screen knows waits for it: else the
// next press would be refused as if somebody else had come between.
export function wentBack(): Promise<unknown> {
  return goingBack;
}
let goingBack: Promise<unknown> = Promise.resolve();

async function takeBack(id: string, tables: readonly string[]): Promise<void> {
  try {
    const { undone, kept } = await ok(api.POST('/api/v1/actions/{id}/undo', { params: { path: { id } } }));
    toast.show(kept.length > 0 ? t('ui.audit.undone_kept', { count: undone, kept: kept.length }) : t('ui.undo.done'));
  } catch (error) {
    toast.error(sentence(error), { again: () => void undo(id, tables) });
  }
  await invalidateTables(tables);
}

// Who did the last thing to a row, where the reader may know that.
export async function lastActor(row: string): Promise<string | undefined> {
  try {
    const { items } = await ok(api.GET('/api/v1/actions', { params: { query: { row } } }));
    return items[0]?.actor?.name;
  } catch {
    return undefined;
  }
}
