// Everybody below somebody in the tree of managers, at any depth.
export function peopleBelow(people: readonly { id: string; manager_id: string | null }[], top: string): Set<string> {
  const below = new Set<string>();
  for (let grew = true; grew; ) {
    const more = people.filter(({ id, manager_id }) => manager_id !== null && (manager_id === top || below.has(manager_id)) && id !== top && !below.has(id));
    for (const { id } of more) below.add(id);
    grew = more.length > 0;
  }
  return below;
}
