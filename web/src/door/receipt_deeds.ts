// What the two say to a receipt: why it was taken, and what the rep says to that. Where the rep serves the client, the takeover
// holds both.
import { act, orSay } from '../action/act';
import { api, ifMatch } from '../api/client';
import { firstName } from '../handoff/words';
import { t } from '../messages';
import { takeoverTables, type Reason, type Reply } from '../takeover/words';
import type { Receipt } from './words';

const tables = ['receipt', 'delegation', ...takeoverTables];

const say = (deed: () => Promise<unknown>) => orSay(deed, tables);

// The receipt as it is then; none: the server said no, in words.
export async function sayWhy(receipt: Receipt, reason: Reason): Promise<Receipt | undefined> {
  const said = t('ui.receipt.why_said', { name: receipt.rep ? firstName(receipt.rep) : '' });
  const { takeover } = receipt;
  let after: Receipt | undefined;
  const done = await say(async () => {
    if (takeover) {
      const params = { path: { id: takeover.id }, header: ifMatch(takeover.version) };
      const saved = await act(() => api.POST('/api/v1/takeovers/{id}/answer', { params, body: { answer: 'on_record', reason, note: '' } }), said, tables);
      after = { ...receipt, reason, takeover: { id: takeover.id, version: saved.version } };
    } else {
      const params = { path: { interruption_id: receipt.interruption_id }, header: ifMatch(receipt.version) };
      after = await act(() => api.POST('/api/v1/door/receipts/{interruption_id}/reason', { params, body: { reason } }), said, tables);
    }
  });
  return done ? after : undefined;
}

export async function replyTo(receipt: Receipt, reply: Reply): Promise<void> {
  const params = { path: { interruption_id: receipt.interruption_id }, header: ifMatch(receipt.version) };
  const said = t('ui.takeover.replied', { name: receipt.person ? firstName(receipt.person) : '' });
  await say(() => act(() => api.POST('/api/v1/door/receipts/{interruption_id}/reply', { params, body: { reply } }), said, tables));
}
