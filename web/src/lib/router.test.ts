import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { fillPath, matchPath, router, withQuery } from './router.svelte';

describe('paths', () => {
  it('match by parts and give what they hold', () => {
    expect(matchPath('/', '/')).toEqual({});
    expect(matchPath('/join/:token', '/join/a%20b')).toEqual({ token: 'a b' });
    expect(matchPath('/board', '/board/')).toEqual({});
    expect(matchPath('/board', '/boards')).toBeNull();
    expect(matchPath('/join/:token', '/join')).toBeNull();
    expect(matchPath('/join/:token', '/join/%E0%A4%A')).toBeNull();
  });
  it('are filled in again', () => {
    expect(fillPath('/plans/:id/steps/:step', { id: '7', step: 'a/b' })).toBe('/plans/7/steps/a%2Fb');
  });
  it('carry only the query that says something', () => {
    expect(withQuery('/book', { q: 'Bill', sort: '', mine: false, page: null })).toBe('/book?q=Bill');
    expect(withQuery('/', { open: 'account/17' }, new URLSearchParams('view=list'))).toBe('/?view=list&open=account/17');
  });
});

describe('router', () => {
  it('goes, keeps filters in the address, and takes links over', async () => {
    router.go('/board?view=list');
    router.setQuery({ q: 'Bill' });
    expect(router.here).toBe('/board?view=list&q=Bill');
    document.body.innerHTML = '<a href="/book"><b>Book</b></a><a href="/api/v1/report.pdf" download>File</a>';
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, button: 0 });
    document.querySelector('b')!.dispatchEvent(click);
    await tick();
    expect(router.path).toBe('/book');
  });
});
