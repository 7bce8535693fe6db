// The typed client of the HTTP API. Paths, bodies and answers are checked against api/schema.ts.
//
//   const me = await ok(api.GET('/api/v1/session'));
//   await ok(api.PATCH('/api/v1/promises/{id}', { params: { path: { id }, header: ifMatch(version) }, body }));
//
// Every write carries the CSRF header; every POST an Idempotency-Key, so that a lost answer may be asked for again: a POST
// that got no answer is sent once more with the same key. A failed call throws ProblemError.
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { network } from './offline.svelte';
import { ProblemError, unreachable, type Problem } from './problem';
import type { components, paths } from './schema';

// What travels, by its name in api/openapi.json: Schema<'Account'>.
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

// crypto.randomUUID needs a secure context, which http://baton.local is not.
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const onSignedOut = new Set<() => void>();
export function whenSignedOut(listener: () => void): () => void {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept', 'application/json, application/problem+json');
    if (request.method === 'GET') return request;
    request.headers.set('X-Baton-CSRF', '1');
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', randomKey());
    }
    return request;
  },
  onResponse({ response, schemaPath }) {
    network.note(response);
    if (response.status === 401 && schemaPath !== '/api/v1/session') for (const tell of onSignedOut) tell();
  },
};

const pauseMillis = 400;

async function send(request: Request): Promise<Response> {
  const again = request.method === 'GET' || request.headers.has('Idempotency-Key') ? request.clone() : null;
  try {
    return await fetch(request);
  } catch (error) {
    if (!again || request.signal.aborted || navigator.onLine === false) throw error;
    await new Promise((done) => setTimeout(done, pauseMillis));
    return fetch(again);
  }
}

const pauses = [400, 1500, 4000];
const tryMillis = 8000;

function isLost(response: Response): boolean {
  return response.status === 502 || response.status === 503 || response.status === 504;
}

// For a deed on a poor connection, given as `fetch` of a call: a try that has not answered in time counts as lost, and the deed
// is sent again with the same Idempotency-Key, so it is done once however often it arrives. Meanwhile network.resending is
// above zero. Without a network it fails at once: nothing waits in a queue that nobody sees.
export async function patiently(request: Request): Promise<Response> {
  let waiting = false;
  try {
    for (let tries = 0; ; tries++) {
      const pause = pauses[tries];
      try {
        const answer = await fetch(request.clone(), { signal: AbortSignal.any([request.signal, AbortSignal.timeout(tryMillis)]) });
        if (pause === undefined || !isLost(answer)) return answer;
      } catch (error) {
        if (pause === undefined || request.signal.aborted || navigator.onLine === false) throw error;
      }
      if (!waiting) network.resending++;
      waiting = true;
      await new Promise((done) => setTimeout(done, pause));
    }
  } finally {
    if (waiting) network.resending--;
  }
}

export const api: Client<paths> = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin', fetch: send });
api.use(headers);

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

function problemOf(error: unknown, response: Response): Problem {
  const body = typeof error === 'object' && error !== null ? (error as Partial<Problem>) : {};
  return { title: response.statusText, ...body, status: response.status };
}

export async function ok<T>(call: Promise<Answer<T>>): Promise<NonNullable<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError({ status: unreachable, detail: String(error) });
  }
  if (!answer.response.ok) throw new ProblemError(problemOf(answer.error, answer.response));
  return answer.data as NonNullable<T>;
}

export function ifMatch(version: string | number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}
