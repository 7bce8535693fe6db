// What the door answers.
import { apiFor } from '../api/client';
import type { Gives, Takes } from '../api/paths';
import type { PromiseRow } from '../coaching/promise';
import type { AccountRef, AccountRow, PersonRef } from '../handoff/words';

export interface DoorHit {
  contact: { id: string; name: string; title: string } | null;
  account: AccountRef;
  city: string;
  score: number;
}
export interface Door {
  contact: { id: string; name: string; title: string } | null;
  account: AccountRow;
  owner: PersonRef | null;
  server: {
    person: PersonRef;
    because: string;
    stage: string | null;
    introduction_on: string | null;
    met: string[];
  } | null;
  free: { word_key: string; until_at: string | null; text: string } | null;
  at_stake: { promise: PromiseRow; minutes_left: number; text: string } | null;
  others_waiting: number;
  worth: { text: string }[];
  talk_track: { greeting: string; if_you_rather: { question: string; answer: string } | null };
  next_slots: string[];
}
export type Outcome = 'introduced' | 'greeted' | 'taken';
export interface Receipt {
  interruption_id: string;
  receipt: { brought: string[]; displaced: string[]; made_good_at: string | null };
}
export interface OutcomeInput {
  outcome: Outcome;
  contact_id?: string;
  minutes?: number;
  promise_id?: string;
  new_due_at?: string;
}

interface Paths {
  '/api/v1/door': { get: Gives<{ items: DoorHit[] }, { query: { q: string } }> };
  '/api/v1/door/{account_id}': {
    get: Gives<Door, { path: { account_id: string }; query?: { contact?: string } }>;
    post: Takes<Receipt, OutcomeInput, { path: { account_id: string } }>;
  };
}
export const doorApi = apiFor<Paths>();
export const doorTables = ['interruption', 'promise', 'handoff', 'account', 'activity', 'today', 'board'];

export const greetMinutes = 5;
export const takeMinutes = 60;

// Seconds of a countdown as people read a clock: 4:07. Never below 0:00.
export function clockText(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

// "101/7" is an account and a contact of it.
export function parseGuest(id: string): { account: string; contact: string | null } | null {
  const [account = '', contact = ''] = id.split('/');
  return account ? { account, contact: contact || null } : null;
}
