// What the screens of covers share: what they read again, and how a proposal becomes a cover.
import type { Schema } from '../api/client';

export type Holds = Schema<'Holds'>;
export type Cover = Schema<'Cover'>;
export type Uncovered = Schema<'Uncovered'>;
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

// Where an error belongs to a line: the client's own.
export function errorsByAccount(faults: Readonly<Record<string, string>>, lines: readonly Line[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [path, text] of Object.entries(faults)) {
    const at = /^lines\[(\d+)\]/.exec(path);
    const line = at ? lines[Number(at[1])] : undefined;
    if (line) errors[line.account_id] = text;
  }
  return errors;
}

// A cover as it is changed: who covers each client, the last day, the note. Only what differs is sent.
export interface Changed {
  to_on: string;
  from_on: string;
  note: string;
  lines: Line[];
}
export function linesOfCover(cover: Cover): Line[] {
  return cover.lines.flatMap((line) => line.people.map((one) => ({ account_id: line.account.id, person_id: one.id })));
}
export function patchOf(cover: Cover, changed: Changed): Partial<Changed> {
  const key = (lines: readonly Line[]) => lines.map((line) => `${line.account_id}/${line.person_id}`).sort().join();
  return {
    ...(changed.from_on !== cover.from_on ? { from_on: changed.from_on } : {}),
    ...(changed.to_on !== cover.to_on ? { to_on: changed.to_on } : {}),
    ...(changed.note !== cover.note ? { note: changed.note } : {}),
    ...(key(changed.lines) !== key(linesOfCover(cover)) ? { lines: changed.lines } : {}),
  };
}
