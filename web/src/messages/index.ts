// Every sentence of the UI comes from messages/en.json at the root of the repository (ICU MessageFormat, keys "ui.*").
//
//   t('ui.board.title', { count: 6 })      "Six accounts are still yours"
//   rich('ui.score.title', { ratio: '2.5' })   parts, for sentences with <b>marked</b> words (ui/Rich.svelte)
//
// Keys are types: a misspelt one does not compile. `?lang=pseudo` shows every sentence accented and 40% longer, which
// finds text that never went through here and places that are too narrow.
import en from '../../../messages/en.json';
import { say, type Compiled, type Part, type Value } from './parts';
import { pseudo } from './pseudo';

export type MessageKey = Extract<keyof typeof en, `ui.${string}`>;
export type Values = Record<string, Value>;
export type { Part };
type Texts = Record<string, string | Compiled[]>;

let tag = 'en';
let texts: Texts = en;

const others = import.meta.glob<Texts>(['../../../messages/*.json', '!../../../messages/en.json'], { import: 'default' });

export function language(): string {
  return tag === 'pseudo' ? 'en' : tag;
}

// Resolves when the sentences are there; an unknown language stays English.
export async function setLanguage(wanted: string): Promise<void> {
  const load = others[`../../../messages/${wanted}.json`];
  tag = wanted === 'pseudo' || load ? wanted : 'en';
  if (tag === 'pseudo') texts = Object.fromEntries(Object.entries(en as Texts).map(([key, text]) => [key, pseudo(text)]));
  else texts = load ? { ...en, ...(await load()) } : en;
  document.documentElement.lang = language();
}

export function rich(key: MessageKey, values: Values = {}): Part[] {
  const text = texts[key] ?? key;
  return typeof text === 'string' ? [{ text }] : say(text, values, language());
}

export function t(key: MessageKey, values?: Values): string {
  const text = texts[key] ?? key;
  if (typeof text === 'string') return text;
  return say(text, values ?? {}, language())
    .map((part) => part.text)
    .join('');
}

// For keys that come as data (a notice, a problem): the key itself when there is no such sentence.
export function translate(key: string, values?: Values): string {
  return key in texts ? t(key as MessageKey, values) : key;
}
