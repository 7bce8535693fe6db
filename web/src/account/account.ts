// One account as its panel shows and changes it.
import { api, ifMatch, type Schema } from '../api/client';
import { isStatus } from '../api/problem';
import { invalidateTables } from '../api/query';
import { act } from '../action/act';
import { parseHours, parseMinor } from '../lib/parse';
import { t } from '../messages';

export type Account = Schema<'Account'>;
export type AccountPatch = Schema<'AccountPatch'>;
export type Contact = Schema<'Contact'>;
export type ContactPatch = Schema<'ContactPatch'>;

export const panelTables = ['account', 'ownership', 'contact', 'opportunity', 'activity', 'handoff', 'person', 'cover', 'cover_account', 'absence'];

// When somebody else was first, what they wrote is read; nothing is overwritten.
async function fresh<T>(deed: Promise<T>): Promise<void> {
  try {
    await deed;
  } catch (error) {
    if (isStatus(error, 412)) await invalidateTables(panelTables);
    throw error;
  }
}

export function changeAccount(account: Account, body: AccountPatch, field: string): Promise<void> {
  const params = { path: { id: account.id }, header: ifMatch(account.version) };
  const call = () => api.PATCH('/api/v1/accounts/{id}', { params, body });
  return fresh(act(call, t('ui.account.saved', { field, name: account.name }), panelTables));
}
export function changeContact(contact: Contact, body: ContactPatch): Promise<void> {
  const params = { path: { id: contact.id }, header: ifMatch(contact.version) };
  const call = () => api.PATCH('/api/v1/contacts/{id}', { params, body });
  return fresh(act(call, t('ui.account.contact_saved', { name: contact.name }), panelTables));
}
export async function addContact(account: Account, body: Schema<'ContactInput'>): Promise<void> {
  const call = () => api.POST('/api/v1/accounts/{id}/contacts', { params: { path: { id: account.id } }, body });
  await act(call, t('ui.account.contact_added', { name: body.name }), panelTables);
}
export async function removeContact(contact: Contact): Promise<void> {
  const call = () => api.DELETE('/api/v1/contacts/{id}', { params: { path: { id: contact.id } } });
  await act(call, t('ui.account.contact_removed', { name: contact.name }), panelTables);
}
export async function removeAccount(account: Account): Promise<void> {
  const call = () => api.DELETE('/api/v1/accounts/{id}', { params: { path: { id: account.id } } });
  await act(call, t('ui.account.removed', { name: account.name }), panelTables);
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
