// The help: both languages have the same pages, each with the same headings, steps, links and keys; each link is a screen
// of routes.ts or a word of the glossary, and each key is one that some component listens to.
import { Report, files, read } from './lib/tree.mjs';

const report = new Report();
const own = 'en';
const twins = ['de'];

const routes = new Set([...read('web/src/routes.ts').matchAll(/^ {2}\w+: \{ path: '([^']+)'/gm)].map((match) => match[1]));
const words = new Set([...read('web/src/glossary/words.ts').matchAll(/\{ key: '(\w+)'/g)].map((match) => match[1]));
const listed = [.../pageNames = \[([^\]]*)\]/.exec(read('web/src/help/pages.ts'))[1].matchAll(/'(\w+)'/g)].map((match) => match[1]);
const listens = files(['web/src'], (path) => /\.(ts|svelte)$/.test(path) && !/\.test\.ts$/.test(path)).map(read).join('\n');
const keys = new Set([...listens.matchAll(/\bkeys: '([^']+)'/g)].map((match) => match[1]));

const links_of = (text) => [...text.matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1]);
const keys_of = (text) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
const shape_of = (text) => ({
  headings: text.split('\n').filter((line) => line.startsWith('#')).map((line) => /^#+/.exec(line)[0]),
  steps: text.split('\n').filter((line) => /^\d+\. /.test(line)).length,
  faults: text.split('\n').filter((line) => line.startsWith('- ')).length,
  links: links_of(text).sort(),
  keys: keys_of(text).sort(),
});

for (const language of [own, ...twins]) {
  const names = files([`web/help/${language}`], (path) => path.endsWith('.md')).map((path) => /(\w+)\.md$/.exec(path)[1]);
  report.that(names.join() === [...listed].sort().join(), `web/help/${language}: ${names.join(' ')}, but web/src/help/pages.ts lists ${listed.join(' ')}`);
}

for (const name of listed) {
  const path = `web/help/${own}/${name}.md`;
  const text = read(path);
  const shape = shape_of(text);
  report.that(shape.headings.join(' ') === '# ## ## ##', `${path}: a page is: title, steps, what can go wrong, words`);
  report.that(shape.steps >= 3 && shape.steps <= 6, `${path}: ${shape.steps} steps, three to six are a page`);
  for (const link of shape.links) {
    const [place, query = ''] = link.split('?');
    report.that(routes.has(place), `${path}: ${link} is no screen of web/src/routes.ts`);
    const word = /^word=(\w+)$/.exec(query)?.[1];
    report.that(!query || words.has(word), `${path}: ${link} is no word of web/src/glossary/words.ts`);
  }
  for (const key of shape.keys) report.that(keys.has(key), `${path}: nothing listens to ${key}`);
  for (const twin of twins) {
    const other = `web/help/${twin}/${name}.md`;
    report.that(JSON.stringify(shape_of(read(other))) === JSON.stringify(shape), `${other}: its headings, steps, links or keys are not those of ${path}`);
  }
}

report.end();
