// The mail server as its form holds it: text in every field, and of the password only a new one.
import type { Schema } from '../api/client';

export type Relay = Schema<'MailRelay'>;
export interface RelayForm {
  kind: Relay['kind'];
  host: string;
  port: string;
  security: Relay['security'];
  user_name: string;
  password: string;
  from_email: string;
  from_name: string;
  own_domains: string;
}

export const kinds = ['smtp', 'folder'] as const;
export type Security = Relay['security'];
export const securities = ['tls', 'starttls', 'none'] as const;

export function formOf(relay: Relay): RelayForm {
  const { kind, host, security, user_name, from_email, from_name, own_domains } = relay;
  return { kind, host, port: String(relay.port), security, user_name, password: '', from_email, from_name, own_domains };
}

// What is sent: nothing that stayed as it was. An empty password leaves the one that is kept, unless its account went too.
export function patchOf(relay: Relay, form: RelayForm): Schema<'MailRelayPatch'> {
  const patch: Schema<'MailRelayPatch'> = {};
  if (form.kind !== relay.kind) patch.kind = form.kind;
  if (form.security !== relay.security) patch.security = form.security;
  if (Number(form.port) !== relay.port) patch.port = Number(form.port) || 0;
  for (const name of ['host', 'user_name', 'from_email', 'from_name', 'own_domains'] as const) {
    if (form[name].trim() !== relay[name]) patch[name] = form[name].trim();
  }
  if (form.password) patch.password = form.password;
  else if (relay.has_password && !form.user_name.trim()) patch.password = '';
  return patch;
}

// A port that nobody chose follows the way of encrypting.
const usual: Record<Relay['security'], string> = { tls: '465', starttls: '587', none: '25' };
export function portWith(security: Relay['security'], port: string): string {
  return port === '' || Object.values(usual).includes(port) ? usual[security] : port;
}

// From what address mail in somebody's name comes; `own`: from that person's.
export function senderOf(form: Pick<RelayForm, 'own_domains' | 'from_email'>, email: string): { email: string; own: boolean } {
  const domain = email.split('@').at(-1)!.toLowerCase();
  const own = email.includes('@') && form.own_domains.split(',').some((each) => each.trim().toLowerCase() === domain);
  return { email: own ? email : form.from_email.trim(), own };
}
