// A Vite plugin: of messages/<language>.json only the sentences of the UI travel to the browser, and they travel parsed, so
// that no parser has to (8 kB gzip), each with the screens that say it. The shapes are those of src/messages/parts.ts.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
import type { Compiled } from '../src/messages/parts.ts';

function options(of: Record<string, { value: MessageFormatElement[] }>): Record<string, Compiled[]> {
  return Object.fromEntries(Object.entries(of).map(([name, option]) => [name, compileAll(option.value)]));
}

function compileAll(elements: MessageFormatElement[]): Compiled[] {
  return elements.map((element) => {
    switch (element.type) {
      case TYPE.literal:
        return element.value;
      case TYPE.argument:
        return ['a', element.value];
      case TYPE.number:
        if (element.style) throw new Error('number styles are not used: format with lib/format and pass text');
        return ['n', element.value];
      case TYPE.plural:
        return ['p', element.value, options(element.options), element.pluralType ?? 'cardinal', element.offset];
      case TYPE.select:
        return ['s', element.value, options(element.options)];
      case TYPE.pound:
        return ['#'];
      case TYPE.tag:
        return ['t', element.value, compileAll(element.children)];
      default:
        throw new Error('dates and times are not used: format with lib/format and pass text');
    }
  });
}

// A plain sentence stays a string.
export function compile(key: string, text: string): string | Compiled[] {
  try {
    const parts = compileAll(parse(text));
    return parts.every((part) => typeof part === 'string') ? parts.join('') : parts;
  } catch (error) {
    throw new Error(`messages: ${key}: ${String(error)}`, { cause: error });
  }
}

// What screens say: their own sentences, and those that the server gives as keys (a mail's last word).
const families = String.raw`(?:ui|mail\.answer|account\.tie|traffic\.left_out|traffic\.rule)\.`;
export const isSaid = (key: string): boolean => new RegExp(`^${families}`).test(key);

// The keys that a piece of code names: whole ones, and all that a key put together from a prefix and a value may become.
//   t('ui.people.title')   t(`ui.role.${person.role}`)
export function namedKeys(code: string, keys: readonly string[]): string[] {
  const plain = code.replace(/^\s*(\/\/|<!--).*$/gm, '');
  const whole = [...plain.matchAll(new RegExp(`['"\`](${families}[a-z0-9_.]*[a-z0-9_])['"\`]`, 'g'))].map((match) => match[1]!);
  const built = [...plain.matchAll(new RegExp(`\`(${families}[^\`]*\\$\\{[^\`]*)\``, 'g'))].map(
    (match) => new RegExp(`^${match[1]!.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[a-z0-9_]+')}$`),
  );
  return [...new Set([...whole, ...keys.filter((key) => built.some((form) => form.test(key)))])];
}

const sentence = 'virtual:sentence/'; // and a key, or "all"
const catalogue = /\/messages\/[a-z]{2}(-[A-Z]{2})?\.json$/;

function compiled(file: string): Record<string, string | Compiled[]> {
  const all = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  return Object.fromEntries(all.filter(([key]) => isSaid(key)).map(([key, text]) => [key, compile(key, text)]));
}

interface Chunk {
  code: string;
  imports: string[];
  moduleIds: string[];
}

// What some chunk names, and neither it nor what it imports brings. Another language says its keys and names none.
export function unsaidKeys(bundle: Record<string, Chunk | { type: 'asset' }>, keys: readonly string[]): string[] {
  const unsaid: string[] = [];
  const collect = (name: string, seen: Set<string>, brought: Set<string>): void => {
    const chunk = bundle[name];
    if (!chunk || !('code' in chunk) || seen.has(name)) return;
    seen.add(name);
    for (const id of chunk.moduleIds) if (id.includes(sentence)) brought.add(id.slice(id.indexOf(sentence) + sentence.length));
    for (const next of chunk.imports) collect(next, seen, brought);
  };
  for (const [name, chunk] of Object.entries(bundle)) {
    if (!('code' in chunk) || chunk.moduleIds.some((id) => catalogue.test(id))) continue;
    const brought = new Set<string>();
    collect(name, new Set(), brought);
    unsaid.push(...namedKeys(chunk.code, keys).filter((key) => !brought.has(key)).map((key) => `${name}: ${key}`));
  }
  return unsaid;
}

// English travels with the code that says it: each module is given an import for each key it names, and each sentence is a
// module, so a screen brings its own sentences and what several screens say stands once (the group "words" of
// vite.config.ts). A key that is not in the catalogue fails the build. While developing and in tests all come at once.
// Another language comes whole, when somebody speaks it.
export function uiMessages(): Plugin[] {
  let together = false;
  let source = '';
  let english = '';
  let texts: ReturnType<typeof compiled> = {};
  return [
    {
      name: 'baton-ui-messages',
      enforce: 'pre',
      configResolved(config) {
        together = config.command === 'serve';
        source = resolve(config.root, 'src');
        english = resolve(config.root, '../messages/en.json');
      },
      buildStart: () => void (texts = compiled(english)),
      resolveId: (id) => (id.startsWith(sentence) ? `\0${id}` : null),
      load(id) {
        const file = id.split('?')[0] ?? id;
        if (catalogue.test(file)) return JSON.stringify(compiled(file));
        if (!id.startsWith(`\0${sentence}`)) return null;
        const key = id.slice(sentence.length + 1);
        if (key === 'all') this.addWatchFile(english);
        const known = key === 'all' ? compiled(english) : { [key]: texts[key] };
        const code = `import { know } from ${JSON.stringify(`${source}/messages/index.ts`)};\nknow(${JSON.stringify(known)});`;
        return { code, moduleSideEffects: true };
      },
    },
    {
      name: 'baton-ui-messages-named',
      enforce: 'post', // what svelte compiled
      transform(code, id) {
        if (!id.startsWith(`${source}/`) || !/\.(ts|svelte)$/.test(id.split('?')[0]!)) return null;
        const keys = namedKeys(code, Object.keys(texts));
        if (keys.length === 0) return null;
        if (together) return { code: `${code}\nimport '${sentence}all';`, map: null };
        const missing = keys.filter((key) => !(key in texts));
        if (missing.length > 0) this.error(`messages/en.json has no ${missing.join(', ')}`);
        return { code: `${code}\n${keys.map((key) => `import '${sentence}${key}';`).join('\n')}`, map: null };
      },
      generateBundle(_, bundle) {
        const unsaid = unsaidKeys(bundle, Object.keys(texts));
        if (unsaid.length > 0) this.error(`${unsaid.length} without their sentence: ${unsaid.slice(0, 5).join(', ')}`);
      },
    },
  ];
}
