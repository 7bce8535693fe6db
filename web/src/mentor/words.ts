// Conversations with a mentor: their types, and how one is said.
import type { components } from '../api/schema';
import { t } from '../messages';

export type Mentors = components['schemas']['Mentors'];
export type Talk = components['schemas']['MentorTalk'];

export const talkTables = ['mentor_talk', 'today'];
export const lengths = [30, 45, 60] as const;

// planned is coming or over, by the time.
export function stateOf(talk: Pick<Talk, 'state' | 'starts_at' | 'minutes'>, now: string): 'coming' | 'over' | 'cancelled' {
  if (talk.state === 'cancelled') return 'cancelled';
  return Date.parse(talk.starts_at) + talk.minutes * 60_000 > Date.parse(now) ? 'coming' : 'over';
}

export function titleOf(talk: Talk, me: string): string {
  return talk.asker.id === me ? t('ui.mentor.with', { person: talk.mentor.name }) : t('ui.mentor.asks_you', { person: talk.asker.name });
}
