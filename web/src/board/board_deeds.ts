// What cards and rows of the board can do; the page provides it once.
import type { PersonRef, Stage } from '../handoff/words';
import type { Card } from './words';

export interface BoardDeeds {
  select: (card: Card | null) => void;
  open: (card: Card) => void;
  step: (card: Card, stage: Stage) => void;
  assign: (card: Card, person: PersonRef | null) => void;
  lock: (card: Card) => void;
  forbid: (card: Card) => void;
}
