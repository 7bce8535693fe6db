// Coaching sessions: an hour of a manager with a rep, or a group. Words and small rules; deeds are in session_deeds.ts.
import type { Schema } from '../api/client';
import { fromLocal, toLocal } from '../lib/zoned';

export type Overview = Schema<'Coaching'>;
export type Pair = Schema<'CoachingPair'>;
export type Session = Schema<'CoachingSession'>;
export type SessionPage = Schema<'CoachingSessionDetail'>;
export type Item = Schema<'AgendaItem'>;
export type Note = Schema<'CoachingNote'>;
export type Step = Schema<'CoachingStep'>;
export type Kind = Session['kind'];
export type Purpose = Session['purpose'];
export type Visibility = Note['visibility'];
export type Standing = Schema<'SkillStanding'>;

export const sessionKinds: readonly Kind[] = ['one_to_one', 'deal_review', 'call_review', 'ride_along', 'letter_review', 'role_play', 'group'];
export const purposes: readonly Purpose[] = ['skill', 'deal'];
export const visibilities: readonly Visibility[] = ['author_only', 'the_two', 'shared_upward'];
export const answers = ['yes', 'differently', 'no'] as const;
export const sessionLengths: readonly number[] = [15, 20, 30, 45, 60, 90, 120];

// What is read again when a session, or anything in it, changes.
export const sessionTables = ['coaching_session', 'coaching_session_rep', 'coaching_session_skill', 'coaching_answer', 'coaching_item', 'coaching_note', 'coaching_step', 'skill_level', 'skill_share', 'promise'];

// What a kind of session usually is for.
export function purposeOf(kind: Kind): Purpose {
  return kind === 'deal_review' ? 'deal' : 'skill';
}

// The other one of a pair, seen by one of them.
export function otherOf(pair: Pair, me: string): Pair['rep'] {
  return pair.manager.id === me ? pair.rep : pair.manager;
}

// The next full hour, as a field of a form takes it.
export function nextHour(now: string, zone: string | undefined): string {
  const hour = 60 * 60_000;
  return toLocal(new Date(Math.ceil((Date.parse(now) + 1) / hour) * hour).toISOString(), zone);
}
export function instantOf(local: string, zone: string | undefined): string | null {
  return local ? fromLocal(local, zone) : null;
}

// Which of the present notes may be set to what: once the two have it, only the rep's choice takes it further.
export function choicesOf(note: Pick<Note, 'visibility'> | null, hasRep: boolean): Visibility[] {
  if (note && note.visibility !== 'author_only') return [note.visibility];
  return hasRep ? [...visibilities] : ['author_only'];
}

// The last line of a step picture: each word of one of the two as a point, in the order in which they came.
export interface Corner {
  x: number;
  y: number;
}
// A stepped line through the points of one of the two: level 1 at the bottom, 4 at the top, to the right edge.
export function stepsOf(points: readonly { at: string; level: number }[], from: number, to: number, width: number, height: number): Corner[] {
  const span = Math.max(1, to - from);
  const y = (level: number) => height - ((level - 1) / 3) * height;
  const corners: Corner[] = [];
  for (const point of points) {
    const x = ((Date.parse(point.at) - from) / span) * width;
    const last = corners.at(-1);
    if (last) corners.push({ x, y: last.y });
    corners.push({ x, y: y(point.level) });
  }
  const last = corners.at(-1);
  if (last && last.x < width) corners.push({ x: width, y: last.y });
  return corners;
}
