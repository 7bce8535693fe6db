// What the screens of covers share: what they read again, and how a proposal becomes a cover.
import type { Schema } from '../api/client';

export type Holds = Schema<'Holds'>;
export type Cover = Schema<'Cover'>;
export type Proposal = Schema<'CoverProposal'>;
export type ProposedLine = Schema<'ProposedCover'>;

export const holdsTables = [
  'account', 'ownership', 'opportunity', 'activity', 'attendance', 'handoff', 'promise', 'client_promise', 'review', 'coaching_session',
  'agreed_share', 'delegation', 'person', 'tie_learning',
];
export const coverTables = ['cover', 'cover_account', 'absence'];

export interface Line {
  account_id: string;
  person_id: string;
}

// What is chosen per client; '' leaves the client with nobody.
export type Chosen = Record<string, string>;

export function chosenFrom(proposal: Proposal): Chosen {
  return Object.fromEntries(proposal.lines.map((line) => [line.account.id, line.person?.id ?? '']));
}

// Only the clients that are ticked and have somebody.
export function linesOf(chosen: Chosen, left_out: ReadonlySet<string>): Line[] {
  return Object.entries(chosen)
    .filter(([account, person]) => person !== '' && !left_out.has(account))
    .map(([account_id, person_id]) => ({ account_id, person_id }));
}

// How many clients each would look after, by the order of `people`.
export function sharesOf(lines: readonly Line[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const line of lines) shares.set(line.person_id, (shares.get(line.person_id) ?? 0) + 1);
  return shares;
}

// Of a cover: who looks after which clients.
export function byPerson(cover: Cover): { name: string; id: string; accounts: string[] }[] {
  const people = new Map<string, { name: string; id: string; accounts: string[] }>();
  for (const line of cover.lines) {
    for (const person of line.people) {
      const one = people.get(person.id) ?? { name: person.name, id: person.id, accounts: [] };
      one.accounts.push(line.account.name);
      people.set(person.id, one);
    }
  }
  return [...people.values()].sort((a, b) => b.accounts.length - a.accounts.length || a.name.localeCompare(b.name));
}
