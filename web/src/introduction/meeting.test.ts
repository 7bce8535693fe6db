import { afterEach, describe, expect, it } from 'vitest';
import { setTimeZone } from '../lib/format';
import { forReader, formOf, inputOf, mailNote, proposed, zoneFor, type Guest, type Introduction, type Meeting } from './meeting';

const introduction = {
  time_zone: 'America/New_York',
  time_zone_source: 'meeting',
  contacts: [
    { id: '1', name: 'Ann', email: null, is_proposed: false, time_zone: 'Asia/Tokyo' },
    { id: '2', name: 'Bill', email: 'bill@client.example', is_proposed: true, time_zone: null },
  ],
} as unknown as Introduction;
const guest = (more: Partial<Guest>) => ({ email: 'bill@client.example', participation: 'needs_action', mail: null, ...more }) as Guest;

describe('a meeting', () => {
  afterEach(() => setTimeZone(undefined));

  it('is proposed on a working day, in the zone of the client, with whom the letter goes to', () => {
    expect(proposed(introduction, '2026-11-28T09:00:00Z')).toMatchObject({ day: '2026-12-07', time: '10:00', zone: 'America/New_York', contacts: ['2'] });
    expect(proposed(introduction, '2026-11-24T09:00:00Z').day).toBe('2026-12-01');
  });
  it('is on the clock of the first who has one, and says so', () => {
    expect(zoneFor(introduction, ['2'])).toEqual({ zone: 'America/New_York', from: 'meeting', name: '' });
    expect(zoneFor(introduction, ['2', '1'])).toEqual({ zone: 'Asia/Tokyo', from: 'contact', name: 'Ann' });
  });
  it('goes out as it is on the wall', () => {
    const form = { ...proposed(introduction, '2026-11-24T09:00:00Z'), place: ' Pier 4 ', minutes: '' };
    expect(inputOf(form)).toEqual({ starts_local: '2026-12-01T10:00', time_zone: 'America/New_York', minutes: 0, place: 'Pier 4', note: '', contact_ids: ['2'] });
  });
  it('is taken into the form as it stands', () => {
    const meeting = { starts_local: '2026-12-02T17:00', time_zone: 'Asia/Kolkata', minutes: 45, place: '', note: 'x', guests: [guest({ contact_id: '2' }), guest({ contact_id: null, person_id: '9' })] } as unknown as Meeting;
    expect(formOf(meeting)).toEqual({ day: '2026-12-02', time: '17:00', zone: 'Asia/Kolkata', minutes: '45', place: '', note: 'x', contacts: ['2'] });
  });
  it('says the time of the reader where that is another one', () => {
    setTimeZone('Europe/Berlin');
    expect(forReader({ day: '2026-12-02', time: '17:00', zone: 'America/New_York' })).toContain('11:00');
    expect(forReader({ day: '2026-12-02', time: '17:00', zone: 'Europe/Paris' })).toBe('');
    expect(forReader({ day: '', time: '17:00', zone: 'America/New_York' })).toBe('');
  });
  it('has a word for a mail that is not there yet, or came back', () => {
    expect(mailNote(guest({ email: '' }))).toBe('none');
    expect(mailNote(guest({ mail: { id: '1', state: 'waiting' } }))).toBe('waiting');
    expect(mailNote(guest({ mail: { id: '1', state: 'bounced' } }))).toBe('failed');
    expect(mailNote(guest({ mail: { id: '1', state: 'sent' } }))).toBeUndefined();
  });
});
