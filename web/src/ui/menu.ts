// What a menu is made of.
import type { Snippet } from 'svelte';
import type { IconName } from './icons';

export interface MenuItem {
  label: string;
  run?: () => void;
  href?: string;
  icon?: IconName;
  keys?: string;
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  chosen?: boolean; // one of several is in force
}

export interface MenuProps {
  label: string;
  items: readonly (MenuItem | 'line')[];
  open?: boolean;
  variant?: 'secondary' | 'quiet' | 'primary';
  size?: 'small' | 'normal';
  icon?: IconName;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  children?: Snippet; // what the button says; an icon button with "more" when absent
  trigger?: Snippet<[Record<string, unknown>]>; // a button of one's own, which says its name itself
  heading?: Snippet;
}
