// A mail of the outbox in words, and what can be done about it.
import { act, orSay } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { invalidateTables } from '../api/query';
import { dateTime } from '../lib/format';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';

export type Mail = Schema<'Mail'>;
type State = Mail['state'];

export const views = ['all', 'waiting', 'failed', 'bounced', 'sent', 'cancelled'] as const;
export type View = (typeof views)[number];
export function viewOf(text: string): View {
  return views.find((view) => view === text) ?? 'all';
}

export function toneOf(mail: Pick<Mail, 'state' | 'attempts'>): 'plain' | 'cool' | 'warm' | 'alert' {
  if (mail.state === 'waiting' && mail.attempts > 0) return 'warm';
  const tones: Partial<Record<State, 'cool' | 'alert'>> = { sent: 'cool', failed: 'alert', bounced: 'alert' };
  return tones[mail.state] ?? 'plain';
}

// The server's last word is its own; where Baton itself stood in the way it is a key.
const own = ['given_up', 'not_written', 'other_key', 'private_address', 'taken_back', 'written'] as const;
export function answerText(answer: string): string {
  const word = own.find((each) => answer === `mail.answer.${each}`);
  return word ? t(`mail.answer.${word}`) : answer;
}

// How often it was tried, and what comes next.
export function courseText(mail: Pick<Mail, 'state' | 'attempts' | 'repeats' | 'next_at'>): string {
  const count = mail.attempts;
  const tried = mail.state === 'waiting' ? t('ui.outbox.tried', { count }) : count > 1 || mail.repeats > 0 ? t('ui.outbox.attempts', { count }) : '';
  const next = mail.state === 'waiting' && mail.next_at ? t('ui.outbox.next', { at: dateTime(mail.next_at) }) : '';
  const repeated = mail.repeats > 0 ? t('ui.outbox.repeats', { count: mail.repeats }) : '';
  return [tried, next, repeated].filter(Boolean).join(' ');
}

// While somebody who asked for a test looks: until the server has said something.
export function isUnderWay(mail: Pick<Mail, 'state' | 'attempts'>): boolean {
  return mail.state === 'sending' || (mail.state === 'waiting' && mail.attempts === 0);
}

export function mayCancel(mail: Pick<Mail, 'state'>): boolean {
  return mail.state === 'waiting' || mail.state === 'failed';
}
// What was taken back with its cause has no words left to be sent; what was not tried yet waits for no attempt but for a server.
export function mayRetry(mail: Pick<Mail, 'state' | 'attempts' | 'answer'>): boolean {
  if (mail.state === 'waiting') return mail.attempts > 0;
  return ['failed', 'bounced', 'cancelled'].includes(mail.state) && mail.answer !== 'mail.answer.taken_back';
}

const tables = ['mail', 'mail_relay'];
const of = (mail: Mail) => ({ params: { path: { id: mail.id }, header: ifMatch(mail.version) } });

const change = async (deed: () => Promise<unknown>): Promise<void> => {
  await orSay(deed, tables);
};

export function cancelMail(mail: Mail): Promise<void> {
  return change(() => act(() => api.POST('/api/v1/mails/{id}/cancel', of(mail)), t('ui.outbox.cancelled', { subject: mail.subject }), tables));
}

// Without a way back: it may be gone before anybody could take it.
export function retryMail(mail: Mail): Promise<void> {
  return change(async () => {
    await ok(api.POST('/api/v1/mails/{id}/retry', of(mail)));
    toast.show(t('ui.outbox.retried', { subject: mail.subject }));
    await invalidateTables(tables);
  });
}
