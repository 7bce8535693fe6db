import { beforeAll, expect, test } from 'vitest';
import { setTimeZone } from '../lib/format';
import { addressFault, bodyOf, draftOf, hoursOf, linesOf, placesText, problemText, runText, stateText, type Run, type Source } from './sources';

beforeAll(() => setTimeZone('UTC'));

const source: Source = {
  id: '1', version: 3, name: 'CRM', person: { id: '2', name: 'Jim', role: 'manager', is_placeholder: false, ends_on: null }, files: [], entry: 'password',
  schedule: 'daily', every_hours: 1, at_minute: 375, time_zone: 'UTC', is_on: true, is_fetching: false,
  as_of: '2026-11-24T09:36:00Z', next_at: '2026-11-25T06:15:00Z', failing_since: null, problem: null, import_id: null,
};
const plain = (text: string) => text.replace(/\s/gu, ' ');

test('a form of one that is there starts without its secrets', () => {
  const draft = draftOf(source);
  expect([draft.addresses, draft.password, draft.at, draft.entry]).toEqual(['', '', '06:15', 'password']);
});

test('what was left blank is not sent, so it stays', () => {
  expect(bodyOf(draftOf(source), source)).toEqual({ name: 'CRM', entry: 'password', schedule: 'daily', at_minute: 375 });
  expect(bodyOf({ ...draftOf(source), password: 'new' }, source)).toMatchObject({ password: 'new' });
});

test('another way in is sent whole, blanks too, so that the server says what is missing', () => {
  expect(bodyOf({ ...draftOf(source), entry: 'header' }, source)).toMatchObject({ header_name: '', header_value: '' });
});

test('a new one has its addresses, one a line', () => {
  const draft = { ...draftOf(null), name: 'CRM', addresses: ' https://a.example/a.csv \n\nhttps://a.example/b.csv', every_hours: '6' };
  expect(bodyOf(draft, null)).toEqual({ name: 'CRM', urls: linesOf(draft.addresses), entry: 'open', schedule: 'hours', every_hours: 6 });
});

test('hours that are none are refused by the server, not guessed', () => {
  expect([hoursOf('6'), hoursOf(' 24 '), hoursOf(''), hoursOf('1.5'), hoursOf('x')]).toEqual([6, 24, 0, 0, 0]);
});

test('a fault of an address names its line', () => {
  expect(addressFault({ 'urls[1]': 'Enter the whole address.' })).toBe('Line 2: Enter the whole address.');
  expect(addressFault({ urls: 'Enter one.' })).toBe('Enter one.');
  expect(addressFault({ name: 'Required.' })).toBeUndefined();
});

test('says how fresh it is, how often it is fetched and when next', () => {
  const now = '2026-11-24T10:00:00Z';
  expect(plain(stateText(source, now))).toBe('as of 9:36 AM · daily at 6:15 AM · next at Nov 25, 6:15 AM');
  expect(plain(stateText({ ...source, schedule: 'hours', every_hours: 2, is_fetching: true, as_of: null }, now))).toBe('not fetched yet · every 2 hours · fetching now');
  expect(plain(stateText({ ...source, is_on: false, next_at: null }, now))).toBe('as of 9:36 AM · daily at 6:15 AM · switched off');
  expect(plain(problemText({ problem: 'It is gone.', failing_since: '2026-11-23T09:41:00Z' }, now))).toBe('Since Nov 23, 9:41 AM: It is gone.');
  const run: Run = { id: '1', started_at: '2026-11-24T09:36:00Z', ended_at: null, outcome: 'unchanged', import_id: null, problem: null };
  expect(plain(runText(run, now))).toBe('9:36 AM · nothing new');
});

test('says what comes from where, each server once', () => {
  const file = (host: string, name: string) => ({ host, name, import_id: null });
  expect(placesText({ files: [file('a.example', 'x.csv'), file('b.example', 'b.example-2'), file('a.example', 'y.csv')] })).toBe('x.csv, y.csv (a.example), b.example');
});
