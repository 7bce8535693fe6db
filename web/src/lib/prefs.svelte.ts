// The choices of a person on this device: theme, and whether single keys act as shortcuts (WCAG 2.1.4).
//   prefs.theme = 'dark';
import { remember, remembered } from './store';

export type Theme = 'system' | 'light' | 'dark';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

function readTheme(): Theme {
  const kept = remembered('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

class Prefs {
  #theme = $state<Theme>(readTheme());
  #singleKeys = $state(remembered('single_keys') !== 'off');

  get theme(): Theme {
    return this.#theme;
  }
  set theme(theme: Theme) {
    this.#theme = theme;
    remember('theme', theme === 'system' ? null : theme);
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }

  get singleKeys(): boolean {
    return this.#singleKeys;
  }
  set singleKeys(on: boolean) {
    this.#singleKeys = on;
    remember('single_keys', on ? null : 'off');
  }
}

export const prefs = new Prefs();
