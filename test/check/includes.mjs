// The rule of includes: a folder of src/ includes from itself and from what its baton_folder(... DEPENDS ...) names,
// tests also from TEST_DEPENDS; no circle; no slice's store from outside the slice; some libraries in one folder only.
import { dirname } from 'node:path';
import { Report, files, read, without_comments } from './lib/tree.mjs';

// Stores hold a slice's SQL. Wiring may construct them; a test may prepare rows with another slice's.
const may_include_stores = new Set(['app', 'demo']);

// Libraries that one folder keeps to itself, so that replacing one is a change in one place.
const private_libraries = [
  { library: /^boost\/(beast|asio)/, folders: ['http'] },
  { library: /^(sqlite3|libpq-fe)\.h$/, folders: ['db'] },
  { library: /^spdlog\//, folders: ['base'] },
  { library: /^CLI\//, folders: ['app', ''] },
  { library: /^gmime\//, folders: ['format_mime'] },
  { library: /^libical\//, folders: ['format_icalendar'] },
  { library: /^cmark\.h$/, folders: ['format_markdown'] },
  { library: /^hunspell\//, folders: ['review'] },
  { library: /^curl\//, folders: ['outward'] },
];

const report = new Report();
const folders = read_folders();

function read_folders() {
  const found = new Map();
  for (const list of files(['src'], (path) => path.endsWith('/CMakeLists.txt') && path !== 'src/CMakeLists.txt')) {
    const folder = dirname(list).slice('src/'.length);
    const call = read(list).match(/baton_folder\(([^)]*)\)/);
    if (!report.that(call, `${list}: no baton_folder(...)`)) continue;
    const words = call[1].split(/\s+/).filter(Boolean);
    const name = folder.replaceAll('/', '_');
    report.that(words[0] === name, `${list}: the folder is called ${words[0]}, should be ${name}`);
    const part = { DEPENDS: [], TEST_DEPENDS: [], PACKAGES: [] };
    let current = null;
    for (const word of words.slice(1)) {
      if (word in part) current = word;
      else if (current) part[current].push(word);
    }
    found.set(name, { name, list, folder, depends: part.DEPENDS, test_depends: part.TEST_DEPENDS });
  }
  return found;
}

function check_graph() {
  for (const { list, depends, test_depends } of folders.values()) {
    const unknown = [...depends, ...test_depends].filter((name) => !folders.has(name));
    report.none(unknown, `${list}: DEPENDS on a folder that does not exist`);
  }
  const state = new Map();
  const visit = (name, path) => {
    if (state.get(name) === 'done' || !folders.has(name)) return;
    if (path.includes(name)) {
      report.that(false, `a circle: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`);
      return;
    }
    for (const next of folders.get(name).depends) visit(next, [...path, name]);
    state.set(name, 'done');
  };
  for (const name of folders.keys()) visit(name, []);
  report.that(true, '');
}

// The folder a path below src/ belongs to: the longest one that has a CMakeLists.txt.
function folder_of(path) {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    const name = folder.replaceAll('/', '_');
    if (folders.has(name)) return name;
  }
  return '';
}

// main.cc may include what it is linked with.
function main_depends() {
  const linked = read('src/CMakeLists.txt').match(/target_link_libraries\(baton\s+([^)]*)\)/)?.[1] ?? '';
  return [...linked.matchAll(/baton_([a-z_0-9]+)/g)].map((match) => match[1]);
}

function faults_of(path, sources) {
  const inside = path.slice('src/'.length);
  const own = folder_of(inside);
  const test = /_test\.(cc|h)$/.test(path);
  const entry = folders.get(own);
  if (!entry && inside.includes('/')) return [`${path}: its folder has no CMakeLists.txt`];
  const allowed = new Set(entry ? [own, ...entry.depends, ...(test ? entry.test_depends : [])] : main_depends());
  const faults = [];
  read(path).split('\n').forEach((line, index) => {
    const at = `${path}:${index + 1}`;
    const quoted = line.match(/^\s*#include "([^"]+)"/)?.[1];
    const angled = line.match(/^\s*#include <([^>]+)>/)?.[1];
    if (quoted) {
      const from = folder_of(quoted);
      const made_by_build = entry && read(entry.list).includes(quoted.split('/').at(-1));
      if (!sources.has(`src/${quoted}`) && !made_by_build) faults.push(`${at}: there is no src/${quoted}`);
      else if (from !== own && !allowed.has(from)) faults.push(`${at}: ${own || 'main'} does not DEPEND on ${from}`);
      if (/_store\.h$/.test(quoted) && from !== own && !test && !may_include_stores.has(own)) {
        faults.push(`${at}: the store of ${from} belongs to ${from} alone; include its words`);
      }
    }
    for (const { library, folders: homes } of private_libraries) {
      if (angled && library.test(angled) && !homes.includes(own) && !test) {
        faults.push(`${at}: <${angled}> is included in ${homes.filter(Boolean).join(', ')} only`);
      }
    }
  });
  if (own !== 'http' && /\bco_(await|return|yield)\b/.test(without_comments(read(path)))) {
    faults.push(`${path}: coroutines live in http only`);
  }
  return faults;
}

check_graph();
const all = files(['src'], (path) => /\.(cc|h)$/.test(path));
const sources = new Set(all);
for (const path of all) report.none(faults_of(path, sources), 'include');
report.end();
