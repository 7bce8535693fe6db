import { describe, expect, it } from 'vitest';
import { byFate, megabytes, seconds, tabOf } from './administration';

describe('the administrator’s page', () => {
  it('opens the log where the address asks for nothing that there is', () => {
    expect(tabOf('')).toBe('log');
    expect(tabOf('passwords')).toBe('log');
    expect(tabOf('backups')).toBe('backups');
  });
  it('says first what goes, and nothing of what there is none of', () => {
    const groups = byFate({
      parts: [
        { part: 'history', fate: 'kept', rows: 3 },
        { part: 'mail', fate: 'removed', rows: 9 },
        { part: 'ties', fate: 'removed', rows: 1 },
      ],
    });
    expect(groups.map((group) => [group.fate, group.parts.length])).toEqual([['removed', 2], ['kept', 1]]);
  });
  it('measures a backup', () => {
    expect(megabytes(2_500_000)).toBe(2.5);
    expect(seconds({ began_at: '2026-11-28T02:00:00Z', ended_at: '2026-11-28T02:00:07.500Z' })).toBe(7.5);
    expect(seconds({ began_at: '2026-11-28T02:00:00Z', ended_at: '2026-11-28T01:59:59Z' })).toBe(0);
  });
});
