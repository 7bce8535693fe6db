// What a manager does with the plan of a week. Each answer is the whole plan, which takes the place of the one shown.
import { act } from '../action/act';
import { api, ifMatch, ok } from '../api/client';
import { isStatus, sentence } from '../api/problem';
import { invalidateTables, queries } from '../api/query';
import { firstName } from '../handoff/words';
import { hours } from '../lib/format';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { weekTables, type Place, type Plan, type SkipReason } from './words';

const tables = [...weekTables, 'today'];

async function put(deed: Promise<Plan>): Promise<boolean> {
  try {
    const plan = await deed;
    queries.setQueryData(['week', plan.week_on], plan);
    return true;
  } catch (error) {
    toast.error(sentence(error));
    if (isStatus(error, 412)) await invalidateTables(tables);
    return false;
  }
}

// A draw stays on record, so there is no way back to offer.
export function drawWeek(reason?: string): Promise<boolean> {
  const drawn = async () => {
    const plan = await ok(api.POST('/api/v1/week/draws', { body: reason ? { reason } : {} }));
    toast.show(t('ui.week.drawn'));
    await invalidateTables(tables);
    return plan;
  };
  return put(drawn());
}

export function setHours({ hours_version }: Plan, minutes: number): Promise<boolean> {
  return put(act(() => api.POST('/api/v1/week/hours', { params: { header: ifMatch(hours_version) }, body: { minutes } }), t('ui.week.hours_saved', { hours: hours(minutes) }), tables));
}

function of(place: Place) {
  return { path: { id: place.id ?? '' }, header: ifMatch(place.version) };
}

export function promisePlace(place: Place): Promise<boolean> {
  const call = () => api.POST('/api/v1/week/places/{id}/promise', { params: of(place), body: {} });
  return put(act(call, t('ui.week.promised_toast', { name: firstName(place.rep) }), tables));
}

export function skipPlace(place: Place, reason: SkipReason): Promise<boolean> {
  const call = () => api.POST('/api/v1/week/places/{id}/skip', { params: of(place), body: { reason } });
  return put(act(call, t('ui.week.skipped_toast', { name: firstName(place.rep) }), tables));
}
