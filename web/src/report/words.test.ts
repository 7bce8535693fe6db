import { describe, expect, it } from 'vitest';
import { firstMonth, moved } from './words';

const month = (name: string, state: 'draft' | 'closed' | 'running') => ({ month: name, title: name, state, closed_at: null });

describe('the first month', () => {
  it('is the one to be closed', () => {
    expect(firstMonth([month('2026-11', 'running'), month('2026-10', 'draft'), month('2026-09', 'closed')])).toBe('2026-10');
  });
  it('is the latest closed one where older drafts were left out', () => {
    expect(firstMonth([month('2026-11', 'running'), month('2026-10', 'closed'), month('2026-09', 'draft')])).toBe('2026-10');
  });
  it('is the running one where nothing else is', () => {
    expect(firstMonth([month('2026-11', 'running')])).toBe('2026-11');
    expect(firstMonth([])).toBe('');
  });
});

describe('a section', () => {
  it('moves one place and stays within the list', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
  });
});
