// The meeting of the three in words, and what is done about it.
import { act, orSay } from '../action/act';
import { api, ifMatch, type Schema } from '../api/client';
import { sentence } from '../api/problem';
import { dateThere, dateTime, timeZone } from '../lib/format';
import { fromLocal, toLocal } from '../lib/zoned';
import { language, t } from '../messages';
import { toast } from '../ui/toast.svelte';

export type Meeting = Schema<'Meeting'>;
export type Guest = Schema<'MeetingGuest'>;
export type Introduction = Schema<'HandoffIntroduction'>;
export type Participation = Guest['participation'];

export const meetingTables = ['meeting', 'meeting_guest', 'mail', 'activity'];

export interface MeetingForm {
  day: string;
  time: string;
  zone: string;
  minutes: string;
  place: string;
  note: string;
  contacts: string[];
}

// In whose zone the chosen ones are met, and why: the first who has one noted, else the client's (as the server takes it).
export function zoneFor(introduction: Introduction, contacts: readonly string[]): { zone: string; from: 'contact' | Introduction['time_zone_source']; name: string } {
  for (const id of contacts) {
    const one = introduction.contacts.find((contact) => contact.id === id);
    if (one?.time_zone) return { zone: one.time_zone, from: 'contact', name: one.name };
  }
  return { zone: introduction.time_zone, from: introduction.time_zone_source, name: '' };
}

// A week from now at ten, on the wall of the client; on a working day.
export function proposed(introduction: Introduction, now: string): MeetingForm {
  const day = new Date(Date.parse(now) + 7 * 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  const contacts = introduction.contacts.filter((one) => one.is_proposed).map((one) => one.id);
  return {
    day: day.toISOString().slice(0, 10),
    time: '10:00',
    zone: zoneFor(introduction, contacts).zone,
    minutes: '30',
    place: '',
    note: '',
    contacts,
  };
}

export function formOf(meeting: Meeting): MeetingForm {
  const [day = '', time = ''] = meeting.starts_local.split('T');
  return {
    day,
    time,
    zone: meeting.time_zone,
    minutes: String(meeting.minutes),
    place: meeting.place,
    note: meeting.note,
    contacts: meeting.guests.flatMap((guest) => (guest.contact_id ? [guest.contact_id] : [])),
  };
}

export function inputOf(form: MeetingForm): Schema<'MeetingInput'> {
  return {
    starts_local: `${form.day}T${form.time}`,
    time_zone: form.zone,
    minutes: Number(form.minutes) || 0,
    place: form.place.trim(),
    note: form.note.trim(),
    contact_ids: form.contacts,
  };
}

// When it is, on the wall of a zone: "Wednesday, December 2, 5:00 PM".
export function whenIn(at: string, zone: string): string {
  const clock = new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit', timeZone: zone });
  return `${dateThere(at, zone)}, ${clock.format(new Date(at))}`;
}

// The same moment for the reader, where that is another time on the wall; empty otherwise, or while it is no time.
export function forReader(form: Pick<MeetingForm, 'day' | 'time' | 'zone'>): string {
  const at = fromLocal(`${form.day}T${form.time}`, form.zone);
  const own = timeZone();
  if (!at || !own || toLocal(at, own) === toLocal(at, form.zone)) return '';
  return dateTime(at);
}

// How it went with the mail to a guest, where that is worth a word.
export function mailNote(guest: Guest): 'waiting' | 'failed' | 'none' | undefined {
  if (!guest.email) return 'none';
  if (!guest.mail) return undefined;
  if (guest.mail.state === 'waiting' || guest.mail.state === 'sending') return 'waiting';
  return guest.mail.state === 'failed' || guest.mail.state === 'bounced' ? 'failed' : undefined;
}

const tones: Record<Participation, 'plain' | 'cool' | 'warm' | 'alert'> = { accepted: 'cool', declined: 'alert', tentative: 'warm', needs_action: 'plain' };
export function toneOf(participation: Participation): 'plain' | 'cool' | 'warm' | 'alert' {
  return tones[participation];
}

export async function plan(handoff: string, form: MeetingForm): Promise<void> {
  const params = { path: { id: handoff } };
  await act(() => api.POST('/api/v1/handoffs/{id}/meetings', { params, body: inputOf(form) }), t('ui.meeting.planned'), meetingTables);
}

export async function change(meeting: Meeting, form: MeetingForm): Promise<void> {
  const params = { path: { id: meeting.id }, header: ifMatch(meeting.version) };
  await act(() => api.PATCH('/api/v1/meetings/{id}', { params, body: inputOf(form) }), t('ui.meeting.changed'), meetingTables);
}

export async function cancel(meeting: Meeting): Promise<void> {
  const params = { path: { id: meeting.id }, header: ifMatch(meeting.version) };
  await orSay(() => act(() => api.DELETE('/api/v1/meetings/{id}', { params }), t('ui.meeting.cancelled'), meetingTables), meetingTables);
}

export async function noteAnswer(meeting: Meeting, guest: Guest, participation: Participation): Promise<void> {
  const params = { path: { id: meeting.id, guest: guest.id } };
  try {
    await act(
      () => api.POST('/api/v1/meetings/{id}/guests/{guest}/answer', { params, body: { participation } }),
      t('ui.meeting.noted', { name: guest.name }),
      meetingTables,
    );
  } catch (error) {
    toast.error(sentence(error));
  }
}
