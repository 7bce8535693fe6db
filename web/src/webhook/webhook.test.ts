import { expect, test } from 'vitest';
import { answerText, bodyText, courseText, isUnencrypted, mayRetry, toneOf } from './webhook';

test('an answer is its status, what that means, and its first words', () => {
  expect(answerText({ status: 500, fault: null, answer: 'no room' })).toBe('Answered with 500. no room');
  expect(answerText({ status: 302, fault: 'redirected', answer: '' })).toBe('Answered with 302. Redirections are not followed: enter the address it leads to.');
  expect(answerText({ status: 0, fault: 'too_slow', answer: '' })).toBe('No answer within 20 seconds.');
});

test('what failed can be sent again', () => {
  expect(mayRetry({ state: 'failed' })).toBe(true);
  expect(mayRetry({ state: 'given_up' })).toBe(true);
  expect(mayRetry({ state: 'waiting' })).toBe(false);
  expect(mayRetry({ state: 'delivered' })).toBe(false);
  expect(toneOf('given_up')).toBe('alert');
});

test('the course says how often and when next', () => {
  const times = { queued_at: '2026-11-24T15:00:00Z', ended_at: null, next_at: '2026-11-24T15:05:00Z' };
  const failed = courseText({ ...times, state: 'failed', attempts: 2 });
  expect(failed).toContain('Tried twice');
  expect(failed).toContain('again on');
  expect(courseText({ ...times, state: 'delivered', attempts: 1 })).not.toContain('·');
});

test('an address without encryption is known, whatever its case', () => {
  expect(isUnencrypted(' HTTP://crm.example')).toBe(true);
  expect(isUnencrypted('https://crm.example/http://')).toBe(false);
});

test('a body is laid out, or left', () => {
  expect(bodyText('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(bodyText('{')).toBe('{');
});
