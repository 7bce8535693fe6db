// A contact's e-mail addresses as one list, the first in front, and what a change of it is to the API.
import type { Contact, ContactPatch } from './account';

export const emailsOf = ({ email, further_emails }: Pick<Contact, 'email' | 'further_emails'>): string[] => (email ? [email, ...further_emails] : further_emails);

export function asPatch([first, ...further]: readonly string[]): ContactPatch {
  return { email: first ?? null, further_emails: further };
}
export const withFirst = (emails: readonly string[], email: string): string[] => [email, ...without(emails, email)];
export const without = (emails: readonly string[], email: string): string[] => emails.filter((one) => one !== email);
export const withChanged = (emails: readonly string[], at: number, email: string): string[] => emails.map((one, i) => (i === at ? email : one)).filter(Boolean);
