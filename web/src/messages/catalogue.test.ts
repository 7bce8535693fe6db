import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { compile, namedKeys, unsaidKeys } from '../../build/messages.ts';
import { say } from './parts';

// Read as text: the import would give the compiled form.
const catalogue = JSON.parse(readFileSync(join(__dirname, '../../../messages/en.json'), 'utf8')) as Record<string, string>;
const source = join(__dirname, '..');

function sources(): string[] {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$|schema\.ts$|README/.test(name));
  return files.map((name) => readFileSync(join(source, name), 'utf8'));
}

describe('catalogue', () => {
  const keys = Object.keys(catalogue);
  const named = new Set(namedKeys(sources().join('\n'), keys));

  it('is sorted', () => expect(keys).toEqual([...keys].sort()));
  it('has every key that is used', () => expect([...named].filter((key) => !(key in catalogue))).toEqual([]));
  it('has no key of the UI that nothing uses', () => {
    expect(keys.filter((key) => key.startsWith('ui.') && !named.has(key))).toEqual([]);
  });

  it('is said as intl-messageformat says it', () => {
    for (const [key, text] of Object.entries(catalogue).filter(([key]) => key.startsWith('ui.'))) {
      const compiled = compile(key, text);
      const names = [...JSON.stringify(compiled).matchAll(/\["[anps]","(\w+)"/g)].map((match) => match[1]!);
      for (const value of [0, 1, 2, 5, 1234, 'Jada']) {
        const values = Object.fromEntries(names.map((name) => [name, value]));
        if (value === 'Jada' && /plural|number/.test(text)) continue;
        const tags = Object.fromEntries(
          ['b', 'i', 'q', 'mark', 'warm', 'cool', 'kbd', 'a'].map((tag) => [tag, (inner: unknown[]) => inner.join('')]),
        );
        const wanted = new IntlMessageFormat(text, 'en').format({ ...values, ...tags } as never);
        const said = typeof compiled === 'string' ? compiled : say(compiled, values, 'en').map((p) => p.text).join('');
        // A bare {argument} is grouped by us and not by the reference.
        expect(said.replaceAll('1,234', '1234'), key).toBe(String(wanted).replaceAll('1,234', '1234'));
      }
    }
  });
});

describe('what a module names', () => {
  const keys = ['ui.a.title', 'ui.step.owned', 'ui.step.note.long', 'ui.step'];
  it('is whole keys, known or not', () => {
    expect(namedKeys(`t('ui.a.title'); t("ui.a.tilte") // ui.step\n// t('ui.step')`, keys)).toEqual(['ui.a.title', 'ui.a.tilte']);
  });
  it('is every key that a prefix and one word may become', () => {
    expect(namedKeys('t(`ui.step.${step}`)', keys)).toEqual(['ui.step.owned']);
  });
  it('comes with it, or with what it imports', () => {
    const own = { code: "t('ui.a.title')", imports: ['words.js'], moduleIds: [] };
    const words = (key: string) => ({ code: '', imports: [], moduleIds: [`\0virtual:sentence/${key}`] });
    expect(unsaidKeys({ 'own.js': own, 'words.js': words('ui.a.title') }, keys)).toEqual([]);
    expect(unsaidKeys({ 'own.js': own, 'words.js': words('ui.step') }, keys)).toEqual(['own.js: ui.a.title']);
  });
  it('is nothing for another language', () => {
    const german = { code: '{"ui.a.title":"Titel"}', imports: [], moduleIds: ['/messages/de.json'] };
    expect(unsaidKeys({ 'de.js': german }, keys)).toEqual([]);
  });
});
