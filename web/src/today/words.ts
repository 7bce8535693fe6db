// What Today answers.
import { apiFor } from '../api/client';
import type { Gives } from '../api/paths';
import type { PromiseRow } from '../coaching/promise';
import type { AccountRef, AccountRow, Handoff, PersonRef } from '../handoff/words';

export interface DayItem {
  kind: 'coaching' | 'selling' | 'other';
  title: string;
  starts_at: string;
  minutes: number;
  person: PersonRef | null;
  account: AccountRef | null;
  is_promise: boolean;
}
export interface Introduction {
  handoff: Handoff;
  account: AccountRef;
  to: PersonRef;
  introduction_on: string | null;
}
export interface ImportShort {
  id: string;
  source: string;
  state: string;
  created_at: string;
  counts: { created: number; changed: number; unchanged: number; rejected: number } | null;
}
export interface Waiting {
  kind: string;
  title: string;
  person: PersonRef | null;
  since_at: string;
  link: string;
}
export type Coming = Handoff & { account_row: AccountRow | null };
export interface Receipt {
  interruption_id: string;
  at: string;
  outcome: string;
  person: PersonRef | null;
  account: AccountRef | null;
  brought: string[];
  displaced: string[];
  made_good_at: string | null;
}
export interface Today {
  greeting: { name: string; part_of_day: string };
  statement: { accounts: number; revenue_minor: number; currency: string; key: string };
  day: DayItem[];
  promises: PromiseRow[];
  promises_kept: { kept: number; due: number };
  introductions: Introduction[];
  imports: ImportShort[];
  coming_to_me: Coming[];
  waiting: Waiting[];
  receipts: Receipt[];
}

interface Paths {
  '/api/v1/today': { get: Gives<Today> };
}
export const todayApi = apiFor<Paths>();
export const todayTables = ['today', 'promise', 'handoff', 'account', 'import', 'interruption', 'activity'];
