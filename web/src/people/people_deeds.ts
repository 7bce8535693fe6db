// What is done to people; each with its way back.
import { api, ifMatch, ok } from '../api/client';
import { isStatus } from '../api/problem';
import { invalidateTables } from '../api/query';
import { act } from '../action/act';
import { t } from '../messages';
import type { Person, PersonInput, PersonPatch } from './people';

const tables = ['person', 'account', 'import'];

export async function addPeople(people: PersonInput[]): Promise<void> {
  const said = t('ui.people.added', { count: people.length, name: people[0]?.name ?? '' });
  await act(() => api.POST('/api/v1/people/batch', { body: { people } }), said, tables);
}

export async function changePerson(person: Person, body: PersonPatch): Promise<void> {
  const params = { path: { id: person.id }, header: ifMatch(person.version) };
  try {
    await act(() => api.PATCH('/api/v1/people/{id}', { params, body }), t('ui.people.saved', { name: person.name }), tables);
  } catch (error) {
    if (isStatus(error, 412)) await invalidateTables(tables);
    throw error;
  }
}

// `endsWork`: yes to what the server asks when clients are on their way to the person or promises are open.
export async function removePerson(person: Person, endsWork: boolean): Promise<void> {
  const params = { path: { id: person.id }, query: endsWork ? { ends_work: true } : {} };
  const call = () => api.DELETE('/api/v1/people/{id}', { params });
  await act(call, t('ui.people.removed', { name: person.name }), [...tables, 'handoff', 'promise']);
}

// A mail to the person, with a link to a new password.
export async function sendPasswordLink(person: Person): Promise<void> {
  await ok(api.POST('/api/v1/people/{id}/password-reset', { params: { path: { id: person.id } } }));
}

// The link with which somebody signs in for the first time; each new one ends the one before.
export async function invite(person: Person): Promise<{ url: string; expires_at: string }> {
  return ok(api.POST('/api/v1/people/{id}/invitation', { params: { path: { id: person.id } } }));
}
