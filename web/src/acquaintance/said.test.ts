import { describe, expect, it } from 'vitest';
import { breadthText, type AccountTies, type PersonTie } from './said';

const share = (part: number) => `${Math.round(100 * part)}%`;
function person(name: string, part: number): PersonTie {
  return { person: { id: name, name, role: 'rep', is_placeholder: false, ends_on: null }, share: part, strength: part, strength_word_key: 'account.tie.good', trend: 'steady', last_at: null, touches: 1, contacts: [] };
}
function ties(people: PersonTie[], is_single_thread: boolean, colleagues = 1): AccountTies {
  return { as_of: null, breadth: people.length > 0 ? { colleagues, contacts: 1, is_single_thread } : null, people, earlier: [] };
}

describe('the breadth of ties', () => {
  it('is unknown where nothing is known, which is not weak', () => {
    expect(breadthText(ties([], false), share)).toMatch(/^Unknown/);
    expect(breadthText({ ...ties([person('Jim', 0)], false), breadth: null }, share)).toMatch(/^Unknown/);
  });
  it('names the one who is alone', () => {
    expect(breadthText(ties([person('Jim', 1)], true), share)).toBe('Hangs on one thread: nobody but Jim is known to know them.');
  });
  it('names the second with the share', () => {
    expect(breadthText(ties([person('Jim', 0.9), person('Jada', 0.1)], true, 1.2), share)).toBe('Hangs on one thread: Jim has 90% of all contact. Second is Jada with 10%. As broad as 1.2 equally close colleagues.');
    expect(breadthText(ties([person('Jim', 0.6), person('Jada', 0.4)], false, 1.92), share)).toBe('Jim has 60% of all contact, second is Jada with 40%. As broad as 1.9 equally close colleagues.');
  });
});
