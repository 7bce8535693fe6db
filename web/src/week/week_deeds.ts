// What a manager does with the plan of a week.
import { act, orSay } from '../action/act';
import { api, ifMatch, ok } from '../api/client';
import { invalidateTables } from '../api/query';
import { firstName } from '../handoff/words';
import { hours } from '../lib/format';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { weekTables, type Place, type Plan, type SkipReason } from './words';

const tables = [...weekTables, 'today'];

function deed(call: Parameters<typeof act>[0], said: string): Promise<boolean> {
  return orSay(() => act(call, said, tables), tables);
}

// A draw stays on record, so there is no way back to offer.
export function drawWeek(reason?: string): Promise<boolean> {
  const drawn = async () => {
    await ok(api.POST('/api/v1/week/draws', { body: reason ? { reason } : {} }));
    toast.show(t('ui.week.drawn'));
    await invalidateTables(tables);
  };
  return orSay(drawn, tables);
}

export function setHours({ hours_version }: Plan, minutes: number): Promise<boolean> {
  const call = () => api.POST('/api/v1/week/hours', { params: { header: ifMatch(hours_version) }, body: { minutes } });
  return deed(call, t('ui.week.hours_saved', { hours: hours(minutes) }));
}

function of(place: Place) {
  return { path: { id: place.id ?? '' }, header: ifMatch(place.version) };
}

export function promisePlace(place: Place): Promise<boolean> {
  const call = () => api.POST('/api/v1/week/places/{id}/promise', { params: of(place), body: {} });
  return deed(call, t('ui.week.promised_toast', { name: firstName(place.rep) }));
}

export function skipPlace(place: Place, reason: SkipReason): Promise<boolean> {
  const call = () => api.POST('/api/v1/week/places/{id}/skip', { params: of(place), body: { reason } });
  return deed(call, t('ui.week.skipped_toast', { name: firstName(place.rep) }));
}
