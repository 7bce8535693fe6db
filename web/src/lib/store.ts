// What this browser remembers for itself: small choices, never business data. Storage may be switched off or full; then
// a choice lasts until the tab closes.
const memory = new Map<string, string>();

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`baton.${key}`);
  } catch {
    return memory.get(key) ?? null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`baton.${key}`);
    else localStorage.setItem(`baton.${key}`, value);
  } catch {
    if (value === null) memory.delete(key);
    else memory.set(key, value);
  }
}
