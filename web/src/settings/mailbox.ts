// The mailbox as its form holds it: text in every field, and of the password only a new one.
import type { Schema } from '../api/client';
import { t } from '../messages';

export type Mailbox = Schema<'Mailbox'>;
export interface MailboxForm {
  is_on: boolean;
  host: string;
  port: string;
  security: Mailbox['security'];
  user_name: string;
  password: string;
  folder: string;
  address: string;
  interval_minutes: string;
}

export function formOf(mailbox: Mailbox): MailboxForm {
  const { is_on, host, port, security, user_name, folder, address, interval_minutes } = mailbox;
  return { is_on, host, port: String(port), security, user_name, password: '', folder, address, interval_minutes: String(interval_minutes) };
}

// What is sent: nothing that stayed as it was. An empty password leaves the one that is kept.
export function patchOf(mailbox: Mailbox, form: MailboxForm): Schema<'MailboxPatch'> {
  const patch: Schema<'MailboxPatch'> = {};
  if (form.is_on !== mailbox.is_on) patch.is_on = form.is_on;
  if (form.security !== mailbox.security) patch.security = form.security;
  for (const name of ['port', 'interval_minutes'] as const) {
    if (Number(form[name]) !== mailbox[name]) patch[name] = Number(form[name]) || 0;
  }
  for (const name of ['host', 'user_name', 'folder', 'address'] as const) {
    if (form[name].trim() !== mailbox[name]) patch[name] = form[name].trim();
  }
  if (form.password) patch.password = form.password;
  return patch;
}

const usual: Record<Mailbox['security'], string> = { tls: '993', starttls: '143', none: '143' };
export function portWith(security: Mailbox['security'], port: string): string {
  return port === '' || Object.values(usual).includes(port) ? usual[security] : port;
}

// The server's words are its own; where Baton itself stood in the way it is a key.
const own = ['other_key', 'private_address', 'given_up'] as const;
export function answerText(answer: string): string {
  const word = own.find((each) => answer === `mailbox.answer.${each}`);
  return word ? t(`ui.mailbox.answer.${word}`) : answer;
}
