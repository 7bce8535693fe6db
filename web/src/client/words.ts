// The words of the client's page, as our side sees it.
import type { Schema } from '../api/client';
import { firstName } from '../handoff/words';
import { t } from '../messages';

export type ClientAnswer = Schema<'ClientAnswer'>;
export type ClientLink = Schema<'ClientLink'>;
export type NewClientLink = Schema<'NewClientLink'>;
export type CallingCard = Schema<'CallingCard'>;
export type Contact = Schema<'ContactRef'>;

// "Bill said yes": what the contact means, in a line; the words themselves are `answer.text`.
export function answerLine(answer: Pick<ClientAnswer, 'kind' | 'contact' | 'wanted'>): string {
  const name = firstName(answer.contact);
  if (answer.kind === 'other' && answer.wanted) return t('ui.client.said.wanted', { name, wanted: answer.wanted.name });
  return t(`ui.client.said.${answer.kind}`, { name });
}
