// The names of fields. The server's list says which exist; what is newer than this screen shows its own word.
import { t, translate } from '../messages';

export function fieldLabel(field: string): string {
  const key = `ui.import.field.${field}`;
  const label = translate(key);
  return label === key ? field.replaceAll('_', ' ') : label;
}

export function ownerNote(key: string): string {
  const last = key.split('.').at(-1) ?? '';
  const notes = ['by_email', 'by_id', 'by_name', 'chosen', 'in_file', 'none', 'only_one', 'unknown'] as const;
  const note = notes.find((each) => each === last);
  return note ? t(`ui.import.owner_note.${note}`) : '';
}
