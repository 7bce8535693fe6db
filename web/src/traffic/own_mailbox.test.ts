import { describe, expect, it } from 'vitest';
import { formOf, isMoving, patchOf, type OwnMailbox } from './own_mailbox';

const mailbox = { version: 3, host: 'imap.example.org', port: 993, security: 'tls', user_name: 'jim', days: 365, is_running: false, state: 'kept' } as OwnMailbox;

describe('the form of the own mailbox', () => {
  it('sends nothing that stayed as it was', () => {
    expect(patchOf(mailbox, formOf(mailbox))).toEqual({});
  });
  it('sends a password only where one was typed', () => {
    expect(patchOf(mailbox, { ...formOf(mailbox), host: ' imap.other.org ', password: 'new' })).toEqual({ host: 'imap.other.org', password: 'new' });
  });
  it('sends a port that is none as one that is refused', () => {
    expect(patchOf(mailbox, { ...formOf(mailbox), port: 'x' })).toEqual({ port: 0 });
  });
});

describe('whether it changes by itself', () => {
  it('does while it is read or kept', () => {
    expect(isMoving({ ...mailbox, is_running: true })).toBe(true);
    expect(isMoving({ ...mailbox, state: 'keeping' })).toBe(true);
    expect(isMoving(mailbox)).toBe(false);
    expect(isMoving(undefined)).toBe(false);
  });
});
