// Every sentence of the UI comes from messages/en.json at the root of the repository (ICU MessageFormat, keys "ui.*",
// and those families that come as data: words of a tie, what a mail was left out for, a mail server's last answer).
//
//   t('ui.board.title', { count: 6 })      "Six accounts are still yours"
//   rich('ui.score.title', { ratio: '2.5' })   parts, for sentences with <b>marked</b> words (ui/Rich.svelte)
//
// Keys are types: a misspelt one does not compile. `?lang=pseudo` shows every sentence accented and 40% longer, which
// finds text that never went through here and places that are too narrow.
//
// Modules bring the English sentences they name with them (build/messages.ts); another language is laid over them.
import type en from '../../../messages/en.json';
import { say, type Compiled, type Part, type Value } from './parts';

export type MessageKey = Extract<keyof typeof en, `ui.${string}` | `mail.answer.${string}` | `account.tie.${string}` | `traffic.left_out.${string}` | `traffic.rule.${string}`>;
export type Values = Record<string, Value>;
export type { Part };
type Text = string | Compiled[];
type Texts = Record<string, Text>;

let tag = 'en';
const english: Texts = {};
let other: Texts = {};
let disguise: ((text: Text) => Text) | null = null;

const others = import.meta.glob<Texts>(['../../../messages/*.json', '!../../../messages/en.json'], { import: 'default' });

// What Baton speaks, by code, each in its own words.
export function languages(): { value: string; label: string }[] {
  const codes = ['en', ...Object.keys(others).map((path) => path.slice(path.lastIndexOf('/') + 1, -'.json'.length))];
  return codes.map((code) => ({ value: code, label: new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code }));
}

export function language(): string {
  return tag === 'pseudo' ? 'en' : tag;
}

export function know(sentences: Texts): void {
  Object.assign(english, sentences);
}

// Resolves when the sentences are there; an unknown language stays English.
export async function setLanguage(wanted: string): Promise<void> {
  const load = others[`../../../messages/${wanted}.json`];
  tag = wanted === 'pseudo' || load ? wanted : 'en';
  disguise = tag === 'pseudo' ? (await import('./pseudo')).pseudo : null;
  other = load ? await load() : {};
  document.documentElement.lang = language();
}

function textOf(key: string): Text | undefined {
  const text = other[key] ?? english[key];
  return text !== undefined && disguise ? disguise(text) : text;
}

export function rich(key: MessageKey, values: Values = {}): Part[] {
  const text = textOf(key) ?? key;
  return typeof text === 'string' ? [{ text }] : say(text, values, language());
}

export function t(key: MessageKey, values?: Values): string {
  const text = textOf(key) ?? key;
  if (typeof text === 'string') return text;
  return say(text, values ?? {}, language())
    .map((part) => part.text)
    .join('');
}

// A label as it stands within a sentence: German keeps its nouns.
export function within(label: string): string {
  return language() === 'de' ? label : label.toLocaleLowerCase(language());
}

// For keys that come as data (a notice, a problem): the key itself when there is no such sentence.
export function translate(key: string, values?: Values): string {
  return key in english ? t(key as MessageKey, values) : key;
}
