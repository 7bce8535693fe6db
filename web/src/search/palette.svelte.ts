// The palette under Ctrl K: whether it is open, and what the screen adds to it. A screen says what it can do while it is
// shown:
//   pageActions(() => [{ id: 'lock', label: t('ui.board.lock'), icon: 'lock', keys: 'l', run: lock }]);
import { onDestroy } from 'svelte';
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
  sources = $state.raw<(() => PaletteAction[])[]>([]);

  // The actions of the screen, the one shown last first.
  get actions(): PaletteAction[] {
    return this.sources.toReversed().flatMap((source) => source());
  }
}
export const palette = new Palette();

export function pageActions(source: () => PaletteAction[]): void {
  palette.sources = [...palette.sources, source];
  onDestroy(() => (palette.sources = palette.sources.filter((other) => other !== source)));
}
