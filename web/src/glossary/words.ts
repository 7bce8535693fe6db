// The words of the product, in the order in which one meets them, each with the screen where it is seen.
import { fold } from '../lib/fold';
import { t } from '../messages';
import type { ScreenName } from '../routes';

export const words = [
  { key: 'account', part: 'clients', see: 'book' },
  { key: 'book', part: 'clients', see: 'book' },
  { key: 'opportunity', part: 'clients', see: null },
  { key: 'activity', part: 'clients', see: null },
  { key: 'exposure', part: 'clients', see: 'leave' },
  { key: 'handoff', part: 'handoff', see: 'board' },
  { key: 'plan', part: 'handoff', see: 'board' },
  { key: 'introduction', part: 'handoff', see: 'board' },
  { key: 'expectations', part: 'handoff', see: null },
  { key: 'cover', part: 'handoff', see: 'people' },
  { key: 'promise', part: 'time', see: 'promises' },
  { key: 'session', part: 'time', see: 'coaching' },
  { key: 'review', part: 'time', see: 'reviews' },
  { key: 'interruption', part: 'time', see: null },
  { key: 'displacement', part: 'time', see: 'promises' },
  { key: 'takeover', part: 'time', see: 'takeovers' },
  { key: 'enabled', part: 'count', see: 'scoreboard' },
  { key: 'personal', part: 'count', see: 'scoreboard' },
  { key: 'joint', part: 'count', see: 'scoreboard' },
  { key: 'multiplier', part: 'count', see: 'scoreboard' },
  { key: 'range', part: 'count', see: null },
  { key: 'judgement', part: 'count', see: null },
  { key: 'not_known', part: 'count', see: null },
] as const satisfies readonly { key: string; part: string; see: ScreenName | null }[];

export type Word = (typeof words)[number];
export const parts = ['clients', 'handoff', 'time', 'count'] as const;

export const nameOf = (word: Word): string => t(`ui.glossary.name.${word.key}`);
export const textOf = (word: Word): string => t(`ui.glossary.text.${word.key}`);

// By name or explanation, whatever the case and the accents.
export function findWords(typed: string): Word[] {
  const wanted = fold(typed.trim());
  return words.filter((word) => fold(`${nameOf(word)} ${textOf(word)}`).includes(wanted));
}
