// Whose page is looked at: `?person=` of the address, else the own where the role has one, else the first below by name.
//
//   const whose = whosePage({ own: ['manager'] });   // whose.id; '' where there is nobody to look at
import { createQuery } from '@tanstack/svelte-query';
import { api, ok } from '../api/client';
import { queryParam } from '../lib/router.svelte';
import { useSession, type Role } from '../session/session';
import { peopleBelow, type Person } from './people';

interface Asked {
  own?: readonly Role[]; // who has such a page; without it everybody
  below?: (person: Person) => boolean; // whose else is looked at; without it those of managers
}

export interface Whose {
  readonly id: string;
  readonly own: string; // '' for who has none
  readonly others: readonly Person[];
  readonly isKnown: boolean; // who is below has come
  choose(id: string): void;
}

export function whosePage({ own, below = (person) => person.role === 'manager' }: Asked): Whose {
  const session = useSession();
  const chosen = queryParam('person');
  let me = $derived(session().person);
  let ownId = $derived(!own || own.includes(me.role) ? me.id : '');
  const people = createQuery(() => ({ queryKey: ['person', 'list'], queryFn: () => ok(api.GET('/api/v1/people')), enabled: me.role !== 'rep', meta: { tables: ['person'] } }));
  let others = $derived.by(() => {
    const all = people.data?.items ?? [];
    const ids = peopleBelow(all, me.id);
    return all.filter((one) => ids.has(one.id) && below(one));
  });
  return {
    get id() {
      return chosen.value || ownId || (others[0]?.id ?? '');
    },
    get own() {
      return ownId;
    },
    get others() {
      return others;
    },
    get isKnown() {
      return me.role === 'rep' || people.data !== undefined;
    },
    choose(id) {
      chosen.value = id === ownId ? '' : id;
    },
  };
}
