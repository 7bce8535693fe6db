// The palette under Ctrl K: whether it is open, and what the screen adds to it. A screen says what it can do while it is
// shown:
//   pageActions(() => [{ id: 'lock', label: t('ui.board.lock'), icon: 'lock', keys: 'l', run: lock }]);
import { onDestroy, untrack } from 'svelte';
import type { IconName } from '../ui/icons';

export interface PaletteAction {
  id: string;
  label: string;
  icon?: IconName;
  hint?: string;
  keys?: string;
  words?: string; // what else people may type for it
  run: () => void;
}

class Palette {
  open = $state(false);
  early = $state(''); // what was typed before the palette's code was there
  // Not state itself: a screen that goes is destroyed after the next one was made, and must not take its actions with it.
  readonly sources = new Set<() => PaletteAction[]>();
  changes = $state(0);

  // The actions of the screen, the one shown last first.
  get actions(): PaletteAction[] {
    void this.changes;
    return [...this.sources].toReversed().flatMap((source) => source());
  }
}
export const palette = new Palette();

export function pageActions(source: () => PaletteAction[]): void {
  palette.sources.add(source);
  untrack(() => palette.changes++);
  onDestroy(() => {
    palette.sources.delete(source);
    palette.changes++;
  });
}
