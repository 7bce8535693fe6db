// Mailboxes that somebody hands over as files: what of them would be kept, and what is.
import { createQuery } from '@tanstack/svelte-query';
import { api, ok, type Schema } from '../api/client';

export type MailSource = Schema<'MailSource'>;
export type MailPreview = Schema<'MailPreview'>;
export type MailTally = Schema<'MailTally'>;

const soon = 1_000;

export function readMailSources() {
  return createQuery(() => ({
    queryKey: ['mail_source', 'list'],
    queryFn: () => ok(api.GET('/api/v1/mail-sources')),
    refetchInterval: (one: { state: { data: Schema<'MailSourceList'> | undefined } }) =>
      one.state.data?.items.some((each) => each.state === 'keeping') ? soon : false,
  }));
}

export function readPreview(id: () => string) {
  return createQuery(() => ({
    queryKey: ['mail_source', 'preview', id()],
    queryFn: () => ok(api.GET('/api/v1/mail-sources/{id}/preview', { params: { path: { id: id() } } })),
  }));
}

export function sendMail(files: readonly File[]): Promise<MailSource> {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return ok(api.POST('/api/v1/mail-sources', { body: form as never, bodySerializer: (one: unknown) => one as FormData }));
}

const field = /^(from|to|date|subject|received|return-path|delivered-to|message-id|mime-version|x-[a-z-]+):/i;

// By its content, as the server decides: an mbox, a mail, a zip whose first names are of a Maildir or of mails. What is only called
// one is handed over as one too: the server says why it is none.
export async function isMail(file: File): Promise<boolean> {
  if (/\.(mbox|mbx|eml)$/i.test(file.name)) return true;
  if (/\.(csv|tsv|txt|xlsx)$/i.test(file.name)) return false;
  const bytes = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  const head = new TextDecoder('latin1').decode(bytes);
  if (head.startsWith('PK\u0003\u0004')) return /(^|\/)(cur|new)\/|\.(eml|mbox)PK|\.(eml|mbox)[^a-z]/i.test(head);
  return head.startsWith('From ') || field.test(head);
}

// A name for a contact, where the mail gives none: "bill.larmar@x" is Bill Larmar.
export function nameOf(stranger: { email: string; name: string }): string {
  if (stranger.name.trim()) return stranger.name.trim();
  return stranger.email
    .split('@')[0]!
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ');
}
