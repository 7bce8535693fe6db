import { expect, it } from 'vitest';
import { clock } from '../lib/format';
import { times } from './digest';

it('offers every half hour, and a time that is set besides, in its place', () => {
  expect(times(450)).toHaveLength(48);
  expect(times(455).slice(15, 18)).toEqual([450, 455, 480]);
});

it('says a minute of the day', () => {
  expect(clock(450)).toMatch(/^0?7:30/);
  expect(clock(0)).toMatch(/^(12|00?):00/);
});
