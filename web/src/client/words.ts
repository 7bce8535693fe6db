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

// The letter as it is sent with the paragraph that leads to the page: before the closing, signed.
export function letterWith(paragraphs: readonly string[], paragraph: string, from: string): string {
  const all = [...paragraphs.slice(0, -1), paragraph, ...paragraphs.slice(-1), from];
  return `${all.join('\n\n')}\n`;
}
