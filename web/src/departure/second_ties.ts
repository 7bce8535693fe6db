// Who should build a second tie next: its types, and where a row's next step is done.
import type { components } from '../api/schema';
import { t } from '../messages';
import { link } from '../routes';
import { departureTables } from './words';

export type SecondTies = components['schemas']['SecondTies'];
export type SecondTie = components['schemas']['SecondTie'];

export const secondTieTables = [...departureTables, 'contact', 'person', 'said_tie'];

// What the colleague is to be promised, as the title of the promise.
function promiseOf(tie: SecondTie): string {
  const contact = tie.contact ? `${tie.contact.name}, ${tie.account.name}` : tie.account.name;
  return t('ui.departure.second_title', { colleague: tie.colleague?.name ?? '', contact });
}

// Null: it is somebody else's, or there is none.
export function stepLink(tie: SecondTie): string | null {
  if (tie.step === 'handoff' && tie.handoff_id) return link('handoff', { id: tie.handoff_id });
  if (tie.step === 'board') return link('board');
  if (!tie.colleague || tie.step === 'others') return null;
  const rep = tie.step === 'promise' ? { rep: tie.colleague.id } : {};
  return link('promises', {}, { add: '1', ...rep, kind: 'ride_along', title: promiseOf(tie), account: tie.account.id });
}
