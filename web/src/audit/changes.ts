import { dateTime } from '../lib/format';

// The values a change touched, before and after, without those that only machines read.
const silent = new Set(['id', 'org_id', 'version', 'search_text', 'deleted_at']);
const isSilent = (name: string) => silent.has(name) || name.endsWith('_fold');

export interface ChangedValue {
  name: string;
  before: string;
  after: string;
}

function textOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (name.endsWith('_at') && typeof value === 'number') return dateTime(new Date(value).toISOString());
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function valuesOf(before: unknown, after: unknown): ChangedValue[] {
  const old = (before ?? {}) as Record<string, unknown>;
  const now = (after ?? {}) as Record<string, unknown>;
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((name) => !isSilent(name))
    .map((name) => ({ name, before: textOf(name, old[name]), after: textOf(name, now[name]) }))
    .filter((value) => value.before !== value.after);
}
