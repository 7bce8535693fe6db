// The times at which a digest may come: every half hour, and whatever a program has set besides.
const half = 30;
const day = 24 * 60;

export function times(chosen: number): number[] {
  const all = Array.from({ length: day / half }, (_, i) => i * half);
  return all.includes(chosen) ? all : [...all, chosen].sort((a, b) => a - b);
}
