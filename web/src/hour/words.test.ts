import { describe, expect, it } from 'vitest';
import { fromLog, headline, inputHow, inputRange, inputValue, lead, lift, priorsText, recordedText, type HourWorth, type Input } from './words';

const range = (median_minor: number, low_minor: number, high_minor: number) => ({ median_minor, low_minor, high_minor });
const worth = {
  saying: 'undecided',
  currency: 'USD',
  evidence: 'assumption',
  may_show_money: false,
  break_even: 0.0432,
  own: range(45_512, 20_040, 88_000),
  own_weight: 0.31,
  priors: [{ name: 'usual', sell: range(20_512, 9_000, 41_000), coach: range(31_200, -12_000, 92_000) }],
  guard: 'few',
  rate_from: 'pooled',
  without_amount: 2,
  reps: 4,
  reps_of: 4,
  own_closed: { won: 3, closed: 5 },
  reps_closed: { won: 62, closed: 140 },
} as unknown as HourWorth;
const me = { who: 'me', person: '' } as const;
const input = (more: Partial<Input>): Input => ({ key: 'margin', unit: 'money', from: 'both', value: 100, low: null, high: null, count: 4, ...more });

describe('an hour in words', () => {
  it('has two digits that count', () => {
    expect(lift(0.0432)).toBe('4.3%');
    expect(lift(0.432)).toBe('43%');
  });
  it('says no amount before the data suggest something', () => {
    expect(headline(worth, me)).toContain('Undecided');
    expect(lead(worth)).toBe('An hour with a rep is worth more once it lifts one week of the rep’s wins by 4.3%. How sure: Assumption.');
    expect(lead({ ...worth, evidence: 'suggestive', may_show_money: true })).toContain('$310 against $210 an hour');
    expect(lead({ ...worth, break_even: null })).toContain('whatever it does');
  });
  it('may say that the own hour is worth more', () => {
    expect(headline({ ...worth, saying: 'sell' }, me)).toBe('For you, your own hour is worth more');
    expect(headline({ ...worth, saying: 'own' }, { who: 'other', person: 'Jada' })).toBe('An hour of Jada’s selling brings about $460');
  });
  it('says the views as the table does, whatever the own data make of them', () => {
    const priors = [0.02, 0.08, 0.25].map((judged, i) => ({ name: ['sceptic', 'usual', 'enthusiast'][i], judged, lift: 0.05 }));
    const text = priorsText({ ...worth, priors } as unknown as HourWorth);
    for (const { judged } of priors) expect(text).toContain(fromLog(judged));
    expect(text).toContain('2%, 8.3% and 28% of a week');
  });
  it('names only what the reader can do about hours that are not known', () => {
    const recorded = { wins: 0, minutes: 0, weeks: 0, known_weeks: 0 };
    const said = (more: Partial<HourWorth>) => recordedText({ ...worth, recorded, ...more } as HourWorth);
    expect(said({ is_self: true })).toContain('Try under “What if” how many hours of selling there are, or say below');
    expect(said({ is_self: false })).not.toContain('say below');
    expect(said({ is_self: true, priors: [] })).not.toContain('What if');
    expect(said({ is_self: true, priors: [] })).toContain('Say below');
    expect(said({ is_self: false, priors: [] })).toContain('recorded hours. An hour that nobody recorded');
  });
  it('says each input with its range and where it is from', () => {
    const rate = input({ key: 'own_rate', unit: 'per_hour', value: 0.02, low: 0.01, high: 0.05 });
    expect(inputValue(rate, 'USD')).toBe('one in 50 h');
    expect(inputRange(rate, 'USD')).toBe('likely one in 20 h to one in 100 h');
    expect(inputHow(rate, worth)).toContain('too few weeks');
    expect(inputHow(input({}), worth)).toContain('2 more have no amount');
    expect(inputRange(input({}), 'USD')).toBe('');
  });
});
