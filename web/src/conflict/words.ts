// The words of a conflict: what lies over an hour that is owed, and what is said to it.
import type { Schema } from '../api/client';
import { firstName } from '../handoff/words';
import { date, list, time } from '../lib/format';
import { t } from '../messages';

export type Conflict = Schema<'Conflict'>;
export type Answer = Schema<'ConflictAnswerInput'>['answer'];

export const conflictTables = ['coaching_conflict', 'promise', 'displacement', 'coaching_session', 'coaching', 'today'];
export const answers: readonly Answer[] = ['keep', 'move', 'fine'];
export const answerKeys: Record<Answer, string> = { keep: 'k', move: 'm', fine: 'b' };

export function repsOf(conflict: Pick<Conflict, 'reps'>): string {
  return list(conflict.reps.map(firstName));
}

// An own calendar names no client, so nobody can say that it is one.
export function sentenceOf(conflict: Pick<Conflict, 'reps' | 'account'>): string {
  const reps = repsOf(conflict);
  return conflict.account ? t('ui.conflict.client', { account: conflict.account.name, reps }) : t('ui.conflict.calendar', { reps });
}

export function nameOf(conflict: Pick<Conflict, 'other_title' | 'account'>): string {
  return conflict.other_title || (conflict.account ? t('ui.conflict.meeting') : t('ui.conflict.event'));
}

export function owedAt(conflict: Pick<Conflict, 'starts_at' | 'ends_at'>): string {
  return t('ui.conflict.day_span', { day: date(conflict.starts_at, 'long'), from: time(conflict.starts_at), to: time(conflict.ends_at) });
}

// Without the day where it is that of the hour.
export function otherAt(conflict: Pick<Conflict, 'key' | 'starts_at'>): string {
  const { other_at, other_ends_at } = conflict.key;
  const span = { from: time(other_at), to: time(other_ends_at) };
  const day = date(other_at, 'long');
  return day === date(conflict.starts_at, 'long') && day === date(other_ends_at, 'long')
    ? t('ui.conflict.span', span)
    : t('ui.conflict.day_span', { day, ...span });
}

export function labelOf(conflict: Pick<Conflict, 'new_at' | 'reps'>, answer: Answer): string {
  if (answer === 'keep') return t('ui.conflict.keep', { reps: repsOf(conflict) });
  if (answer === 'fine') return t('ui.conflict.fine');
  return t('ui.conflict.move', { day: date(conflict.new_at!, 'short'), at: time(conflict.new_at!) });
}

// What can be said: it moves only where there is a time.
export function answersTo(conflict: Pick<Conflict, 'new_at'>): Answer[] {
  return answers.filter((answer) => answer !== 'move' || conflict.new_at !== null);
}

export function doneOf(conflict: Conflict, answer: Answer): string {
  const reps = repsOf(conflict);
  if (answer === 'fine') return t('ui.conflict.done.fine');
  if (answer === 'move') {
    return t('ui.conflict.done.move', { title: conflict.title, day: date(conflict.new_at!, 'long'), at: time(conflict.new_at!), reps, count: conflict.reps.length });
  }
  const other = nameOf(conflict);
  return conflict.account
    ? t('ui.conflict.done.keep_client', { reps, account: conflict.account.name, other })
    : t('ui.conflict.done.keep_calendar', { reps, other });
}
