import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// ui/ and lib/ know no word of the product: only each other and the catalogue.
const allowed: Record<string, string[]> = { ui: ['ui', 'lib', 'messages'], lib: ['lib', 'messages'], messages: ['messages'], api: ['api', 'lib', 'messages'] };

it.each(Object.keys(allowed))('%s/ imports only what it may', (folder) => {
  const root = join(__dirname, folder);
  const bad: string[] = [];
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(ts|svelte)$/.test(name) || /\.test\./.test(name)) continue;
    const text = readFileSync(join(root, name), 'utf8');
    for (const match of text.matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)/g)) {
      const target = join(folder, name, '..', (match[1] ?? match[2])!).split('/')[0]!;
      if (target !== '..' && !allowed[folder]!.includes(target)) bad.push(`${folder}/${name} imports ${target}`);
    }
  }
  expect(bad).toEqual([]);
});
