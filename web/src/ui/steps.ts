// The six steps of a handoff, from warm to cool, and how each is drawn.
export const steps = ['proposed', 'accepted', 'introduced', 'expectations', 'owned', 'confirmed'] as const;
export type Step = (typeof steps)[number];

export function stepColor(step: Step): string {
  return `var(--step-${step})`;
}
