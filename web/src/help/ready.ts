// Makes a page ready for who reads it: keys by the names they have on this keyboard, and no link where somebody of this role
// may not go (the words stay).
import type { Action } from 'svelte/action';
import type { Role } from '../session/session';
import { allPlaces } from '../shell/nav';
import { named } from '../ui/KeyHint.svelte';

const roles: readonly Role[] = ['rep', 'manager', 'director', 'administrator'];
const heldBy = (role: Role): string[] => allPlaces(role).flatMap((place) => [place.path, ...(place.holds ?? [])]);

export const readyFor: Action<HTMLElement, Role> = (node, role) => {
  for (const key of node.querySelectorAll('kbd')) key.textContent = named(key.textContent);
  const open = new Set(heldBy(role));
  const known = new Set(roles.flatMap(heldBy));
  for (const way of node.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const path = new URL(way.href, location.href).pathname;
    if (known.has(path) && !open.has(path)) way.replaceWith(...way.childNodes);
  }
};
