import { describe, expect, test } from 'vitest';
import { byPerson, chosenFrom, linesOf, sharesOf, type Cover, type Proposal } from './words';

const person = (id: string, name: string) => ({ id, name, role: 'rep' as const, is_placeholder: false });
const tom = person('2', 'Tom Reyes');
const lena = person('3', 'Lena Koch');
const line = (id: string, who: typeof tom | null) => ({ account: { id, name: `Client ${id}` }, person: who, fit_permille: 700, reasons: [], why_nobody: who ? '' : 'Nobody is there.', fits: [], covers: [] });
const proposal: Proposal = { lines: [line('11', tom), line('12', lena), line('13', null)], helpers: [] };

describe('a proposal becomes a cover', () => {
  test('with whom the planner proposes, but for those who have nobody', () => {
    expect(linesOf(chosenFrom(proposal), new Set())).toEqual([{ account_id: '11', person_id: '2' }, { account_id: '12', person_id: '3' }]);
  });
  test('without what is left out, and with another choice', () => {
    const lines = linesOf({ ...chosenFrom(proposal), '12': '2', '13': '3' }, new Set(['11']));
    expect(lines).toEqual([{ account_id: '12', person_id: '2' }, { account_id: '13', person_id: '3' }]);
    expect([...sharesOf(lines)]).toEqual([['2', 1], ['3', 1]]);
  });
});

test('a cover by person, who has most first', () => {
  const cover = {
    lines: [
      { account: { id: '11', name: 'Larmar' }, people: [lena, tom], gap: null },
      { account: { id: '12', name: 'Wren' }, people: [tom], gap: null },
    ],
  } as unknown as Cover;
  expect(byPerson(cover)).toEqual([{ id: '2', name: 'Tom Reyes', accounts: ['Larmar', 'Wren'] }, { id: '3', name: 'Lena Koch', accounts: ['Larmar'] }]);
});
