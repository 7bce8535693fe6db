// Every sentence of the UI comes from messages/en.json at the root of the repository (ICU MessageFormat, keys "ui.*").
//
//   t('ui.board.title', { count: 6 })      "Six accounts are still yours"
//   rich('ui.score.title', { ratio: '2.5' })   parts, for sentences with <b>marked</b> words (ui/Rich.svelte)
//
// Keys are types: a misspelt one does not compile. `?lang=pseudo` shows every sentence accented and 40% longer, which
// finds text that never went through here and places that are too narrow.
import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../../messages/en.json';
import { pseudo } from './pseudo';

export type MessageKey = Extract<keyof typeof en, `ui.${string}`>;
export type Values = Record<string, string | number | boolean | Date | null | undefined>;
export interface Part {
  tag?: string;
  text: string;
}

let tag = 'en';
let texts: Record<string, string> = en;
let formats = new Map<string, IntlMessageFormat>();

const others = import.meta.glob<Record<string, string>>(['../../../messages/*.json', '!**/en.json'], {
  import: 'default',
});

export function language(): string {
  return tag === 'pseudo' ? 'en' : tag;
}

// Resolves when the sentences are there; an unknown language stays English.
export async function setLanguage(wanted: string): Promise<void> {
  const load = others[`../../../messages/${wanted}.json`];
  tag = wanted === 'pseudo' || load ? wanted : 'en';
  texts = load ? { ...en, ...(await load()) } : en;
  formats = new Map();
  document.documentElement.lang = language();
}

function format(key: string): IntlMessageFormat {
  let made = formats.get(key);
  if (!made) {
    made = new IntlMessageFormat(texts[key] ?? key, language());
    if (tag === 'pseudo') made = new IntlMessageFormat(pseudo(made.getAst()), 'en');
    formats.set(key, made);
  }
  return made;
}

export function t(key: MessageKey, values?: Values): string {
  const text = texts[key] ?? key;
  if (tag !== 'pseudo' && !/[{<']/.test(text)) return text; // most sentences: no parser needed
  return format(key).format(values as Record<string, string>) as string;
}

// For keys that come as data (a notice, a problem): the key itself when there is no such sentence.
export function translate(key: string, values?: Values): string {
  return key in texts ? t(key as MessageKey, values) : key;
}

const tags = ['b', 'i', 'q', 'mark', 'warm', 'cool', 'kbd', 'a'] as const;
export type RichTag = (typeof tags)[number];

export function rich(key: MessageKey, values: Values = {}): Part[] {
  const marks = Object.fromEntries(tags.map((name) => [name, (inner: unknown[]) => ({ tag: name, text: inner.join('') })]));
  const made = format(key).format<Part>({ ...values, ...marks } as never) as string | Part | (string | Part)[];
  return (Array.isArray(made) ? made : [made]).map((part) => (typeof part === 'string' ? { text: part } : part));
}
