// What is done to people; each with its way back.
import { api, ifMatch, ok } from '../api/client';
import { deed } from '../api/deed';
import { isStatus } from '../api/problem';
import { invalidateTables } from '../api/query';
import { undoing } from '../action/undo';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import type { Person, PersonInput, PersonPatch } from './people';

const tables = ['person', 'account', 'import'];

export async function addPeople(people: PersonInput[]): Promise<Person[]> {
  const { data, action_id } = await deed(api.POST('/api/v1/people/batch', { body: { people } }));
  toast.show(t('ui.people.added', { count: data.items.length, name: data.items[0]?.name ?? '' }), undoing(action_id, tables));
  await invalidateTables(tables);
  return data.items;
}

export async function changePerson(person: Person, body: PersonPatch): Promise<void> {
  try {
    const params = { path: { id: person.id }, header: ifMatch(person.version) };
    const { action_id } = await deed(api.PATCH('/api/v1/people/{id}', { params, body }));
    toast.show(t('ui.people.saved', { name: person.name }), undoing(action_id, tables));
    await invalidateTables(tables);
  } catch (error) {
    if (isStatus(error, 412)) await invalidateTables(tables);
    throw error;
  }
}

export async function removePerson(person: Person): Promise<void> {
  const { action_id } = await deed(api.DELETE('/api/v1/people/{id}', { params: { path: { id: person.id } } }));
  toast.show(t('ui.people.removed', { name: person.name }), undoing(action_id, tables));
  await invalidateTables(tables);
}

// The link with which somebody signs in for the first time; each new one ends the one before.
export async function invite(person: Person): Promise<{ url: string; expires_at: string }> {
  return ok(api.POST('/api/v1/people/{id}/invitation', { params: { path: { id: person.id } } }));
}
