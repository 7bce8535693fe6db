// What cards and rows of the board can do; the page provides it once.
import { takeStep } from '../handoff/handoff_deeds';
import { firstName, isNo, type PersonRef, type Stage } from '../handoff/words';
import { t } from '../messages';
import { openPanel } from '../routes';
import { changePlan, planKey, readFits } from './deeds';
import { mayAssign } from './rules';
import type { Card, PersonFit } from './words';

export interface BoardDeeds {
  select: (card: Card | null) => void;
  open: (card: Card) => void;
  step: (card: Card, stage: Stage) => void;
  assign: (card: Card, person: PersonRef | null) => void;
  lock: (card: Card) => void;
  forbid: (card: Card) => void;
  mayAssign: (card: Card) => boolean;
  holder: (card: Card) => string; // with whom a client stays that nobody takes: "you", or whose it is
  // All reps for an account where its line does not name them all; none where it does.
  allFits: (card: Card) => { key: unknown[]; read: () => Promise<PersonFit[]> } | null;
}

// `plan` is the id of the own draft, empty where there is none, `reps` how many it could hand over to; `me` who looks.
export function boardDeeds(plan: () => string, reps: () => number, me: () => string, choose: (account_id: string | null) => void): BoardDeeds {
  const holder = ({ line, account }: Card) => {
    const from = line?.from ?? account.owner;
    return !from || from.id === me() ? t('ui.board.with_you') : firstName(from);
  };
  return {
    holder,
    mayAssign: (card) => plan() !== '' && mayAssign(card),
    allFits: ({ account, line }) =>
      plan() && line && line.fits.length < reps()
        ? { key: [...planKey(plan()), 'fits', account.id], read: () => readFits(plan(), account.id) }
        : null,
    select: (card) => choose(card?.account.id ?? null),
    open: (card) => {
      if (card.handoff) openPanel('handoff', card.handoff.id);
      else openPanel('account', card.account.id);
    },
    step: (card, stage) => {
      if (!card.handoff) return;
      if (isNo(stage)) openPanel('handoff', `${card.handoff.id}/${stage}`);
      else void takeStep(card.handoff, stage);
    },
    assign: (card, person) => {
      if (!plan()) return;
      const { id, name } = card.account;
      const done = person ? t('ui.board.assigned', { account: name, name: firstName(person) }) : t('ui.board.kept', { account: name, name: holder(card) });
      void changePlan(plan(), { assign: [{ account_id: id, person_id: person?.id ?? null }] }, done);
    },
    lock: (card) => {
      if (!plan() || !card.line) return;
      const { id, name } = card.account;
      if (card.line.is_locked) void changePlan(plan(), { unlock: [id] }, t('ui.board.unlocked_toast', { account: name }));
      else void changePlan(plan(), { lock: [id] }, t('ui.board.locked_toast', { account: name }));
    },
    forbid: (card) => {
      const person = card.line?.successor;
      if (!plan() || !person) return;
      const done = t('ui.board.forbidden', { account: card.account.name, name: firstName(person) });
      void changePlan(plan(), { forbid: [{ account_id: card.account.id, person_id: person.id }] }, done);
    },
  };
}
