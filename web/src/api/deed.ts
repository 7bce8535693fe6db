// A write and the number of the action it became, which undoes it:
//
//   const { data, action_id } = await deed(api.POST('/api/v1/promises/{id}/keep', …));
//   await undoAction(action_id);
import { api, ok } from './client';

export interface Deed<T> {
  data: T;
  action_id: string | null;
}

export async function deed<T>(
  call: Promise<{ data?: T | undefined; error?: unknown; response: Response }>,
): Promise<Deed<NonNullable<T>>> {
  let action_id: string | null = null;
  const data = await ok(
    call.then((answer) => {
      action_id = answer.response.headers.get('Baton-Action');
      return answer;
    }),
  );
  return { data, action_id };
}

export async function undoAction(id: string): Promise<void> {
  await ok(api.POST('/api/v1/actions/{id}/undo', { params: { path: { id } } }));
}
