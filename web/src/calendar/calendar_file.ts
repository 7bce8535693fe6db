// A calendar that somebody hands over as a file. The server looks at it and forgets it; it is sent again to be taken.
import { api, ok, type Schema } from '../api/client';

export type CalendarFile = Schema<'CalendarFile'>;

const mark = 'begin:vcalendar';

// By its content, as the server decides; what is only called one is handed over as one too: the server says why it is none.
export async function isCalendar(file: File): Promise<boolean> {
  if (/\.(ics|ical|ifb)$/i.test(file.name)) return true;
  const head = await file.slice(0, 256).text();
  return head.replace(/^\uFEFF/, '').trimStart().slice(0, mark.length).toLowerCase() === mark;
}

export function sendCalendar(file: File, what: 'preview' | 'take'): Promise<CalendarFile> {
  const form = new FormData();
  form.append('file', file, file.name);
  const body = { body: form as never, bodySerializer: (one: unknown) => one as FormData };
  return ok(what === 'preview' ? api.POST('/api/v1/calendar-files/preview', body) : api.POST('/api/v1/calendar-files', body));
}
