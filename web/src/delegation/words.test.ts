import { describe, expect, it } from 'vitest';
import { isStep, stepAfter } from './words';

describe('the ladder', () => {
  it('is climbed by the arrow keys and ends at both ends', () => {
    expect(stepAfter('ArrowUp', 3)).toBe(4);
    expect(stepAfter('ArrowRight', 3)).toBe(4);
    expect(stepAfter('ArrowDown', 3)).toBe(2);
    expect(stepAfter('ArrowDown', 1)).toBeUndefined();
    expect(stepAfter('ArrowUp', 7)).toBeUndefined();
    expect(stepAfter('Home', 5)).toBe(1);
    expect(stepAfter('End', 5)).toBe(7);
    expect(stepAfter('x', 5)).toBeUndefined();
  });
  it('has seven steps', () => {
    expect(isStep(0)).toBe(false);
    expect(isStep(7)).toBe(true);
    expect(isStep(8)).toBe(false);
    expect(isStep(null)).toBe(false);
  });
});
