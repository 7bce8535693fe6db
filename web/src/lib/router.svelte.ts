// A small router on the browser's history. The address is the state: path, filters and the open record, so that a view
// can be sent to a colleague. Plain <a href="/board"> links work: one listener on the document takes them over.
//
//   router.go('/board?view=list');            a new entry in the history
//   const view = queryParam('view', 'board'); view.value = 'list';      replaces the entry: filters are not steps
//   matchPath('/join/:token', '/join/a1')     -> { token: 'a1' }
//
// One instance a page; not for use outside a browser.
import { tick } from 'svelte';

// The names after ":" in a path: PathParams<'/plans/:id/steps/:step'> is 'id' | 'step'.
export type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParams<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type Query = Record<string, string | number | boolean | null | undefined>;

export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null; // a broken escape matches nothing
      }
    } else if (part !== value) return null;
  }
  return params;
}

export function fillPath(pattern: string, params: Record<string, string> = {}): string {
  return pattern.replace(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

// Empty, null, undefined and false are left out, so that a default never clutters the address.
export function withQuery(path: string, query: Query, base?: URLSearchParams): string {
  const search = new URLSearchParams(base);
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '' || value === false) search.delete(name);
    else search.set(name, String(value));
  }
  const text = search.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text ? `${path}?${text}` : path;
}

interface Place {
  key: number;
}

class Router {
  #url = $state.raw(new URL(location.href));
  #scrolls = new Map<number, number>();
  #key = 0;
  before = ''; // the page one came from

  constructor() {
    history.scrollRestoration = 'manual';
    this.#key = (history.state as Place | null)?.key ?? 0;
    history.replaceState({ key: this.#key } satisfies Place, '');
    addEventListener('popstate', (event) => this.#back(event));
    document.addEventListener('click', (event) => this.#click(event));
  }

  get path(): string {
    return this.#url.pathname;
  }
  get query(): URLSearchParams {
    return this.#url.searchParams;
  }
  get hash(): string {
    return this.#url.hash;
  }
  // Path and query, to come back to later.
  get here(): string {
    return this.#url.pathname + this.#url.search;
  }

  go(href: string, options: { replace?: boolean; keepScroll?: boolean } = {}): void {
    const next = new URL(href, location.href);
    if (next.href === this.#url.href) return;
    const samePage = next.pathname === this.path;
    if (options.replace) history.replaceState({ key: this.#key } satisfies Place, '', next);
    else {
      this.#scrolls.set(this.#key, scrollY);
      this.#key = Date.now();
      history.pushState({ key: this.#key } satisfies Place, '', next);
    }
    if (!samePage) this.before = this.path;
    this.#url = next;
    if (!samePage && !options.keepScroll) scrollTo(0, 0);
  }

  // Changes some of the query and leaves the rest. Filters replace the entry; `push` makes a step to come back from.
  setQuery(query: Query, options: { push?: boolean } = {}): void {
    this.go(withQuery(this.path, query, this.query), { replace: !options.push, keepScroll: true });
  }

  back(): void {
    history.back();
  }

  async #back(event: PopStateEvent): Promise<void> {
    this.#scrolls.set(this.#key, scrollY);
    this.#key = (event.state as Place | null)?.key ?? 0;
    this.#url = new URL(location.href);
    const known = this.#scrolls.get(this.#key);
    if (known === undefined && this.#url.hash) return; // a part of this page: it scrolls there itself
    const top = known ?? 0;
    await tick();
    // The page may still be loading its rows: try until it is tall enough, for a third of a second.
    for (let i = 0; i < 20 && Math.abs(scrollY - top) > 1; i++) {
      scrollTo(0, top);
      await new Promise((done) => setTimeout(done, 16));
    }
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute('download')) return;
    const to = new URL(link.href, location.href);
    if (to.origin !== location.origin || to.pathname.startsWith('/api/')) return;
    if (to.hash && to.pathname === location.pathname && to.search === location.search) return;
    event.preventDefault();
    this.go(to.href);
  }
}

export const router = new Router();

// One filter that lives in the address.
export function queryParam(name: string, fallback = ''): { value: string } {
  return {
    get value() {
      return router.query.get(name) ?? fallback;
    },
    set value(value: string) {
      router.setQuery({ [name]: value === fallback ? null : value });
    },
  };
}
