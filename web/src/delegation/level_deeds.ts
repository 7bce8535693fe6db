// What the two do with a level: propose, agree, leave it as it is.
import { act } from '../action/act';
import { api, ifMatch } from '../api/client';
import { sentence } from '../api/problem';
import { invalidateTables } from '../api/query';
import { firstName } from '../handoff/words';
import { t } from '../messages';
import { toast } from '../ui/toast.svelte';
import { levelTables, type Level, type Levels, type Step } from './words';

async function tell(levels: Levels, deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    toast.error(t('ui.delegation.put_back', { name: firstName(levels.rep), why: sentence(error) }));
    await invalidateTables(levelTables);
    return false;
  }
}

function of(levels: Levels, level: Level) {
  return { path: { rep_id: levels.rep.id, deal_kind: level.deal_kind }, header: ifMatch(level.version) };
}

export function proposeLevel(levels: Levels, level: Level, step: Step, other: string): Promise<boolean> {
  const call = () => api.POST('/api/v1/delegations/{rep_id}/{deal_kind}/propose', { params: of(levels, level), body: { level: step } });
  return tell(levels, () => act(call, t('ui.delegation.proposed_toast', { name: other }), levelTables));
}
export function agreeToLevel(levels: Levels, level: Level): Promise<boolean> {
  const call = () => api.POST('/api/v1/delegations/{rep_id}/{deal_kind}/agree', { params: of(levels, level) });
  return tell(levels, () => act(call, t('ui.delegation.agreed_toast'), levelTables));
}
export function dropLevel(levels: Levels, level: Level): Promise<boolean> {
  const call = () => api.POST('/api/v1/delegations/{rep_id}/{deal_kind}/drop', { params: of(levels, level) });
  return tell(levels, () => act(call, t('ui.delegation.dropped_toast'), levelTables));
}
