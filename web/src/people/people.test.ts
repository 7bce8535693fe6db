import { describe, expect, it } from 'vitest';
import { givable, peopleBelow, readPeople, treeOf, type Person } from './people';

function person(id: string, name: string, manager_id: string | null, role: Person['role'] = 'rep'): Person {
  return {
    id, name, manager_id, role, version: 1, email: null, title: '', manager_name: null, language: 'en', time_zone: '', territory: '',
    languages: [], capacity_minutes: null, starts_on: null, ends_on: null, is_placeholder: false, has_sign_in: false, account_count: 0,
  };
}

describe('people', () => {
  it('stand under their manager, whoever that is', () => {
    const tree = treeOf([person('3', 'Tom', '2'), person('2', 'Jim', '1', 'manager'), person('1', 'Dana', null, 'director'), person('4', 'Ada', '2'), person('5', 'Lost', '99')]);
    expect(tree.map((b) => [b.person.name, b.depth, b.team])).toEqual([['Dana', 0, 3], ['Jim', 1, 2], ['Ada', 2, 0], ['Tom', 2, 0], ['Lost', 0, 0]]);
  });
  it('are below everybody above them, at any depth, also in a ring', () => {
    const people = [person('3', 'Tom', '2'), person('2', 'Jim', '1', 'manager'), person('1', 'Dana', null, 'director'), person('5', 'Max', '1', 'manager')];
    expect([...peopleBelow(people, '1')].sort()).toEqual(['2', '3', '5']);
    expect([...peopleBelow(people, '2')]).toEqual(['3']);
    expect([...peopleBelow([person('1', 'A', '2'), person('2', 'B', '1')], '1')]).toEqual(['2']);
  });
  it('shows a ring once', () => {
    expect(treeOf([person('1', 'A', '2'), person('2', 'B', '1')]).map((b) => b.person.name)).toEqual(['A', 'B']);
  });
  it('are read from a table', () => {
    const filled = readPeople([{ name: 'Jada', email: 'j@x.example', hours: '38' }, {}, { name: '', hours: 'many' }], '9');
    expect(filled.items[0]).toEqual({ name: 'Jada', role: 'rep', email: 'j@x.example', capacity_minutes: 2280, manager_id: '9' });
    expect(filled.rows).toEqual([0, 2]);
    expect(Object.keys(filled.faults)).toEqual(['2.name', '2.hours']);
    expect(givable('manager')).toEqual(['rep']);
  });
});
