import { describe, expect, it } from 'vitest';
import { dealOf, isOpen, mainSource, type TakeoverSource } from './words';

const source = (word: TakeoverSource['word'], kind: TakeoverSource['kind'] = 'activity'): TakeoverSource => ({
  kind,
  id: word,
  word,
  title: word,
  happened_at: '2026-11-24T10:00:00Z',
  amount_minor: null,
  currency: '',
});

describe('a takeover', () => {
  it('is spoken of by what weighs most', () => {
    const sources = [source('email'), source('meeting'), source('deal', 'opportunity')];
    expect(mainSource({ sources })?.word).toBe('deal');
    expect(mainSource({ sources: sources.slice(0, 2) })?.word).toBe('meeting');
    expect(mainSource({ sources: [] })).toBeUndefined();
    expect(dealOf({ sources })?.id).toBe('deal');
  });
  it('is open until it is answered, and what asks nothing never is', () => {
    expect(isOpen({ standing: 'asked', answer: null })).toBe(true);
    expect(isOpen({ standing: 'asked', answer: 'explain' })).toBe(false);
    expect(isOpen({ standing: 'joint', answer: null })).toBe(false);
  });
});
