// The words of takeovers: a client handed over whom the former owner served again.
import type { Schema } from '../api/client';

export type Takeover = Schema<'Takeover'>;
export type TakeoverSource = Schema<'TakeoverSource'>;
export type Answer = NonNullable<Takeover['answer']>;
export type Reason = NonNullable<Takeover['reason']>;
export type Reply = NonNullable<Takeover['reply']>;
export type Standing = Takeover['standing'];

export const answers: readonly Answer[] = ['introduce', 'explain', 'on_record'];
export const reasons: readonly Reason[] = ['client_insisted', 'rep_away', 'rescue', 'above_our_size', 'rep_not_ready', 'wanted_to'];
export const replies: readonly Reply[] = ['fine', 'could_have', 'let_me_join'];
export const answerKeys: Record<Answer, string> = { introduce: 'i', explain: 'e', on_record: 'o' };

export const takeoverTables = ['takeover', 'takeover_source', 'today'];

export function isOpen(takeover: Pick<Takeover, 'standing' | 'answer'>): boolean {
  return takeover.standing === 'asked' && takeover.answer === null;
}
// What the sentence is about: a won deal says more than a meeting, a meeting more than a mail.
const weight: Record<TakeoverSource['word'], number> = { deal: 4, door: 3, visit: 2, meeting: 2, call: 1, email: 0, task: 0 };
export function mainSource(takeover: Pick<Takeover, 'sources'>): TakeoverSource | undefined {
  return [...takeover.sources].sort((a, b) => weight[b.word] - weight[a.word])[0];
}
export function dealOf(takeover: Pick<Takeover, 'sources'>): TakeoverSource | undefined {
  return takeover.sources.find((source) => source.kind === 'opportunity');
}
