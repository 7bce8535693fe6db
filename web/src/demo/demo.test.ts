import { expect, it } from 'vitest';
import { pauseMillis } from './demo';

it('tells a story in under a minute, however long its lines', () => {
  expect(pauseMillis('Short.', 5)).toBe(1800);
  expect(5 * pauseMillis('word '.repeat(200), 5)).toBeLessThan(60_000);
});
