import { expect, it } from 'vitest';
import { clockText, parseGuest } from './words';

it('says the seconds that are left', () => {
  expect(clockText(300)).toBe('5:00');
  expect(clockText(246.2)).toBe('4:07');
  expect(clockText(-3)).toBe('0:00');
});
it('reads whom the address names', () => {
  expect(parseGuest('101/7')).toEqual({ account: '101', contact: '7' });
  expect(parseGuest('101')).toEqual({ account: '101', contact: null });
  expect(parseGuest('')).toBeNull();
});
