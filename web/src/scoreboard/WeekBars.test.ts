import { render } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, it } from 'vitest';
import WeekBars from './WeekBars.svelte';
import type { Scoreboard } from './words';

// Nothing is laid out in this environment: each place is 0 wide, as on a page that is not shown yet.
it('draws no bar of less than nothing before it has a place', async () => {
  const week = { enabled: 1, without: 0, personal: 2 };
  const bars = Array.from({ length: 13 }, (_, index) => ({ ...week, from_on: `2026-09-${String(index + 1).padStart(2, '0')}` }));
  const { container } = render(WeekBars, { board: { bars, is_self: true, person: { name: 'Jim Calder' } } as unknown as Scoreboard });
  await tick();
  expect(container.querySelector('svg')?.getAttribute('viewBox')).toBe('0 0 0 200');
  const widths = [...container.querySelectorAll('svg > rect')].map((bar) => Number(bar.getAttribute('width')));
  expect(widths).toHaveLength(26);
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(0);
});
