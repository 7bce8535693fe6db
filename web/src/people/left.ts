// Lists of the past keep the person: with the day on which somebody left.
import { day } from '../lib/format';
import { t } from '../messages';

// "Left on 3 Oct 2026"; empty while somebody is here, whatever last day is planned.
export function leftOn(person: { ends_on: string | null }, now: string): string {
  return person.ends_on !== null && person.ends_on < now.slice(0, 10) ? t('ui.cover.left_on', { day: day(person.ends_on) }) : '';
}
export function nameThen(person: { name: string; ends_on: string | null }, now: string): string {
  const left = leftOn(person, now);
  return left ? t('ui.cover.name_left', { name: person.name, left }) : person.name;
}
