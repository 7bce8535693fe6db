// The values a change touched, before and after, without those that only machines read.
const silent = new Set(['id', 'org_id', 'version', 'search_text', 'deleted_at']);

export interface ChangedValue {
  name: string;
  before: string;
  after: string;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function valuesOf(before: unknown, after: unknown): ChangedValue[] {
  const old = (before ?? {}) as Record<string, unknown>;
  const now = (after ?? {}) as Record<string, unknown>;
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((name) => !silent.has(name))
    .map((name) => ({ name, before: textOf(old[name]), after: textOf(now[name]) }))
    .filter((value) => value.before !== value.after)
    .map((value) => ({ ...value, name: value.name.replaceAll('_', ' ') }));
}
