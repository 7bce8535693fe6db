// How old the book is: the moment of the last import that brought it. "as of 9:36" today, "as of 25 Nov" before.
//
//   const fresh = createQuery(bookAsOf);   asOfText(fresh.data?.as_of, clock.now)   '' when nothing ever came in
import { api, ok } from '../api/client';
import { date, dayOf, time } from '../lib/format';
import { t } from '../messages';

export const bookAsOf = () => ({
  queryKey: ['import', 'as_of'],
  queryFn: () => ok(api.GET('/api/v1/imports/as-of')),
  meta: { tables: ['import', 'account', 'contact', 'opportunity', 'activity'] },
});

export function asOfText(at: string | null | undefined, now: string): string {
  if (!at) return '';
  const isToday = dayOf(at) === dayOf(now);
  const isThisYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  return t('ui.book.as_of', { at: isToday ? time(at) : date(at, isThisYear ? 'short' : 'medium') });
}
