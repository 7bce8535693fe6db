import { describe, expect, it } from 'vitest';
import { firstName } from './words';

describe('firstName', () => {
  it('is the first word', () => expect(firstName({ name: 'Jada Ellis' })).toBe('Jada'));
  it('is no title', () => expect(firstName({ name: 'Dr. Amara Njoku' })).toBe('Amara'));
  it('keeps a name of a title alone', () => expect(firstName({ name: 'Dr.' })).toBe('Dr.'));
});
