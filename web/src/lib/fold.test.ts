import { describe, expect, it } from 'vitest';
import { fold, rank, withinOneSlip } from './fold';

// The slow way: every text one slip away from `wanted`.
function slips(wanted: string): Set<string> {
  const all = new Set([wanted]);
  const letters = 'abcd';
  for (let i = 0; i <= wanted.length; i++) {
    for (const letter of letters) all.add(wanted.slice(0, i) + letter + wanted.slice(i));
    if (i < wanted.length) {
      all.add(wanted.slice(0, i) + wanted.slice(i + 1));
      for (const letter of letters) all.add(wanted.slice(0, i) + letter + wanted.slice(i + 1));
    }
    if (i + 1 < wanted.length) all.add(wanted.slice(0, i) + wanted[i + 1] + wanted[i] + wanted.slice(i + 2));
  }
  return all;
}

function words(length: number): string[] {
  if (length === 0) return [''];
  return words(length - 1).flatMap((word) => [...'abc'].map((letter) => word + letter));
}

describe('rank', () => {
  it('folds case and accents', () => expect(fold('Café Ørsted Straße')).toBe('cafe orsted strasse'));
  it('puts whole words before beginnings before slips', () => {
    const score = (query: string) => rank(query, 'Go to Handoff board')!;
    expect(score('board')).toBeLessThan(score('boar'));
    expect(score('boar')).toBeLessThan(score('baord'));
    expect(rank('zebra', 'Go to Handoff board')).toBeNull();
    expect(rank('bo hand', 'Go to Handoff board')).not.toBeNull();
  });
  it('agrees with trying every slip', () => {
    for (const wanted of words(3)) {
      const near = slips(wanted);
      for (const word of words(4)) {
        const slow = [...near].some((slip) => word.startsWith(slip));
        expect(withinOneSlip(wanted, word), `${wanted} ${word}`).toBe(slow);
      }
    }
  });
});
