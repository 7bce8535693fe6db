import { describe, expect, it } from 'vitest';
import { chancePath, curveOfSteps, endOf, knowersOf, linesOf, lossTicks, onRing, onlyPerson, type Colleague, type Departure, type DepartureClient, type Risk } from './words';

const risk = (...points: [number, number][]): Risk => ({
  expected_minor: 0,
  low_minor: 0,
  high_minor: 0,
  bad_year_minor: 0,
  worst_minor: 0,
  curve: points.map(([loss_minor, chance_permille]) => ({ loss_minor, chance_permille })),
});
const frame = { width: 120, height: 120, left: 10, right: 110, top: 10, bottom: 110 };

describe('the picture of a departure', () => {
  it('falls from certain to impossible, and ends at the edge', () => {
    const path = chancePath(risk([0, 1000], [50, 500], [100, 100], [150, 0], [200, 0]), 100, frame);
    expect(path).toBe('M10 10L60 60L110 100');
  });

  it('is a line at the left where nothing can be lost', () => {
    expect(chancePath(risk([0, 1000], [0, 0]), 0, frame)).toBe('M10 10');
  });

  it('ends where less than one in a hundred is left', () => {
    expect(endOf({ before: risk([0, 1000], [100, 10], [200, 9], [300, 0]) } as Departure)).toBe(200);
    expect(endOf({ before: risk([0, 1000], [100, 900]) } as Departure)).toBe(100);
  });

  it('draws what differs from today', () => {
    const at = (expected_minor: number): Risk => ({ ...risk([0, 1000]), expected_minor });
    expect(linesOf({ before: at(3), now: at(2), after: at(1) } as Departure).map(({ key }) => key)).toEqual(['before', 'now', 'after']);
    expect(linesOf({ before: at(2), now: at(2), after: at(2) } as Departure).map(({ key }) => key)).toEqual(['now']);
  });

  it('has round ticks', () => {
    expect(lossTicks(0)).toEqual([0]);
    expect(lossTicks(100)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(lossTicks(41_300_00)).toEqual([0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]);
  });
});

describe('what moves it most', () => {
  it('each step takes a larger share off, by the hours until then', () => {
    const step = (minutes: number, worst_after_minor: number) => ({ account: { id: '1', name: 'Larmar' }, gain_minor: 0, worst_after_minor, expected_after_minor: 0, minutes, handoff_id: null, next_step: '' });
    const departure = { now: { ...risk(), worst_minor: 200 }, steps: [step(240, 150), step(120, 100)] } as unknown as Departure;
    expect(curveOfSteps(departure)).toEqual([{ x: 4, share: 0.25, low: null, high: null }, { x: 6, share: 0.5, low: null, high: null }]);
  });
});

describe('who knows whom', () => {
  const client = (change: Partial<DepartureClient>): DepartureClient => ({
    account: { id: '1', name: 'Larmar Freight' }, x: 0, y: 0, size_permille: 0, knows_person: true, knows: [], successor_id: null, ...change,
  });

  it('the successor is in contact after the plan', () => {
    expect(knowersOf(client({ successor_id: '2' }), 'today')).toEqual([]);
    expect(knowersOf(client({ successor_id: '2' }), 'after')).toEqual(['2']);
    expect(knowersOf(client({ successor_id: '2', knows: ['2', '3'] }), 'after')).toEqual(['2', '3']);
  });

  it('draws no line to whom the ring has no room for', () => {
    const person = { id: '1', name: 'Ana' } as Colleague['person'];
    expect([{ person, x: 0, y: -440 }, { person, x: null, y: null }].filter(onRing)).toHaveLength(1);
  });

  it('a client knows only the person where nobody else is in contact', () => {
    expect(onlyPerson(client({ successor_id: '2' }), 'today')).toBe(true);
    expect(onlyPerson(client({ successor_id: '2' }), 'after')).toBe(false);
    expect(onlyPerson(client({ knows_person: false }), 'today')).toBe(false);
    expect(onlyPerson(client({ knows: ['3'], successor_id: '2' }), 'today')).toBe(false);
  });
});
