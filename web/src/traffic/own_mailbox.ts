// The own mailbox as its form holds it: text in every field, and of the password only a new one.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok, type Schema } from '../api/client';

export type OwnMailbox = Schema<'OwnMailbox'>;
export interface OwnMailboxForm {
  host: string;
  port: string;
  security: OwnMailbox['security'];
  user_name: string;
  password: string;
  days: string;
}

export const spans = ['30', '90', '365', '1095'] as const; // days back

const soon = 1_000;
const later = 60_000;

export function readOwnMailbox() {
  return createQuery(() => ({
    queryKey: ['own_mailbox'],
    queryFn: () => ok(api.GET('/api/v1/me/mailbox')),
    meta: { tables: ['own_mailbox', 'mail_source'] },
    refetchInterval: (one: { state: { data: OwnMailbox | undefined } }) => (isMoving(one.state.data) ? soon : later),
  }));
}

// It changes by itself in a moment.
export function isMoving(mailbox: OwnMailbox | undefined): boolean {
  return !!mailbox && (mailbox.is_running || mailbox.state === 'keeping');
}

export function formOf(mailbox: OwnMailbox): OwnMailboxForm {
  const { host, port, security, user_name, days } = mailbox;
  return { host, port: String(port), security, user_name, password: '', days: String(days) };
}

export function bodyOf(form: OwnMailboxForm): Omit<Schema<'OwnMailboxInput'>, 'folders'> {
  const { host, security, user_name, password } = form;
  return { host: host.trim(), port: Number(form.port) || 0, security, user_name: user_name.trim(), password, days: Number(form.days) };
}

// What is sent of a change: nothing that stayed as it was. An empty password leaves the one that is kept.
export function patchOf(mailbox: OwnMailbox, form: OwnMailboxForm): Schema<'OwnMailboxPatch'> {
  const patch: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(bodyOf(form))) {
    if (name === 'password' ? value !== '' : value !== mailbox[name as keyof OwnMailbox]) patch[name] = value;
  }
  return patch;
}
