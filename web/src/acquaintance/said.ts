// What people say of who knows whom: the three words, and saying and taking back one.
import { act } from '../action/act';
import { api, type Schema } from '../api/client';
import { t } from '../messages';

export type Said = Schema<'SaidTieInput'>['said'];
export type AccountTies = Schema<'AccountTies'>;
export type PersonTie = Schema<'PersonTie'>;
export type ContactTie = Schema<'ContactTie'>;
export type TieQuestion = Schema<'TieQuestion'>;

export const saidWords: readonly Said[] = ['well', 'met', 'stranger'];
export const tieTables = ['tie', 'tie_learning', 'said_tie', 'contact', 'person'];

interface Pair {
  contact: { id: string; name: string };
  person: { id: string; name: string };
}

// `unseen`: by the person who was not shown what was learnt.
export async function sayTie({ contact, person }: Pair, said: Said, unseen = false): Promise<void> {
  const params = { path: { id: contact.id, person_id: person.id } };
  const call = () => api.POST('/api/v1/contacts/{id}/ties/{person_id}', { params, body: { said, unseen } });
  await act(call, t(`ui.ties.done.${said}`, { name: person.name, contact: contact.name }), ['said_tie']);
}
export async function takeBackTie({ contact, person }: Pair): Promise<void> {
  const params = { path: { id: contact.id, person_id: person.id } };
  const call = () => api.DELETE('/api/v1/contacts/{id}/ties/{person_id}', { params });
  await act(call, t('ui.ties.taken_back', { name: person.name, contact: contact.name }), ['said_tie']);
}

// Who is closest and who comes second, in one sentence; nothing is said of what is unknown.
export function breadthText(ties: AccountTies, shareText: (share: number) => string): string {
  const [first, second] = ties.people.filter((one) => one.share > 0);
  if (!ties.breadth || !first) return t('ui.ties.unknown');
  if (!second) return t('ui.ties.alone', { name: first.person.name });
  const values = { name: first.person.name, share: shareText(first.share), second: second.person.name, second_share: shareText(second.share), count: Math.round(10 * ties.breadth.colleagues) / 10 };
  return t(ties.breadth.is_single_thread ? 'ui.ties.thread' : 'ui.ties.broad', values);
}
