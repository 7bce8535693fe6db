// The words of a handoff as the API answers them.
import { apiFor } from '../api/client';
import type { ById, Gives, Page, Takes } from '../api/paths';
import type { Role } from '../session/session';
import { steps, type Step } from '../ui/steps';

export interface PersonRef {
  id: string;
  name: string;
  role: Role;
  is_placeholder: boolean;
}
export interface AccountRef {
  id: string;
  name: string;
}
export interface AccountRow extends AccountRef {
  version: number;
  industry: string;
  city: string;
  revenue_minor: number | null;
  currency: string;
  owner: PersonRef | null;
  successor: PersonRef | null;
  handoff_stage: string | null;
  last_contact_at: string | null;
  last_contact_kind: string | null;
  known_by: number;
  others_who_know: PersonRef[];
  open_deals: number;
  open_minor: number;
  next_close_on: string | null;
  renewal_on: string | null;
  urgent_keys: string[];
}

export type Stage = Step | 'declined' | 'returned';

export interface Handoff {
  id: string;
  version: number;
  account: AccountRef;
  from: PersonRef;
  to: PersonRef;
  stage: Stage;
  introduction_on: string | null;
  dates: Partial<Record<`${Stage}_at` | 'ended_at', string | null>>;
  reason: string;
  next_steps: Stage[];
}
export interface Letter {
  subject: string;
  paragraphs: string[];
  facts: { label_key: string; value: string }[];
  to: { name: string | null; email: string | null };
  from: { name: string };
}
export interface ActionRow {
  id: string;
  kind: string;
  text?: string; // the deed in words
  actor: PersonRef | null;
  at: string;
  undone_by: string | null;
}

interface Paths {
  '/api/v1/handoffs': { get: Gives<Page<Handoff>, { query?: { role?: string } }> };
  '/api/v1/handoffs/{id}': { get: Gives<Handoff, ById> };
  '/api/v1/handoffs/{id}/stage': { post: Takes<Handoff, { stage: Stage; reason?: string }, ById> };
  '/api/v1/handoffs/{id}/letter': { get: Gives<Letter, ById> };
  '/api/v1/actions': { get: Gives<Page<ActionRow>, { query: { row: string } }> };
}
export const handoffApi = apiFor<Paths>();

export const handoffTables = ['handoff', 'account', 'plan', 'today'];

// A step that says no wants a reason.
export function isNo(stage: Stage): boolean {
  return stage === 'declined' || stage === 'returned';
}
export function isStep(stage: string): stage is Step {
  return (steps as readonly string[]).includes(stage);
}
// The next step forward that the reader may take; undefined when it is somebody else's turn.
export function forward(handoff: Pick<Handoff, 'next_steps'>): Step | undefined {
  return handoff.next_steps.filter(isStep)[0];
}
// The last word of a key that came as data: "handoff.letter.fact.met" is "met".
export function lastWord(key: string): string {
  return key.split('.').at(-1) ?? key;
}
export function firstName(person: { name: string }): string {
  return person.name.split(' ')[0] ?? person.name;
}
