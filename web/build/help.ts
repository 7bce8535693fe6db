// A Vite plugin: the help is Markdown, a file a page in help/<language>/, and travels as HTML that is ready to be shown, a
// language at a time, with the help's own screen alone. `test/check/help.mjs` holds the languages together.
//
//   import pages from 'virtual:help/de';   [{ name: 'walk_in', title, lead, html, text }, ...]
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Marked } from 'marked';
import type { Plugin } from 'vite';
import type { HelpText } from '../src/help/pages.ts';

const marked = new Marked({
  renderer: { codespan: ({ text }) => text.split(' ').map((key) => `<kbd>${key}</kbd>`).join(' ') },
});

// What is found in it, a line for each paragraph: the words without headings, marks and addresses.
const plain = (markdown: string): string =>
  markdown.replace(/^#.*$/gm, '').replace(/\]\([^)]*\)/g, '').replace(/^(\d+\.|-) |[[*`]/gm, '').replace(/\n+/g, '\n').trim();

// The first line is the title, the first paragraph what the page is for.
export function readPage(name: string, markdown: string): HelpText {
  const [head = '', lead = '', ...rest] = markdown.trim().split(/\n\n/);
  if (!head.startsWith('# ')) throw new Error(`help: ${name} does not begin with its title`);
  const body = rest.join('\n\n');
  return { name, title: head.slice(2), lead: plain(lead), html: marked.parse(body, { async: false }), text: plain(body) };
}

const prefix = 'virtual:help/';

export function helpPages(): Plugin {
  let root = '';
  return {
    name: 'baton-help',
    configResolved: (config) => void (root = resolve(config.root, 'help')),
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const folder = resolve(root, id.slice(prefix.length + 1));
      const pages = readdirSync(folder).filter((file) => file.endsWith('.md')).sort().map((file) => {
        this.addWatchFile(resolve(folder, file));
        return readPage(file.slice(0, -'.md'.length), readFileSync(resolve(folder, file), 'utf8'));
      });
      return `export default ${JSON.stringify(pages)};`;
    },
  };
}
