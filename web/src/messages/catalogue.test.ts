import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { compile } from '../../build/messages.ts';
import { say } from './parts';

// Read as text: the import would give the compiled form.
const catalogue = JSON.parse(readFileSync(join(__dirname, '../../../messages/en.json'), 'utf8')) as Record<string, string>;
const source = join(__dirname, '..');

function sources(): string[] {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$|schema\.ts$|README/.test(name));
  return files.map((name) => readFileSync(join(source, name), 'utf8').replace(/^\s*(\/\/|<!--).*$/gm, ''));
}

describe('catalogue', () => {
  const code = sources().join('\n');
  const literal = new Set([...code.matchAll(/['"`](ui\.[a-z0-9_.]+)['"`]/g)].map((match) => match[1]!));
  const built = [...code.matchAll(/`(ui\.[^`]*\$\{[^`]*)`/g)].map(
    (match) => new RegExp(`^${match[1]!.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[a-z0-9_]+')}$`),
  );
  const keys = Object.keys(catalogue);

  it('is sorted', () => expect(keys).toEqual([...keys].sort()));
  it('has every key that is used', () => expect([...literal].filter((key) => !(key in catalogue))).toEqual([]));
  it('has no key of the UI that nothing uses', () => {
    const ours = keys.filter((key) => key.startsWith('ui.'));
    expect(ours.filter((key) => !literal.has(key) && !built.some((pattern) => pattern.test(key)))).toEqual([]);
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
