import { describe, expect, it } from 'vitest';
import { againstAgreed, alike, headline, hollowRise, isShown, ownRange, sorted, teamWins, type ManagerLine, type Managers } from './words';
import { figureValue } from '../scoreboard/words';

type Figure = NonNullable<ManagerLine['own_share']>;
const share = (value: number, low: number, high: number, agreed?: number): Figure => ({
  key: 'own_deal_share', unit: 'share', guard: 'none', value, low, high, count: 4, of: 12,
  beside: agreed === undefined ? [] : [{ key: 'agreed_percent', value: agreed }],
  rows: 12, shows_rows: true, evidence: null, missing: [], no_answer: null, causes: [],
});
const line = (name: string, more: Partial<ManagerLine> = {}): ManagerLine => ({
  person: { id: name, name, role: 'manager', is_placeholder: false, ends_on: null },
  reports_to: null, depth: 1, began_on: null, alone_until: null, steps_done: null, steps_of: null,
  held: 3, kept: 0, held_then: null, handoffs: 0, stuck: 0, exposure: null, reps: 4,
  own_share: null, coached: null, promises: null, saying: null, enabled: 0, personal: 0, team: 0, team_before: 0, against: 'year_ago', quarters: [],
  ...more,
});
const table = (...items: ManagerLine[]): Managers => ({
  currency: 'USD', as_of: '2026-11-24T09:41:00Z', working: null, exposure_as_of: null, period: null,
  items, single_points: [], more_single_points: 0, alike: 0,
});
const names = (lines: ManagerLine[]) => lines.map((one) => one.person.name).join(' ');

describe('managers side by side', () => {
  const ann = line('Ann', { own_share: share(0.5, 0.4, 0.6) });
  const ben = line('Ben', { own_share: share(0.45, 0.3, 0.55) });
  const cal = line('Cal', { own_share: share(0.1, 0.05, 0.2) });
  const dee = line('Dee');

  it('sorts by a figure, with what is not known last in either order', () => {
    expect(names(sorted([dee, cal, ann, ben], { column: 'own', up: false }))).toBe('Ann Ben Cal Dee');
    expect(names(sorted([dee, cal, ann, ben], { column: 'own', up: true }))).toBe('Cal Ben Ann Dee');
    expect(names(sorted([dee, ann], { column: 'manager', up: true }))).toBe('Ann Dee');
  });

  it('says how many of the first cannot be told apart', () => {
    expect(alike([ann, ben, cal, dee], { column: 'own', up: false })).toBe(2);
    expect(alike([cal, ben, ann, dee], { column: 'own', up: true })).toBe(1);
    expect(alike([dee, ann], { column: 'own', up: false })).toBe(0);
    expect(alike([ann, ben], { column: 'held', up: false })).toBe(0);
    expect(alike([], { column: 'own', up: false })).toBe(0);
  });

  it('takes no ratio where the whole team won: it is above any, by its lower end', () => {
    const saying = { kind: 'all' as const, times: null, low: 4, high: null, move: 'unknown' as const, times_before: null };
    const all = line('All', { saying });
    const some = line('Some', { saying: { ...saying, kind: 'ratio', times: 2, low: 1, high: 5 } });
    const few = line('Few', { saying: { ...saying, kind: 'counts', low: null } });
    expect(names(sorted([few, some, all], { column: 'times', up: false }))).toBe('All Some Few');
    expect(alike([all, some, few], { column: 'times', up: false })).toBe(2);
  });

  it('says beside the multiplier what the whole team won, and where it rose for nothing of that', () => {
    const saying = { kind: 'ratio' as const, times: 4, low: 2, high: 9, move: 'only_own_fell' as const, times_before: 2 };
    const fell = line('A', { saying, team: 10, team_before: 12 });
    expect(teamWins(fell)).toBe('10 team wins, 12 a year ago');
    expect(teamWins(line('A', { saying, team: 1, team_before: 0, against: 'weeks_before' }))).toBe('1 team win, 0 in the weeks before');
    expect(hollowRise(fell)).toBe('Rose only because personal wins fell');
    expect(hollowRise(line('A', { saying: { ...saying, move: 'only_relabelled' } }))).toBe('Rose only because more wins count as enabled');
    expect(hollowRise(line('A', { saying: { ...saying, move: 'risen' } }))).toBe('');
    expect(hollowRise(dee)).toBe('');
  });

  it('says of a share of money that it was counted on deals', () => {
    const few: Figure = { ...share(0.3, 0, 1), guard: 'too_few', count: 1, of: 3 };
    expect([figureValue(share(0.5, 0.4, 0.6), 'USD'), ownRange(share(0.5, 0.4, 0.6), 'USD')]).toEqual(['50%', '4 of 12 deals, likely 40% to 60%']);
    expect([figureValue(few, 'USD'), ownRange(few, 'USD')]).toEqual(['1 of 3 deals', 'too few for a share']);
    expect(ownRange({ ...few, guard: 'no_data', of: 0 }, 'USD')).not.toContain('deal');
  });

  it('is above the agreed share where the whole range is', () => {
    expect(againstAgreed(line('A', { own_share: share(0.5, 0.4, 0.6, 20) }))).toBe('above');
    expect(againstAgreed(line('A', { own_share: share(0.3, 0.1, 0.5, 20) }))).toBe('unclear');
    expect(againstAgreed(line('A', { own_share: share(0.1, 0.05, 0.15, 20) }))).toBe('within');
    expect(againstAgreed(line('A', { own_share: { ...share(0, 0, 0, 20), guard: 'too_few', value: null, low: null, high: null } }))).toBe('unclear');
    expect(againstAgreed(ann)).toBe('none');
  });

  it('filters by name, by team, and by what stands out', () => {
    const one = line('Nora Vance', { reports_to: { id: '9', name: 'Max Orr', role: 'director', is_placeholder: false, ends_on: null }, stuck: 2 });
    expect(isShown(one, 'all', 'max nora')).toBe(true);
    expect(isShown(one, 'all', 'jim')).toBe(false);
    expect(isShown(one, 'stuck', '')).toBe(true);
    expect(isShown(one, 'new', '')).toBe(false);
    expect(isShown(line('A', { alone_until: '2027-01-31' }), 'new', '')).toBe(true);
  });

  it('says it in a sentence, from the figures alone', () => {
    const above = line('A', { own_share: share(0.5, 0.4, 0.6, 20), held_then: 9 });
    const within = line('B', { own_share: share(0.1, 0.05, 0.15, 20) });
    expect(headline(table(above, within)).title).toBe('One of 2 managers clearly sells more than agreed');
    expect(headline(table(above, within)).lead).toBe('A share is agreed with 2 of them. One manager holds 3 accounts still; 9 on the first day of the role.');
    expect(headline(table(within)).title).toBe('B is the only manager below you');
    expect(headline(table(ann, ben)).title).toBe('2 managers still hold 6 accounts');
    expect(headline(table()).title).toBe('No manager reports to you yet');
  });
});
