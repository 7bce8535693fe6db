import { expect, it } from 'vitest';
import { bandPath, curvePath, stepAt, ticksOf, type CurveStep } from './step_curve';

const scale = { x: (value: number) => value * 10, y: (share: number) => 100 - share * 100 };
const steps: CurveStep[] = [
  { x: 1, share: 0.2, low: 0.1, high: 0.4 },
  { x: 3, share: 0.5, low: 0.3, high: 0.7 },
];

it('goes along and up', () => {
  expect(curvePath(steps, 5, scale)).toBe('M0 100H10V80H30V50H50');
  expect(curvePath([], 5, scale)).toBe('M0 100H50');
});
it('draws the band there and back', () => {
  expect(bandPath(steps, 5, scale)).toBe('M10 90H10V60H30V30H50V70H30V90H10Z');
  expect(bandPath([{ x: 1, share: 1, low: null, high: null }], 5, scale)).toBe('');
});
it('has few ticks', () => {
  expect(ticksOf(4)).toEqual([0, 1, 2, 3, 4]);
  expect(ticksOf(25.9)).toEqual([0, 7, 14, 21]);
  expect(ticksOf(4000).length).toBeLessThan(7);
});
it('knows what holds at a place', () => {
  expect(stepAt(steps, 0.5)).toBeUndefined();
  expect(stepAt(steps, 2)?.share).toBe(0.2);
  expect(stepAt(steps, 30)?.share).toBe(0.5);
});
