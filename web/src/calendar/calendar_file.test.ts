import { expect, test } from 'vitest';
import { isCalendar } from './calendar_file';

const file = (text: string, name = 'calendar') => new File([text], name);

test('a calendar is known by its content', async () => {
  expect(await isCalendar(file('BEGIN:VCALENDAR\r\nVERSION:2.0'))).toBe(true);
  expect(await isCalendar(file('\uFEFF\r\n begin:vcalendar\n'))).toBe(true);
  expect(await isCalendar(file('BEGIN:VCARD\r\n'))).toBe(false);
  expect(await isCalendar(file('Subject,Start\nBEGIN:VCALENDAR,1'))).toBe(false);
  expect(await isCalendar(file(''))).toBe(false);
});

test('what is only called one is handed over as one: the server says why it is none', async () => {
  expect(await isCalendar(file('hello', 'a.ICS'))).toBe(true);
});
