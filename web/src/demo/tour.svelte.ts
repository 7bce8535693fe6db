// Two minutes through the demo, screen by screen, as Jim: where one is, kept by this browser so that a reload goes on.
import { router } from '../lib/router.svelte';
import { remember, remembered } from '../lib/store';
import { link } from '../routes';

export const stops = [
  { key: 'bill', href: link('demo') },
  { key: 'alone', href: link('leave') },
  { key: 'handoff', href: link('board') },
  { key: 'letter', href: link('reviews') },
  { key: 'promise', href: link('promises') },
  { key: 'hours', href: link('week') },
  { key: 'count', href: link('scoreboard') },
  { key: 'friday', href: link('friday') },
] as const;

const stored = 'tour';
const before = Number(remembered(stored) ?? '');
let at = $state(before >= 1 && before <= stops.length ? before : 0); // 0: not on the way

export const tour = {
  get at(): number {
    return at;
  },
  go(stop: number): void {
    const next = stops[stop - 1];
    at = next ? stop : 0;
    remember(stored, next ? String(stop) : null);
    if (next) router.go(next.href);
  },
  end(): void {
    at = 0;
    remember(stored, null);
  },
};
