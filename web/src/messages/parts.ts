// A sentence after parsing (build/messages.ts) and how it is said. This is the part of ICU MessageFormat that the catalogue
// uses; parts.test.ts holds it against intl-messageformat, sentence by sentence.

export type Compiled =
  | string
  | ['a', string] // {name}
  | ['n', string] // {count, number}
  | ['p', string, Record<string, Compiled[]>, 'cardinal' | 'ordinal', number] // {count, plural, one {…} other {…}}
  | ['s', string, Record<string, Compiled[]>] // {step, select, owned {…} other {…}}
  | ['#']
  | ['t', string, Compiled[]]; // <b>…</b>

export interface Part {
  tag?: string;
  text: string;
}
export type Value = string | number | boolean | null | undefined;

const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

function pluralName(language: string, type: 'cardinal' | 'ordinal', value: number): string {
  const key = `${language} ${type}`;
  if (!plurals.has(key)) plurals.set(key, new Intl.PluralRules(language, { type }));
  return plurals.get(key)!.select(value);
}
function numberText(language: string, value: number): string {
  if (!numbers.has(language)) numbers.set(language, new Intl.NumberFormat(language));
  return numbers.get(language)!.format(value);
}

// Neighbours without a tag are joined. A value that is missing shows as its name in braces: ugly, and never a blank screen.
export function say(parts: readonly Compiled[], values: Record<string, Value>, language: string, pound = NaN): Part[] {
  const said: Part[] = [];
  const add = (part: Part) => {
    const last = said.at(-1);
    if (last && last.tag === undefined && part.tag === undefined) last.text += part.text;
    else said.push({ ...part });
  };
  const textOf = (name: string) => {
    const value = values[name];
    if (value === undefined || value === null) return `{${name}}`;
    return typeof value === 'number' ? numberText(language, value) : String(value);
  };
  for (const part of parts) {
    if (typeof part === 'string') add({ text: part });
    else if (part[0] === '#') add({ text: numberText(language, pound) });
    else if (part[0] === 'a' || part[0] === 'n') add({ text: textOf(part[1]) });
    else if (part[0] === 't') {
      const inner = say(part[2], values, language, pound);
      add({ tag: part[1], text: inner.map((one) => one.text).join('') });
    } else {
      const value = values[part[1]];
      let branch: Compiled[] | undefined;
      let count = pound;
      if (part[0] === 's') branch = part[2][String(value)];
      else {
        count = Number(value) - part[4];
        branch = part[2][`=${Number(value)}`] ?? part[2][pluralName(language, part[3], count)];
      }
      for (const one of say(branch ?? part[2]['other'] ?? [], values, language, count)) add(one);
    }
  }
  return said;
}
