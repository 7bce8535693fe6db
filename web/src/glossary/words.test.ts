import { expect, test } from 'vitest';
import { findWords, nameOf, parts, words } from './words';

test('each word stands once, in a part that is shown', () => {
  expect(new Set(words.map((word) => word.key)).size).toBe(words.length);
  expect(words.every((word) => parts.includes(word.part))).toBe(true);
});

test('finds by name and by explanation', () => {
  expect(findWords('MULTIPL').map(nameOf)).toContain('Multiplier');
  expect(findWords('hatched').map((word) => word.key)).toEqual(['personal']);
  expect(findWords('')).toHaveLength(words.length);
  expect(findWords('zzz')).toEqual([]);
});
