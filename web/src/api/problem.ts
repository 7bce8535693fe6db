// What can go wrong with a call, as one error type. The server's sentence (RFC 9457 `detail`) is already in the reader's
// language and names the mend; the UI adds only what the server cannot know: that it could not be reached.
//
//   catch (error) { fields = fieldErrors(error); toast.error(sentence(error)); }
import { t } from '../messages';
import type { components } from './schema';

export type Problem = Partial<components['schemas']['Problem']> & { status: number };

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title || `HTTP ${problem.status}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
  get status(): number {
    return this.problem.status;
  }
}

// Status 0: nothing came back.
export const unreachable = 0;

export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { status: unreachable, detail: error instanceof Error ? error.message : String(error) };
}

export function isStatus(error: unknown, status: number): boolean {
  return error instanceof ProblemError && error.status === status;
}

// One sentence for a person.
export function sentence(error: unknown): string {
  const problem = asProblem(error);
  if (problem.status === unreachable) {
    return navigator.onLine === false ? t('ui.error.offline') : t('ui.error.unreachable');
  }
  if (problem.status >= 500) return t('ui.error.server', { id: problem.request_id ?? '' });
  return problem.detail || problem.title || t('ui.error.unknown');
}

// Messages by field, for forms: { email: "…", "contacts[0].name": "…" }.
export function fieldErrors(error: unknown): Record<string, string> {
  const errors = asProblem(error).errors ?? [];
  return Object.fromEntries(errors.map((fault) => [fault.path, fault.message]));
}

// What a form says below its fields: nothing when each fault stands at its own.
export function formSentence(error: unknown): string {
  return error && Object.keys(fieldErrors(error)).length === 0 ? sentence(error) : '';
}
