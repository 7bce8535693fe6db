import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, ifMatch, ok, patiently, whenSignedOut } from './client';
import { parseChange } from './events';
import { network } from './offline.svelte';
import { fieldErrors, ProblemError, sentence } from './problem';
import { tablesOf } from './query';

function answer(status: number, body: unknown): Response {
  return new Response(body === null ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
  });
}
afterEach(() => vi.unstubAllGlobals());

describe('client', () => {
  it('marks writes against forgery and repeats, reads not', async () => {
    const sent: Request[] = [];
    vi.stubGlobal('fetch', (request: Request) => (sent.push(request), Promise.resolve(answer(200, {}))));
    await ok(api.GET('/api/v1/session'));
    await ok(api.POST('/api/v1/session', { body: { email: 'a', password: 'b' } }));
    expect(sent[0]!.headers.get('X-Baton-CSRF')).toBeNull();
    expect(sent[1]!.headers.get('X-Baton-CSRF')).toBe('1');
    expect(sent[1]!.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/);
  });
  it('asks once more with the same key when no answer came', async () => {
    const keys: (string | null)[] = [];
    vi.stubGlobal('fetch', (request: Request) => {
      keys.push(request.headers.get('Idempotency-Key'));
      return keys.length === 1 ? Promise.reject(new TypeError('network')) : Promise.resolve(answer(200, { offered: true }));
    });
    await ok(api.POST('/api/v1/demo/session', { body: { as: 'jim' } }));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });
  it('throws the problem the server names', async () => {
    const problem = { status: 422, title: 'Invalid', detail: 'Two fields need you.', errors: [{ path: 'email', message: 'Is an @ missing?' }] };
    vi.stubGlobal('fetch', () => Promise.resolve(answer(422, problem)));
    const error: unknown = await ok(api.GET('/api/v1/notices')).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProblemError);
    expect(sentence(error)).toBe('Two fields need you.');
    expect(fieldErrors(error)).toEqual({ email: 'Is an @ missing?' });
  });
  it('says that it cannot be reached, and tells when signed out', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    const error: unknown = await ok(api.GET('/api/v1/notices')).catch((caught: unknown) => caught);
    expect(sentence(error)).toContain('reached');
    const tell = vi.fn();
    const stop = whenSignedOut(tell);
    vi.stubGlobal('fetch', () => Promise.resolve(answer(401, { status: 401 })));
    await ok(api.GET('/api/v1/session')).catch(() => undefined);
    expect(tell).not.toHaveBeenCalled();
    await ok(api.GET('/api/v1/notices')).catch(() => undefined);
    expect(tell).toHaveBeenCalledOnce();
    stop();
  });
  describe('patiently', () => {
    const greet = () => api.POST('/api/v1/door/{account_id}', { params: { path: { account_id: '7' } }, body: { outcome: 'greeted' }, fetch: patiently });
    const failing = (times: number, fail: () => Promise<Response>) => {
      const keys: (string | null)[] = [];
      vi.stubGlobal('fetch', (request: Request) => {
        keys.push(request.headers.get('Idempotency-Key'));
        return keys.length <= times ? fail() : Promise.resolve(answer(201, {}));
      });
      return keys;
    };
    afterEach(() => vi.useRealTimers());

    it('sends a deed again until it is answered, with one key, and says so meanwhile', async () => {
      vi.useFakeTimers();
      const keys = failing(3, () => Promise.reject(new TypeError('network')));
      const done = ok(greet());
      await vi.advanceTimersByTimeAsync(1000);
      expect(network.resending).toBe(1);
      await vi.advanceTimersByTimeAsync(10_000);
      await done;
      expect(keys).toHaveLength(4);
      expect(new Set(keys).size).toBe(1);
      expect(network.resending).toBe(0);
    });
    it('takes a gateway without a server for a lost answer, and gives up after four', async () => {
      vi.useFakeTimers();
      const keys = failing(9, () => Promise.resolve(answer(502, { status: 502 })));
      const done = ok(greet()).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(await done).toBeInstanceOf(ProblemError);
      expect(keys).toHaveLength(4);
      expect(network.resending).toBe(0);
    });
    it('does nothing without a network', async () => {
      const keys = failing(9, () => Promise.reject(new TypeError('network')));
      vi.stubGlobal('navigator', { onLine: false });
      expect(await ok(greet()).catch((error: unknown) => error)).toBeInstanceOf(ProblemError);
      expect(keys).toHaveLength(1);
    });
  });
  it('quotes versions', () => expect(ifMatch(7)).toEqual({ 'If-Match': '"7"' }));
});

describe('events', () => {
  it('reads changes and drops what is none', () => {
    expect(parseChange('{"action_id":"5","tables":["account"]}')).toEqual({ action_id: '5', tables: ['account'] });
    expect(parseChange('hello')).toBeNull();
    expect(parseChange('{}')).toBeNull();
  });
  it('knows the tables of a query', () => {
    expect(tablesOf({ queryKey: ['account', 'list'] })).toEqual(['account']);
    expect(tablesOf({ queryKey: ['board'], meta: { tables: ['account', 'person'] } })).toEqual(['account', 'person']);
  });
});
