// Who is signed in. The session is one row of the cache: null when nobody is.
//
//   const me = useSession();   me().person.role        inside the shell, where somebody always is
import { createQuery } from '@tanstack/svelte-query';
import { getContext, setContext } from 'svelte';
import { api, ok, whenSignedOut, type Schema } from '../api/client';
import { isStatus } from '../api/problem';
import { queries } from '../api/query';
import { setNow, setTimeZone } from '../lib/format';
import { remembered } from '../lib/store';
import { setLanguage } from '../messages';

export type Session = Schema<'Me'>;
export type Role = Session['person']['role'];

export const sessionKey = ['session'] as const;

// Screens speak the person's language (unless this browser was told another) and show the person's time.
async function settle(session: Session): Promise<Session> {
  setTimeZone(session.person.time_zone || session.organization.time_zone);
  setNow(session.now);
  if (!remembered('language')) await setLanguage(session.person.language || session.organization.language);
  return session;
}

export async function readSession(): Promise<Session | null> {
  try {
    return await settle(await ok(api.GET('/api/v1/session')));
  } catch (error) {
    if (isStatus(error, 401)) return null;
    throw error;
  }
}

export function sessionQuery() {
  return createQuery(() => ({ queryKey: sessionKey, queryFn: readSession, staleTime: 5 * 60_000, meta: { tables: ['session'] } }));
}

// Everything another person read is forgotten before the new one sees anything.
export async function startSession(session: Session): Promise<void> {
  await settle(session);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  queries.setQueryData(sessionKey, session);
}

export async function signIn(email: string, password: string): Promise<void> {
  await startSession(await ok(api.POST('/api/v1/session', { body: { email, password } })));
}

export async function signOut(): Promise<void> {
  await ok(api.DELETE('/api/v1/session'));
  endSession();
}

// Also when the server says so in the middle of something. The other queries go once their screens are gone.
export function endSession(): void {
  queries.setQueryData(sessionKey, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'demo' });
}
whenSignedOut(endSession);

// Whether the person may do something at all; on which rows is the server's answer.
export function may(session: Session, deed: string, word: string): boolean {
  return session.rights.some((right) => right.deed === deed && right.word === word && right.reach !== 'none');
}

const contextKey = Symbol('session');

export function provideSession(session: () => Session): void {
  setContext(contextKey, session);
}
export function useSession(): () => Session {
  const session = getContext<(() => Session) | undefined>(contextKey);
  if (!session) throw new Error('useSession outside of the shell');
  return session;
}
