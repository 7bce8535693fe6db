import { describe, expect, it } from 'vitest';
import { answerText, courseText, isUnderWay, mayCancel, mayRetry, toneOf, viewOf } from './mail';

const mail = { state: 'waiting' as const, attempts: 0, repeats: 0, next_at: null, answer: '' };

describe('a mail of the outbox', () => {
  it('says the server’s word as it is, and ours in words', () => {
    expect(answerText('550 no such mailbox')).toBe('550 no such mailbox');
    expect(answerText('mail.answer.written')).toBe('Written to a file, as a dry run: it was not sent.');
    expect(answerText('mail.answer.of_a_newer_server')).toBe('mail.answer.of_a_newer_server');
  });
  it('says how often it was tried', () => {
    expect(courseText(mail)).toBe('Not tried yet.');
    expect(courseText({ ...mail, attempts: 2, next_at: '2026-11-24T10:00:00Z' })).toMatch(/^Tried twice\. Next: .*24/);
    expect(courseText({ ...mail, state: 'sent', attempts: 1 })).toBe('');
    expect(courseText({ ...mail, state: 'sent', attempts: 3, repeats: 1 })).toMatch(/^3 attempts\. .*one of them/);
  });
  it('warns where something is wrong', () => {
    expect([toneOf(mail), toneOf({ ...mail, attempts: 1 }), toneOf({ ...mail, state: 'sent' }), toneOf({ ...mail, state: 'failed' })]).toEqual(['plain', 'warm', 'cool', 'alert']);
  });
  it('is cancelled before it went, and sent again after it failed', () => {
    expect([mayCancel(mail), mayCancel({ state: 'sending' }), mayCancel({ state: 'sent' })]).toEqual([true, false, false]);
    expect([mayRetry(mail), mayRetry({ ...mail, state: 'failed' }), mayRetry({ ...mail, state: 'cancelled' })]).toEqual([false, true, true]);
    expect(mayRetry({ ...mail, attempts: 1 })).toBe(true);
    expect(mayRetry({ ...mail, state: 'cancelled', answer: 'mail.answer.taken_back' })).toBe(false);
  });
  it('is awaited until the server has said something', () => {
    expect([isUnderWay(mail), isUnderWay({ ...mail, state: 'sending', attempts: 1 }), isUnderWay({ ...mail, attempts: 1 })]).toEqual([true, true, false]);
  });
  it('is filtered by a state that there is', () => expect([viewOf('failed'), viewOf('burnt')]).toEqual(['failed', 'all']));
});
