// The sections of a handoff's page, and which of them the present step is about.
import type { Stage } from './words';

export const mainSections = ['way', 'letter', 'meeting'] as const;
export const sideSections = ['takeover', 'sheet', 'moves', 'client', 'history'] as const;
export const sectionIds = [...mainSections, ...sideSections] as const;
export type SectionId = (typeof sectionIds)[number];

// What the next step takes, by the last one done. A handoff that is over is read: what happened.
const due: Record<Stage, readonly SectionId[]> = {
  proposed: ['sheet', 'moves'],
  accepted: ['letter', 'meeting'],
  introduced: ['way'],
  expectations: ['way', 'moves'],
  owned: ['way'],
  confirmed: ['way', 'history'],
  declined: ['history'],
  returned: ['history'],
};

export function dueSections(stage: Stage): readonly SectionId[] {
  return due[stage];
}
// Open ones first, else as they are: what is to be done stands above what is folded.
export function inOrder<T extends SectionId>(ids: readonly T[], now: readonly SectionId[]): T[] {
  return [...ids.filter((id) => now.includes(id)), ...ids.filter((id) => !now.includes(id))];
}
// "#letter" is the letter's; anything else is none.
export function sectionOf(hash: string): SectionId | undefined {
  return sectionIds.find((id) => `#${id}` === hash);
}
