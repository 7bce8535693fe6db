// Which sections of a handoff's page are open: those of the present step and those that wait for the reader, until the reader
// opens or folds one.
import { dueSections, sectionIds, type SectionId } from './sections';
import type { Stage } from './words';

export class Folds {
  #stage: () => Stage | undefined;
  #chosen = $state<Partial<Record<SectionId, boolean>>>({});
  #waiting = $state<Partial<Record<SectionId, boolean>>>({});
  now = $derived.by(() => {
    const stage = this.#stage();
    const due = stage ? dueSections(stage) : [];
    return sectionIds.filter((id) => due.includes(id) || this.#waiting[id]);
  });

  constructor(stage: () => Stage | undefined) {
    this.#stage = stage;
  }

  isOpen(id: SectionId): boolean {
    return this.#chosen[id] ?? this.now.includes(id);
  }
  set(id: SectionId, open: boolean): void {
    this.#chosen[id] = open;
  }
  // Something in it waits for the reader: never folded by itself.
  waits(id: SectionId, does: boolean): void {
    this.#waiting[id] = does;
  }
}
