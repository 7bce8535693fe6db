import { describe, expect, it } from 'vitest';
import { answerText, formOf, patchOf, portWith, type Mailbox } from './mailbox';

const mailbox = {
  version: 2, is_on: true, host: 'imap.example.com', port: 993, security: 'tls', user_name: 'answers', has_password: true, folder: 'INBOX',
  address: 'answers@example.com', interval_minutes: 5, is_looking: false, looked_at: null, is_good: false, answer: '', read_count: 0, used_count: 0,
} as Mailbox;

describe('a mailbox', () => {
  it('sends only what changed', () => {
    expect(patchOf(mailbox, formOf(mailbox))).toEqual({});
    expect(patchOf(mailbox, { ...formOf(mailbox), host: ' imap.other.example ', interval_minutes: '10', password: 'x', is_on: false })).toEqual({
      host: 'imap.other.example', interval_minutes: 10, password: 'x', is_on: false,
    });
  });
  it('moves a port that nobody chose with the encryption', () => {
    expect(portWith('none', '993')).toBe('143');
    expect(portWith('tls', '1993')).toBe('1993');
  });
  it('says in words what Baton itself met, and the server’s words as they are', () => {
    expect(answerText('mailbox.answer.other_key')).toContain('Enter it again');
    expect(answerText('NO [AUTHENTICATIONFAILED] no')).toBe('NO [AUTHENTICATIONFAILED] no');
  });
});
