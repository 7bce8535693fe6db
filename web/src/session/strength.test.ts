import { describe, expect, it } from 'vitest';
import { likelyCurrency } from './currencies';
import { strength } from './strength';

describe('strength', () => {
  it('wants length and surprise', () => {
    expect(strength('short')).toBe('short');
    expect(strength('password123')).toBe('weak');
    expect(strength('aaaaaaaaaaaa')).toBe('weak');
    expect(strength('jimcalder2026', ['Jim Calder'])).toBe('weak');
    expect(strength('harbour lantern tuesday')).toBe('strong');
  });
});

describe('currency', () => {
  it('follows the region', () => expect(['en-US', 'de-AT', 'en-GB', 'sv'].map(likelyCurrency)).toEqual(['USD', 'EUR', 'GBP', 'SEK']));
});
