import { describe, expect, test } from 'vitest';
import { byPerson, chosenFrom, errorsByAccount, linesOf, patchOf, sharesOf, type Cover, type Proposal } from './words';

const person = (id: string, name: string) => ({ id, name, role: 'rep' as const, is_placeholder: false, ends_on: null });
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

test('a change says only what differs', () => {
  const cover = { from_on: '2026-11-24', to_on: '2026-11-27', note: '', lines: [{ account: { id: '11', name: 'Larmar' }, people: [lena, tom], gap: null }] } as unknown as Cover;
  const lines = [{ account_id: '11', person_id: '2' }, { account_id: '11', person_id: '3' }];
  const same = { from_on: '2026-11-24', to_on: '2026-11-27', note: '', lines };
  expect(patchOf(cover, same)).toEqual({});
  expect(patchOf(cover, { ...same, to_on: '2026-12-01', lines: lines.slice(1) })).toEqual({ to_on: '2026-12-01', lines: lines.slice(1) });
  expect(errorsByAccount({ 'lines[1].person_id': 'Lena is away.', to_on: 'Too long.' }, lines)).toEqual({ '11': 'Lena is away.' });
});
