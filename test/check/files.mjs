// The shape of files: length, `#pragma once`, a header's opening paragraph, names.
import { basename } from 'node:path';
import { Report, files, read } from './lib/tree.mjs';

const longest = 400;

// Made by a program, of whatever length.
const made = new Set(['web/src/api/schema.ts']);

// Longer files written by hand, and why.
const may_be_longer = new Map([]);

const report = new Report();
const code = files(['src', 'fuzz', 'bench', 'test', 'script', 'web/src', 'web/script', 'web/test'], (path) =>
  /\.(cc|h|ts|mjs|svelte|sh)$/.test(path) && !path.startsWith('test/data/'),
);

for (const path of code) {
  const text = read(path);
  const lines = text.split('\n').length - 1;
  report.that(lines <= longest || made.has(path) || may_be_longer.has(path), `${path}: ${lines} lines, ${longest} are allowed`);
  report.that(text.endsWith('\n'), `${path}: no newline at the end`);
  report.that(!text.includes('\r'), `${path}: carriage returns`);
  if (path.endsWith('.h')) {
    report.that(/^#pragma once$/m.test(text), `${path}: no #pragma once`);
    report.that(text.startsWith('// '), `${path}: a header opens with a paragraph that says what it is`);
  }
  if (/^src\/.*\.(cc|h)$/.test(path)) {
    report.that(/^[a-z0-9_]+\.(cc|h)$/.test(basename(path)), `${path}: file names are snake_case`);
    report.that(!/\b(TODO|FIXME|XXX|HACK)\b/.test(text), `${path}: finish it or leave it out`);
  }
}
for (const path of may_be_longer.keys()) {
  if (code.includes(path)) report.that(read(path).split('\n').length > longest, `${path} is short now; take it off the list`);
}
report.end();
