// People and team: who stands under whom, and what is typed about somebody, as the API takes it.
import type { Schema } from '../api/client';
import { parseHours } from '../lib/parse';
import { isEmptyRow, type Filled, type GridRow } from '../lib/paste';
import { t } from '../messages';
import type { Role } from '../session/session';

export { peopleBelow } from './below';

export type Person = Schema<'Person'>;
export type PersonInput = Schema<'PersonInput'>;
export type PersonPatch = Schema<'PersonPatch'>;

export const roles: readonly Role[] = ['rep', 'manager', 'director', 'administrator'];

export interface Branch {
  person: Person;
  depth: number;
  team: number; // how many stand under this one, at any depth
}

// Everybody below his manager, by name; people whose manager is not among them stand at the top. A ring, which the server
// does not allow, still shows everybody once.
export function treeOf(people: readonly Person[]): Branch[] {
  const ids = new Set(people.map((person) => person.id));
  const under = new Map<string, Person[]>();
  for (const person of people) {
    const key = person.manager_id && ids.has(person.manager_id) ? person.manager_id : '';
    under.set(key, [...(under.get(key) ?? []), person]);
  }
  const rank = (person: Person) => roles.length - roles.indexOf(person.role);
  const byName = (a: Person, b: Person) => (a.manager_id ? 0 : rank(a) - rank(b)) || a.name.localeCompare(b.name);
  const branches: Branch[] = [];
  const seen = new Set<string>();
  const add = (list: readonly Person[], depth: number): number => {
    let count = 0;
    for (const person of [...list].sort(byName)) {
      if (seen.has(person.id)) continue;
      seen.add(person.id);
      const branch: Branch = { person, depth, team: 0 };
      branches.push(branch);
      branch.team = add(under.get(person.id) ?? [], depth + 1);
      count += branch.team + 1;
    }
    return count;
  };
  add(under.get('') ?? [], 0);
  add(people, 0);
  return branches;
}

// Which roles somebody may give: a manager hires reps, an administrator everybody.
export function givable(role: Role): readonly Role[] {
  return role === 'administrator' ? roles : ['rep'];
}

export function readPeople(rows: readonly GridRow[], manager_id: string | null): Filled<PersonInput> {
  const filled: Filled<PersonInput> = { items: [], rows: [], faults: {} };
  for (const [i, row] of rows.entries()) {
    if (isEmptyRow(row)) continue;
    const cell = (key: string) => row[key]?.trim() ?? '';
    if (!cell('name')) filled.faults[`${i}.name`] = t('ui.people.fault_name');
    const minutes = cell('hours') ? parseHours(cell('hours')) : undefined;
    if (minutes === null) filled.faults[`${i}.hours`] = t('ui.account.fault_hours');
    filled.rows.push(i);
    filled.items.push({
      name: cell('name'),
      role: 'rep',
      ...(cell('email') ? { email: cell('email') } : {}),
      ...(minutes === undefined || minutes === null ? {} : { capacity_minutes: minutes }),
      ...(cell('territory') ? { territory: cell('territory') } : {}),
      ...(manager_id ? { manager_id } : {}),
    });
  }
  return filled;
}
