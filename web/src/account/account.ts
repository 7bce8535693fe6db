// One account as its panel shows and changes it.
import { api, ifMatch, type Schema } from '../api/client';
import { deed } from '../api/deed';
import { isStatus } from '../api/problem';
import { invalidateTables } from '../api/query';
import { undoing } from '../action/undo';
import { parseHours, parseMinor } from '../lib/parse';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';

export type Account = Schema<'Account'>;
export type AccountPatch = Schema<'AccountPatch'>;
export type Contact = Schema<'Contact'>;
export type ContactPatch = Schema<'ContactPatch'>;

export const panelTables = ['account', 'ownership', 'contact', 'opportunity', 'activity', 'handoff', 'person'];

// Saves one change. When somebody else was first, what they wrote is read and the words say so; nothing is overwritten.
async function kept(call: Promise<{ action_id: string | null }>, said: string): Promise<void> {
  try {
    const { action_id } = await call;
    toast.show(said, undoing(action_id, panelTables));
    await invalidateTables(panelTables);
  } catch (error) {
    if (isStatus(error, 412)) await invalidateTables(panelTables);
    throw error;
  }
}

export function changeAccount(account: Account, body: AccountPatch, field: string): Promise<void> {
  const params = { path: { id: account.id }, header: ifMatch(account.version) };
  return kept(deed(api.PATCH('/api/v1/accounts/{id}', { params, body })), t('ui.account.saved', { field, name: account.name }));
}
export function changeContact(contact: Contact, body: ContactPatch): Promise<void> {
  const params = { path: { id: contact.id }, header: ifMatch(contact.version) };
  return kept(deed(api.PATCH('/api/v1/contacts/{id}', { params, body })), t('ui.account.contact_saved', { name: contact.name }));
}
export function addContact(account: Account, body: Schema<'ContactInput'>): Promise<void> {
  const call = api.POST('/api/v1/accounts/{id}/contacts', { params: { path: { id: account.id } }, body });
  return kept(deed(call), t('ui.account.contact_added', { name: body.name }));
}

export function removeContact(contact: Contact): Promise<void> {
  const call = api.DELETE('/api/v1/contacts/{id}', { params: { path: { id: contact.id } } });
  return kept(deed(call), t('ui.account.contact_removed', { name: contact.name }));
}
export function removeAccount(account: Account): Promise<void> {
  const call = api.DELETE('/api/v1/accounts/{id}', { params: { path: { id: account.id } } });
  return kept(deed(call), t('ui.account.removed', { name: account.name }));
}

// What is typed into a fact, as the API takes it. Throws a plain sentence when it cannot be read.
export class Unreadable extends Error {}
export function moneyPatch(text: string, currency: string): AccountPatch {
  if (!text) return { revenue_minor: null };
  const minor = parseMinor(text, currency);
  if (minor === null) throw new Unreadable(t('ui.book.fault_money'));
  return { revenue_minor: minor, currency };
}
export function loadPatch(text: string): AccountPatch {
  if (!text) return { load_minutes: null };
  const minutes = parseHours(text);
  if (minutes === null) throw new Unreadable(t('ui.account.fault_hours'));
  return { load_minutes: minutes };
}
