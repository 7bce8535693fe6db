// The lines of a curve that rises in steps: from each step its share holds up to the next one.
export interface CurveStep {
  x: number;
  share: number;
  low: number | null;
  high: number | null;
}
export interface Scale {
  x: (value: number) => number;
  y: (share: number) => number;
}

const short = (value: number) => String(Math.round(value * 10) / 10);

export function curvePath(steps: readonly CurveStep[], until: number, scale: Scale): string {
  const parts = [`M${short(scale.x(0))} ${short(scale.y(0))}`];
  for (const { x, share } of steps) parts.push(`H${short(scale.x(x))}V${short(scale.y(share))}`);
  return `${parts.join('')}H${short(scale.x(until))}`;
}

// There and back again around the band; nothing where no step has one.
export function bandPath(steps: readonly CurveStep[], until: number, scale: Scale): string {
  const known = steps.filter((step) => step.low !== null && step.high !== null);
  const [first] = known;
  if (!first) return '';
  const end = short(scale.x(until));
  const there = known.map(({ x, high }) => `H${short(scale.x(x))}V${short(scale.y(high ?? 1))}`).join('');
  let back = '';
  for (const [i, { low }] of [...known.entries()].reverse()) {
    back += `V${short(scale.y(low ?? 0))}H${short(scale.x(known[i]?.x ?? 0))}`;
  }
  return `M${short(scale.x(first.x))} ${short(scale.y(first.low ?? 0))}${there}H${end}${back}Z`;
}

// Whole numbers from 0 on, six at most.
export function ticksOf(until: number): number[] {
  const step = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365].find((width) => until / width <= 5.01) ?? Math.ceil(until / 5);
  const ticks: number[] = [];
  for (let tick = 0; tick <= until + 1e-9; tick += step) ticks.push(tick);
  return ticks;
}

// Of a step function: what holds at a place; nothing before the first step.
export function stepAt(steps: readonly CurveStep[], x: number): CurveStep | undefined {
  return steps.filter((step) => step.x <= x).at(-1);
}
