import { describe, expect, it } from 'vitest';
import { formOf, patchOf, portWith, senderOf, type Relay } from './relay';

const relay: Relay = {
  version: 3, kind: 'smtp', host: 'smtp.example.com', port: 587, security: 'starttls', user_name: 'baton', has_password: true,
  from_email: 'baton@example.com', from_name: 'Baton', own_domains: 'example.com', waiting: 0,
};

describe('the mail server', () => {
  it('is sent only where it changed', () => {
    expect(patchOf(relay, formOf(relay))).toEqual({});
    expect(patchOf(relay, { ...formOf(relay), host: ' mail.example.com ', port: '25' })).toEqual({ host: 'mail.example.com', port: 25 });
    expect(patchOf(relay, { ...formOf(relay), port: 'smtp' })).toEqual({ port: 0 });
  });
  it('keeps its password until another is typed or the account goes', () => {
    expect(patchOf(relay, { ...formOf(relay), password: 'new' })).toEqual({ password: 'new' });
    expect(patchOf(relay, { ...formOf(relay), user_name: '' })).toEqual({ user_name: '', password: '' });
    expect(patchOf({ ...relay, has_password: false }, { ...formOf(relay), user_name: '' })).toEqual({ user_name: '' });
  });
  it('has the usual port unless another was chosen', () => {
    expect([portWith('tls', '587'), portWith('none', ''), portWith('tls', '2525')]).toEqual(['465', '25', '2525']);
  });
  it('sends in the name of its own domains', () => {
    expect(senderOf({ ...relay, own_domains: 'other.org, Example.com' }, 'jim@EXAMPLE.com')).toEqual({ email: 'jim@EXAMPLE.com', own: true });
    expect(senderOf(relay, 'jim@sub.example.com')).toEqual({ email: 'baton@example.com', own: false });
    expect(senderOf({ ...relay, own_domains: '' }, '')).toEqual({ email: 'baton@example.com', own: false });
  });
});
