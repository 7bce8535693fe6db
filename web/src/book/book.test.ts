import { describe, expect, it } from 'vitest';
import { readRows, sortOf, stageWord, stateOf, urgentOf } from './book';

describe('the book', () => {
  it('takes only filters it knows', () => {
    expect([stateOf('planned'), stateOf('x'), sortOf('name'), sortOf('x')]).toEqual(['planned', undefined, 'name', 'urgent']);
    expect(urgentOf(['account.urgent.one_thread', 'account.urgent.renewal', 'account.urgent.new'])).toEqual(['renewal', 'one_thread']);
    expect(stageWord('owned')?.tone).toBe('cool');
    expect(stageWord('declined')).toBeNull();
  });

  it('reads what was typed and says which cell is wrong', () => {
    const filled = readRows([{ name: 'Larmar', revenue: '$48,200' }, {}, { name: '', revenue: 'much' }], 'USD');
    expect(filled.items[0]).toEqual({ name: 'Larmar', revenue_minor: 4_820_000, currency: 'USD' });
    expect(filled.rows).toEqual([0, 2]);
    expect(Object.keys(filled.faults)).toEqual(['2.name', '2.revenue']);
  });
});
