// The documents: links lead somewhere, headings that are linked exist, each folder of src/ has its line in
// src/README.md, each option its line in docs/operations.md, commands shown can be run, and nothing names a place on
// somebody's machine.
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { Report, files, read, root } from './lib/tree.mjs';

const report = new Report();
const ours = (path) => !path.startsWith('test/data/');
// The help links to screens: help.mjs.
const documents = files(['.'], (path) => path.endsWith('.md') && ours(path) && !path.startsWith('web/help/'));

const without_code = (text) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

// GitHub's name of a heading.
const anchor = (heading) =>
  heading.toLowerCase().replace(/[`*]/g, '').replace(/[^\p{L}\p{N} _-]/gu, '').trim().replaceAll(' ', '-');

const anchors = (text) =>
  new Set([...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ +(.+)$/gm)].map((match) => anchor(match[1])));

function check_links(path) {
  const text = read(path);
  for (const [, target] of without_code(text).matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [file, heading] = target.split('#');
    const place = file === '' ? path : normalize(join(dirname(path), file));
    if (!report.that(existsSync(join(root, place)), `${path}: the link to ${target} leads nowhere`)) continue;
    if (heading && place.endsWith('.md')) {
      report.that(anchors(read(place)).has(heading), `${path}: ${place} has no heading #${heading}`);
    }
  }
}

// In a block of code: script/... must be there and executable, `npm run x` a script of web/, `baton x` a command.
function check_commands(path, npm_scripts, commands) {
  for (const [, block] of read(path).matchAll(/```(?:sh|bash|console)?\n([\s\S]*?)```/g)) {
    for (const line of block.split('\n').map((one) => one.trim().replace(/^\$ /, ''))) {
      const script = line.match(/^(?:\.\/)?((?:script|\.ci)\/[a-z-]+)/)?.[1];
      if (script) report.that(is_executable(script), `${path}: there is no ${script} to run`);
      const npm = line.match(/\bnpm (?:--prefix web )?run ([a-z:-]+)/)?.[1];
      if (npm) report.that(npm_scripts.has(npm), `${path}: web/package.json has no script ${npm}`);
      const command = line.match(/^(?:\S*\/)?baton ([a-z]+)/)?.[1];
      if (command && commands.size > 0) report.that(commands.has(command), `${path}: baton has no command ${command}`);
    }
  }
}

function is_executable(path) {
  const full = join(root, path);
  return existsSync(full) && (statSync(full).mode & 0o111) !== 0;
}

function check_source_table() {
  const table = read('src/README.md');
  const folders = files(['src'], (path) => path.endsWith('/CMakeLists.txt') && path !== 'src/CMakeLists.txt');
  for (const list of folders) {
    const folder = dirname(list).slice('src/'.length);
    report.that(table.includes(`\`${folder}/\``) || table.includes(`\`${folder}\``), `src/README.md: no line for \`${folder}/\``);
  }
}

// Put together here, so that this file does not contain them.
const never = [['/wo', 'rk/'], ['/tmp', '/w/'], ['/ho', 'me/'], ['/ro', 'ot/']].map((parts) => parts.join(''));

function check_decisions() {
  const list = read('docs/decisions/README.md');
  for (const path of files(['docs/decisions'], (name) => /\/\d{4}-[^/]+\.md$/.test(name))) {
    report.that(list.includes(`](${basename(path)})`), `docs/decisions/README.md: does not list ${basename(path)}`);
  }
}

// Whoever operates Baton finds every option of src/app/config.h explained.
function check_options() {
  const config = read('src/app/config.h').match(/struct Config \{([\s\S]*?)\n\};/)?.[1] ?? '';
  const options = [...config.matchAll(/^ {2}[\w:]+ (\w+)(?: = [^;]+)?;/gm)].map((match) => match[1]);
  report.that(options.length > 0, 'src/app/config.h: no members of Config were found');
  const document = read('docs/operations.md');
  for (const option of options) report.that(document.includes(`| \`${option}\` |`), `docs/operations.md: no line for the option ${option}`);
}

function check_words() {
  const text_files = /(^|\/)(run|bootstrap|server|test|bench|format|tidy|LICENSE|NOTICE)$|\.(md|cc|h|txt|cmake|json|sql|mjs|ts|svelte|sh|html|css|svg)$/;
  for (const path of files(['.'], (name) => text_files.test(name) && ours(name) && !name.endsWith('package-lock.json'))) {
    const text = read(path);
    report.none(never.filter((word) => text.includes(word)), `${path}: names a place on one machine`);
  }
}

// What the library's document shows is compiled: its lines after `using` stand in the test, indented.
function check_example() {
  const shown = read('docs/assign.md').match(/```cpp\n[\s\S]*?using namespace baton::assign;\n\n([\s\S]*?)```/)?.[1] ?? '-';
  const compiled = read('src/assign/example_test.cc').replace(/^ {2}/gm, '');
  report.that(compiled.includes(shown), 'docs/assign.md: its example is not that of src/assign/example_test.cc');
}

const npm_scripts = new Set(Object.keys(JSON.parse(read('web/package.json')).scripts));
const commands = new Set(
  files(['src/app', 'src'], (path) => /^src\/(app\/.*|main)\.cc$/.test(path)).flatMap((path) =>
    [...read(path).matchAll(/(?:add_subcommand\(|\bAdd\(\*?\w+,)\s*"([a-z]+)"/g)].map((match) => match[1]),
  ),
);
for (const path of documents) {
  check_links(path);
  check_commands(path, npm_scripts, commands);
}
check_source_table();
check_decisions();
check_options();
check_example();
check_words();
report.end();
