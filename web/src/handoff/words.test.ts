import { describe, expect, it } from 'vitest';
import names from '../../../test/data/first_names.json';
import { firstName } from './words';

describe('firstName', () => {
  // The server is held against the same list (src/people/first_name_test.cc).
  it.each(Object.entries(names))('of "%s" is "%s"', (name, first) => expect(firstName({ name })).toBe(first));
});
