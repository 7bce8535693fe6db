// A Vite plugin: of messages/<language>.json only the sentences of the UI travel to the browser, and they travel parsed, so
// that no parser has to (8 kB gzip of a budget of 110). The shapes are those of src/messages/parts.ts.
import { readFileSync } from 'node:fs';
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

export function uiMessages(): Plugin {
  return {
    name: 'baton-ui-messages',
    enforce: 'pre',
    configureServer(server) {
      server.watcher.add(new URL('../../messages', import.meta.url).pathname);
    },
    load(id) {
      const file = id.split('?')[0] ?? id;
      if (!/\/messages\/[a-z]{2}(-[A-Z]{2})?\.json$/.test(file)) return null;
      const all = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
      const ours = all.filter(([key]) => key.startsWith('ui.'));
      return JSON.stringify(Object.fromEntries(ours.map(([key, text]) => [key, compile(key, text)])));
    },
  };
}
