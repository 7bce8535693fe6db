import { describe, expect, it } from 'vitest';
import { choicesOf, purposeOf, stepsOf } from './sessions';

describe('a step picture', () => {
  const day = 86_400_000;
  const at = (days: number) => new Date(days * day).toISOString();
  it('goes up in steps, and on to today', () => {
    const corners = stepsOf([{ at: at(0), level: 1 }, { at: at(5), level: 4 }], 0, 10 * day, 100, 30);
    expect(corners).toEqual([{ x: 0, y: 30 }, { x: 50, y: 30 }, { x: 50, y: 0 }, { x: 100, y: 0 }]);
  });
  it('is empty without a level', () => {
    expect(stepsOf([], 0, day, 100, 30)).toEqual([]);
  });
});

describe('who may read a note', () => {
  it('is chosen while it is the author’s only', () => {
    expect(choicesOf(null, true)).toEqual(['author_only', 'the_two', 'shared_upward']);
    expect(choicesOf(null, false)).toEqual(['author_only']);
    expect(choicesOf({ visibility: 'author_only' }, true)).toHaveLength(3);
  });
  it('stays with the two once they have it', () => {
    expect(choicesOf({ visibility: 'the_two' }, true)).toEqual(['the_two']);
  });
});

it('takes a deal review for help with a deal', () => {
  expect(purposeOf('deal_review')).toBe('deal');
  expect(purposeOf('ride_along')).toBe('skill');
});
