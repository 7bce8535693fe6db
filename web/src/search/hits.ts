// What a row found by the search looks like and where it leads. Records open as panels over the page one is on.
import { withQuery } from '../lib/router.svelte';
import { t, translate } from '../messages';
import { panels } from '../routes';
import type { IconName } from '../ui/icons';

export interface Hit {
  kind: string;
  id: string;
  title: string;
  subtitle?: string | null;
  account_id?: string | null; // whose contact it is
}

const icons: Record<string, IconName> = {
  account: 'book',
  contact: 'phone',
  person: 'people',
  opportunity: 'scoreboard',
  promise: 'check',
};

export function hitIcon(kind: string): IconName {
  return icons[kind] ?? 'search';
}

export function kindLabel(kind: string): string {
  const key = `ui.kind.${kind}`;
  const label = translate(key);
  return label === key ? t('ui.kind.other') : label;
}

export function hitHref(hit: Hit, path: string, query: URLSearchParams): string {
  const [kind, id] = hit.kind === 'contact' ? ['account', hit.account_id] : [hit.kind, hit.id];
  if (kind in panels && id) return withQuery(path, { open: `${kind}/${id}` }, query);
  return withQuery('/book', { q: hit.title });
}
