// The words of a handoff.
import type { Schema } from '../api/client';
import { steps, type Step } from '../ui/steps';

export type PersonRef = Schema<'PersonRef'>;
export type Handoff = Schema<'Handoff'>;
export type Stage = Handoff['stage'];
export type Letter = Schema<'Letter'>;

export const handoffTables = ['handoff', 'handoff_step', 'account', 'plan', 'today'];

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
// The last word of a key that came as data: "letter.fact.met" is "met".
export function lastWord(key: string): string {
  return key.split('.').at(-1) ?? key;
}
// A title is no name: "Dr. Amara Njoku" is Amara. As the server does it (src/people/first_name.h).
export function firstName(person: { name: string }): string {
  const words = person.name.split(' ');
  return words.find((word) => word && !word.endsWith('.')) ?? person.name.trim();
}
// "Bill Larmar <bill@larmar.example>" is Bill Larmar; of an address alone, the address.
export function senderName(sender: string): string {
  return sender.replace(/\s*<[^>]*>$/, '') || sender;
}
