// The sentences that head the board: the manager's own, one of his that somebody above him looks at, that of all teams, or a rep's.
import { firstName } from '../handoff/words';
import { money } from '../lib/format';
import { t } from '../messages';
import type { Board } from './words';

export type Whose = 'mine' | 'of' | 'team' | 'coming';

export function mineLabel(board: Board | undefined, whose: Whose): string {
  if (whose === 'coming') return t('ui.step.proposed');
  if (whose === 'team') return t('ui.board.still_team');
  return whose === 'mine' || !board ? t('ui.board.still_mine') : t('ui.board.still_of', { name: firstName(board.manager) });
}

export function titleOf(board: Board | undefined, whose: Whose): string {
  if (!board) return t('ui.nav.board');
  const count = board.statement.accounts;
  if (whose === 'coming') return t('ui.today.coming_title', { count });
  if (whose === 'team') return t('ui.board.title_team', { count });
  return whose === 'of' ? t('ui.board.title_of', { name: firstName(board.manager), count }) : t('ui.board.title', { count });
}

// A blank keeps the height.
export function leadOf(board: Board | undefined): string {
  if (!board) return ' ';
  const { accounts, revenue_minor, currency, this_month } = board.statement;
  const parts: string[] = [];
  if (accounts > 0) parts.push(t('ui.today.they_bring', { count: accounts, money: money(revenue_minor, currency) }));
  if (this_month > 0) parts.push(t('ui.board.this_month', { count: this_month }));
  return parts.join(' ') || ' ';
}
