import { describe, expect, it } from 'vitest';
import { dueSections, inOrder, mainSections, sectionIds, sectionOf, sideSections } from './sections';

describe('sections', () => {
  it('are open where the present step needs them', () => {
    expect(dueSections('proposed')).toEqual(['sheet', 'moves']);
    expect(dueSections('accepted')).toEqual(['letter', 'meeting']);
    expect(dueSections('owned')).toContain('way');
    expect(dueSections('declined')).toEqual(['history']);
  });
  it('stand with what is to be done first, and are all there', () => {
    expect(inOrder(mainSections, dueSections('accepted'))).toEqual(['letter', 'meeting', 'way']);
    expect(inOrder(sideSections, ['moves', 'letter'])).toEqual(['moves', 'takeover', 'sheet', 'client', 'history']);
    expect(inOrder(sectionIds, []).length).toBe(sectionIds.length);
  });
  it('are found by an address', () => {
    for (const id of sectionIds) expect(sectionOf(`#${id}`)).toBe(id);
    expect(sectionOf('')).toBeUndefined();
    expect(sectionOf('#main')).toBeUndefined();
  });
});
