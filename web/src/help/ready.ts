// Makes a page ready for who reads it: keys by the names they have on this keyboard, and no link where somebody of this role
// may not go (the words stay).
import type { Action } from 'svelte/action';
import type { Role } from '../session/session';
import { allPlaces } from '../shell/nav';
import { named } from '../ui/KeyHint.svelte';

const roles: readonly Role[] = ['rep', 'manager', 'director', 'administrator'];
const placesOf = (of: readonly Role[]) => of.flatMap(allPlaces);
const pathsOf = (of: readonly Role[]) => new Set(placesOf(of).map((place) => place.path));
const heldOf = (of: readonly Role[]) => new Set(placesOf(of).flatMap((place) => place.holds ?? []));

// A place of its own says for whom it is; what belongs to a place is for whom that is; anything else is for everybody.
export function isClosed(path: string, role: Role): boolean {
  if (pathsOf(roles).has(path)) return !pathsOf([role]).has(path);
  return heldOf(roles).has(path) && !heldOf([role]).has(path);
}

export const readyFor: Action<HTMLElement, Role> = (node, role) => {
  for (const key of node.querySelectorAll('kbd')) key.textContent = named(key.textContent);
  for (const way of node.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    if (isClosed(new URL(way.href, location.href).pathname, role)) way.replaceWith(...way.childNodes);
  }
};
