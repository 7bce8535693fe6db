// What the last change of a draft did, in words: its cost, and who else moved and why.
import { percent } from '../lib/format';
import { t } from '../messages';
import { share } from './rules';
import type { Plan } from './words';

export function costText(plan: Pick<Plan, 'cost_of_last_change'>): string | null {
  const permille = plan.cost_of_last_change;
  if (permille === null) return null;
  if (permille === 0) return t('ui.plan.cost_none');
  const matches = Math.round(Math.abs(permille) / 1000);
  if (matches >= 2) return t(permille > 0 ? 'ui.plan.cost_many' : 'ui.plan.gain_many', { count: matches });
  const part = percent(share(Math.abs(permille)));
  return permille > 0 ? t('ui.plan.cost', { share: part }) : t('ui.plan.gain', { share: part });
}

// Nobody may have moved at all: a change of the rules asks for no move.
export function movedText(plan: Pick<Plan, 'changed_from_last' | 'moved_with_it'>): string {
  return plan.changed_from_last === 0 ? t('ui.plan.moved_none') : t('ui.plan.moved_with_it', { count: plan.moved_with_it.length });
}

// With whom clients of the plan stay that nobody takes.
export function stayText(plan: Pick<Plan, 'manager' | 'managers'>): string {
  const isOwn = plan.managers.every((manager) => manager.id === plan.manager.id);
  return isOwn ? t('ui.board.with_you') : t('ui.board.with_manager');
}

export function moveText(plan: Pick<Plan, 'manager' | 'managers'>, { account, from, to, why }: Plan['moved_with_it'][number]): string {
  const values = { account: account.name, from: from?.name ?? stayText(plan), to: to?.name ?? stayText(plan) };
  return why ? t('ui.plan.moved_why', { ...values, why }) : t('ui.plan.move', values);
}

// All of it as one sentence, for who does not see the list.
export function changeText(plan: Plan): string {
  return [t('ui.plan.last_change'), costText(plan) ?? '', movedText(plan), ...plan.moved_with_it.map((move) => moveText(plan, move))].join(' ');
}
