// What is seen of a person: its types, what it is counted from, and the tone of each word.
import type { Schema } from '../api/client';

export type SightLine = Schema<'SightLine'>;

// What a line is counted from: a change of any asks again.
export const sightTables = [
  'person', 'ownership', 'handoff', 'takeover', 'promise', 'coaching_session', 'coaching_session_rep', 'coaching_note', 'skill_share',
  'review', 'mentor_talk', 'friday_page', 'monthly_report', 'setting',
];

// What is kept from others stands out least.
export const tones: Record<SightLine['shown'], 'plain' | 'cool' | 'warm'> = { seen: 'warm', figures: 'cool', later: 'cool', never: 'plain' };
