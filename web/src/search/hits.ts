// What a row found by the search looks like and where it leads. Records open as panels over the page one is on.
import type { Schema } from '../api/client';
import { withQuery } from '../lib/router.svelte';
import { t } from '../messages';
import type { IconName } from '../ui/icons';

export type Hit = Schema<'Found'>;

const icons: Record<Hit['kind'], IconName> = { account: 'book', contact: 'phone', person: 'people' };

export function hitIcon(kind: Hit['kind']): IconName {
  return icons[kind];
}
export function kindLabel(kind: Hit['kind']): string {
  return t(`ui.kind.${kind}`);
}

// A contact opens the account it is of.
export function hitHref(hit: Hit, path: string, query: URLSearchParams): string {
  const [kind, id] = hit.kind === 'contact' ? ['account', hit.account_id] : [hit.kind, hit.id];
  return id ? withQuery(path, { open: `${kind}/${id}` }, query) : withQuery('/book', { q: hit.title });
}
