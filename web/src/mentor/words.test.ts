import { expect, it } from 'vitest';
import { stateOf } from './words';

it('knows a conversation that is over from one that is coming', () => {
  const talk = { state: 'planned' as const, starts_at: '2026-11-26T15:00:00Z', minutes: 45 };
  expect(stateOf(talk, '2026-11-26T14:59:00Z')).toBe('coming');
  expect(stateOf(talk, '2026-11-26T15:30:00Z')).toBe('coming');
  expect(stateOf(talk, '2026-11-26T15:45:00Z')).toBe('over');
  expect(stateOf({ ...talk, state: 'cancelled' }, '2026-11-20T15:00:00Z')).toBe('cancelled');
});
