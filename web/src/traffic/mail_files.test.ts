import { describe, expect, it } from 'vitest';
import { t } from '../messages';
import { isMail, nameOf } from './mail_files';

const file = (name: string, text: string) => new File([text], name);

describe('what is dropped', () => {
  it('is mail by its content', async () => {
    expect(await isMail(file('Sent', 'From jim@x Tue Mar 04 03:33:20 2003\nFrom: a@b\n'))).toBe(true);
    expect(await isMail(file('a.eml', 'Received: from x\n'))).toBe(true);
    expect(await isMail(file('m.zip', 'PK\u0003\u0004\u0014\u0000Mail/cur/1.host:2,S'))).toBe(true);
  });
  it('is handed over as what it is called, so that the server says why it is none', async () => {
    expect(await isMail(file('notes.mbox', 'Dear diary'))).toBe(true);
    expect(await isMail(file('empty.eml', ''))).toBe(true);
  });
  it('is left to the import otherwise', async () => {
    expect(await isMail(file('accounts.csv', 'From: x,To\n'))).toBe(false);
    expect(await isMail(file('export.zip', 'PK\u0003\u0004\u0014\u0000accounts.csv'))).toBe(false);
    expect(await isMail(file('x.ics', 'BEGIN:VCALENDAR\n'))).toBe(false);
  });
});

it('is said of one mail as of one', () => {
  const would = (mails: number, read: number) => t('ui.mail_files.would', { mails, read, contacts: 2 });
  expect(would(0, 1)).toBe('The only mail in it would not be kept.');
  expect(would(0, 4)).toBe('None of 4 mails would be kept.');
  expect(would(1, 1)).toMatch(/^The only mail in it would be kept, with 2 contacts:/);
  expect(would(1, 4)).toMatch(/^1 of 4 mails would be kept, /);
  expect(would(1200, 4000)).toMatch(/^1,200 of 4,000 mails would be kept, /);
});

describe('a name for a contact', () => {
  it('is the mail’s, else made of the address', () => {
    expect(nameOf({ email: 'b@x.example', name: 'Bill Larmar' })).toBe('Bill Larmar');
    expect(nameOf({ email: 'bill.larmar@x.example', name: ' ' })).toBe('Bill Larmar');
  });
});
