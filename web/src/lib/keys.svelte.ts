// Keyboard shortcuts. A component says what its keys do while it is on the screen:
//
//   shortcuts(() => [{ keys: 'l', label: t('ui.board.lock'), run: lock }]);
//
// `keys` is one key ("l", "?", "ArrowRight"), one after another ("g t"), or with the control key ("Ctrl+k", which is
// Command on a Mac). Keys without Ctrl are silent in fields and can be switched off (prefs.singleKeys). An open dialog
// hears only the shortcuts of components inside it, a panel beside the page also those that are `everywhere`. When two want
// the same key, the one shown last gets it.
import { getContext, onDestroy, setContext } from 'svelte';
import { prefs } from './prefs.svelte';

export interface Shortcut {
  keys: string;
  label: string; // what it does, for the sheet under "?"
  run: (event: KeyboardEvent) => void;
  always?: boolean; // not a single character that could be typed by accident: cannot be switched off
  everywhere?: boolean; // heard under an open panel too
  hidden?: boolean; // left out of the sheet
}

interface Layer {
  isPanel: boolean;
}

interface Entry {
  layer: Layer | null;
  list: () => Shortcut[];
}

const layerKey = Symbol('key layer');
const sequenceMillis = 1200;

// Not state: a screen that goes is destroyed after the next one was made, and must not take the next one's keys with it.
const entries = new Set<Entry>();
let layers: Layer[] = [];
let pending = '';
let pendingSince = 0;

// Called while a component is set up; the shortcuts go when it goes.
export function shortcuts(list: () => Shortcut[]): void {
  const entry: Entry = { layer: getContext<Layer | undefined>(layerKey) ?? null, list };
  entries.add(entry);
  onDestroy(() => entries.delete(entry));
}

// A dialog or panel: while it is open, only what is inside hears keys, and of a panel what is heard everywhere.
export function keyLayer(isPanel = false): { enter: () => void; leave: () => void } {
  const layer: Layer = { isPanel };
  setContext(layerKey, layer);
  const leave = () => (layers = layers.filter((other) => other !== layer));
  onDestroy(leave);
  return { enter: () => (layers = [...layers.filter((other) => other !== layer), layer]), leave };
}

// All that could be pressed on this screen now, nearest first, each key once.
export function activeShortcuts(): Shortcut[] {
  const seen = new Set<string>();
  const found: Shortcut[] = [];
  for (const entry of [...entries].toReversed()) {
    for (const shortcut of entry.list()) {
      if (seen.has(shortcut.keys)) continue;
      seen.add(shortcut.keys);
      found.push(shortcut);
    }
  }
  return found.filter((shortcut) => !shortcut.hidden);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role=menu],[role=listbox],[role=combobox]')) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

// Range inputs own the arrow keys; buttons and links own Enter and space.
function isTakenByTarget(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (event.key === 'Enter' || event.key === ' ') return target.closest('button,a[href],summary,input') !== null;
  return event.key.startsWith('Arrow') && target.closest('[role=tab],[role=slider],[role=radio]') !== null;
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if (['Shift', 'Control', 'Meta'].includes(event.key)) return;
  const name = keyName(event);
  const isChord = name.startsWith('Ctrl+');
  if (!isChord && (isTyping(event.target) || isTakenByTarget(event))) return;

  const layer = layers.at(-1) ?? null;
  const hears = (entry: Entry, s: Shortcut) => entry.layer === layer || isChord || (layer?.isPanel && s.everywhere);
  const audible = [...entries].toReversed().flatMap((entry) => entry.list().filter((s) => hears(entry, s)));
  const all = audible.filter((s) => isChord || s.always || prefs.singleKeys);
  const now = Date.now();
  const sequence = pending && now - pendingSince < sequenceMillis ? `${pending} ${name}` : name;
  const hit = all.find((s) => s.keys === sequence) ?? all.find((s) => s.keys === name);
  pending = '';
  if (hit) {
    event.preventDefault();
    hit.run(event);
  } else if (all.some((s) => s.keys.startsWith(`${name} `))) {
    pending = name;
    pendingSince = now;
  }
}
