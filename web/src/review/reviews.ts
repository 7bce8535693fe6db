// Reviews of letters: what is read, and what can be done with a way back.
import { createQuery } from '@tanstack/svelte-query';
import { act } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { t } from '../messages';
import { reviewTables } from './tables';

export type Review = Schema<'Review'>;
export type ReviewLine = Schema<'ReviewLine'>;
export type Comment = Schema<'ReviewComment'>;
export type Remark = Schema<'ReviewRemark'>;
export type Remarks = Schema<'ReviewRemarks'>;
export type Verdict = NonNullable<ReviewLine['verdict']>;
export type Source = NonNullable<Schema<'ReviewInput'>['source']>;
export type WorkedLetter = Schema<'WorkedLetter'>;

export const verdicts: readonly Verdict[] = ['ready', 'again', 'talk'];
export { reviewTables };
const changed = [...reviewTables, 'review_dismissal', 'today'];

export function readReview(id: () => string) {
  return createQuery(() => ({
    queryKey: ['review', id()],
    queryFn: () => ok(api.GET('/api/v1/reviews/{id}', { params: { path: { id: id() } } })),
    meta: { tables: reviewTables },
  }));
}
export function readRemarks(id: () => string, version: () => number) {
  return createQuery(() => ({
    queryKey: ['review_dismissal', id(), version()],
    queryFn: () => ok(api.GET('/api/v1/reviews/{id}/remarks', { params: { path: { id: id() } } })),
    meta: { tables: ['review_dismissal', 'review_version', 'review'] },
  }));
}
export function readLines(query: () => { state?: ReviewLine['state']; promise?: string } = () => ({})) {
  return createQuery(() => ({
    queryKey: ['review', 'list', query()],
    queryFn: () => ok(api.GET('/api/v1/reviews', { params: { query: { limit: 200, ...query() } } })),
    meta: { tables: reviewTables },
  }));
}

// Whose turn it is, seen by one of the two: what a line is called.
export function standing(line: Pick<ReviewLine, 'state' | 'verdict'>, isRep: boolean): 'draft' | 'waits_for_you' | 'waits' | 'ready' {
  if (line.state === 'draft' || line.state === 'ready') return line.state;
  return (line.state === 'waiting') === isRep ? 'waits' : 'waits_for_you';
}

export const codes: readonly string[] = ['en', 'de', 'fr', 'es'];

export async function begin(body: Schema<'ReviewInput'>, manager: string): Promise<string> {
  const said = body.is_draft ? t('ui.review.drafted') : t('ui.review.handed_in', { name: manager });
  return (await act(() => api.POST('/api/v1/reviews', { body }), said, changed)).id;
}
export async function revise(review: Review, text: string, source: Source): Promise<void> {
  const call = () => api.POST('/api/v1/reviews/{id}/versions', { params: { path: { id: review.id } }, body: { text, based_on: review.versions, source } });
  await act(call, t('ui.review.revised', { number: review.versions + 1 }), changed);
}
export async function handIn(review: Review, name: string): Promise<void> {
  const params = { path: { id: review.id }, header: ifMatch(review.version) };
  await act(() => api.POST('/api/v1/reviews/{id}/hand-in', { params }), t('ui.review.handed_in', { name }), changed);
}
export async function judge(review: Review, verdict: Verdict, text: string, name: string): Promise<void> {
  const params = { path: { id: review.id }, header: ifMatch(review.version) };
  await act(() => api.POST('/api/v1/reviews/{id}/verdict', { params, body: { verdict, text } }), t(`ui.review.judged.${verdict}`, { name }), changed);
}
export async function thank(review: Review, text: string, name: string): Promise<void> {
  const params = { path: { id: review.id }, header: ifMatch(review.version) };
  await act(() => api.POST('/api/v1/reviews/{id}/thanks', { params, body: { text } }), t('ui.review.thanked', { name }), changed);
}
export async function withdraw(review: Review): Promise<void> {
  const params = { path: { id: review.id }, header: ifMatch(review.version) };
  await act(() => api.DELETE('/api/v1/reviews/{id}', { params }), t('ui.review.withdrawn', { title: review.title }), changed);
}

export async function comment(review: Review, body: Schema<'ReviewCommentInput'>): Promise<void> {
  const said = body.replacement == null ? t('ui.review.commented') : t('ui.review.suggested');
  await act(() => api.POST('/api/v1/reviews/{id}/comments', { params: { path: { id: review.id } }, body }), said, changed);
}
export async function changeComment(one: Comment, text: string, replacement: string | null): Promise<void> {
  const params = { path: { id: one.id }, header: ifMatch(one.version) };
  await act(() => api.PATCH('/api/v1/review-comments/{id}', { params, body: { text, replacement } }), t('ui.review.comment_changed'), changed);
}
export async function removeComment(one: Comment): Promise<void> {
  const params = { path: { id: one.id }, header: ifMatch(one.version) };
  await act(() => api.DELETE('/api/v1/review-comments/{id}', { params }), t('ui.review.comment_removed'), changed);
}
export async function settle(one: Comment, state: 'open' | 'done' | 'refused'): Promise<void> {
  const params = { path: { id: one.id }, header: ifMatch(one.version) };
  await act(() => api.POST('/api/v1/review-comments/{id}/settle', { params, body: { state } }), t(`ui.review.settled.${state}`), changed);
}
export async function accept(review: Review, ids: string[]): Promise<void> {
  const call = () => api.POST('/api/v1/reviews/{id}/accept', { params: { path: { id: review.id } }, body: { comment_ids: ids, based_on: review.versions } });
  await act(call, t('ui.review.accepted', { count: ids.length }), changed);
}

export async function dismiss(review: Review, remark: Remark, is_dismissed: boolean): Promise<void> {
  const call = () => api.POST('/api/v1/reviews/{id}/remarks/dismiss', { params: { path: { id: review.id } }, body: { key: remark.key, is_dismissed } });
  await act(call, is_dismissed ? t('ui.review.dismissed') : t('ui.review.restored'), changed);
}

export async function keepLetter(review: Review, body: Schema<'WorkedLetterInput'>): Promise<void> {
  await act(() => api.POST('/api/v1/reviews/{id}/worked', { params: { path: { id: review.id } }, body }), t('ui.worked.saved'), ['worked_letter']);
}
export async function dropLetter(letter: WorkedLetter): Promise<void> {
  const params = { path: { id: letter.id }, header: ifMatch(letter.version) };
  await act(() => api.DELETE('/api/v1/worked-letters/{id}', { params }), t('ui.worked.removed', { title: letter.title }), ['worked_letter']);
}

