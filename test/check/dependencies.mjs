// docs/dependencies.md and what is really used agree: each Debian package of script/bootstrap and each npm package of
// web/package.json has a row with a reason, each row is such a package, and each package is used somewhere.
import { Report, files, read, read_if_there } from './lib/tree.mjs';

const report = new Report();
const include = (pattern) => ({ where: ['src', 'fuzz', 'bench'], pattern: new RegExp(`#include [<"]${pattern}`) });
const script = (pattern) => ({ where: ['script', 'cmake', 'CMakePresets.json', 'CMakeLists.txt', '.ci'], pattern });

// What shows that a Debian package is used: a pattern in one of the files.
const evidence = {
  'g++': script(/project\(baton .*LANGUAGES CXX\)/),
  cmake: script(/cmake --preset/),
  'ninja-build': script(/ninja/),
  lld: script(/ld\.lld/),
  ccache: script(/ccache/),
  'pkg-config': script(/find_package\(PkgConfig/),
  git: script(/git diff/),
  'ca-certificates': script(/npm (ci|install)/),
  curl: script(/curl --silent/),
  'libboost1.81-dev': include('boost/(beast|asio|describe)'),
  'libboost-json1.81-dev': include('boost/json'),
  'libexpected-dev': include('tl/expected'),
  'libfmt-dev': include('fmt/'),
  'libspdlog-dev': include('spdlog/'),
  'libcli11-dev': include('CLI/'),
  'libicu-dev': include('unicode/'),
  'libsodium-dev': include('sodium'),
  'libsqlite3-dev': include('sqlite3'),
  'libpq-dev': include('libpq-fe'),
  'zlib1g-dev': include('zlib'),
  'libzip-dev': include('zip\\.h'),
  'libxlsxwriter-dev': include('xlsxwriter\\.h'),
  'libpugixml-dev': include('pugixml'),
  'libgmime-3.0-dev': include('gmime/'),
  'libical-dev': include('libical/'),
  'libcurl4-openssl-dev': include('curl/curl'),
  'libkainjow-mustache-dev': include('kainjow/'),
  'libcmark-dev': include('cmark\\.h'),
  'poppler-utils': { where: ['src'], pattern: /\/usr\/bin\/pdftotext/ },
  'libhunspell-dev': include('hunspell/'),
  'hunspell-en-us': { where: ['src'], pattern: /"en_US"/ },
  'hunspell-de-de': { where: ['src'], pattern: /"de_DE"/ },
  'hunspell-fr': { where: ['src'], pattern: /"fr_FR"/ },
  'hunspell-es': { where: ['src'], pattern: /"es_ES"/ },
  'libgtest-dev': include('gtest/'),
  'libgmock-dev': include('gmock/'),
  'postgresql-15': script(/initdb/),
  'clang-14': script(/clang\+\+-14/),
  'libclang-rt-14-dev': script(/fuzzer-no-link/),
  'clang-format-14': script(/clang-format-14/),
  'clang-tidy-14': script(/clang-tidy-14/),
  shellcheck: script(/shellcheck/),
  'exim4-daemon-light': { where: ['test/api'], pattern: /\/usr\/sbin\/exim4/ },
  'dovecot-imapd': { where: ['test/api'], pattern: /\/usr\/sbin\/dovecot/ },
  radicale: { where: ['test/api'], pattern: /\/usr\/bin\/radicale/ },
  'chromium-headless-shell': { where: ['test/e2e'], pattern: /chromium-headless-shell/ },
  chromium: { where: ['bench'], pattern: /'\/usr\/bin\/chromium'/ },
  'liblemon-dev': include('lemon/'),
  sqlite3: { where: ['bench'], pattern: /spawnSync\('sqlite3'/ },
  'coinor-cbc': { where: ['bench'], pattern: /ask\('cbc'/ },
};

function is_used({ where, pattern }) {
  const paths = where.flatMap((place) => (/\./.test(place.slice(1)) ? [place] : files([place])));
  if (paths.length === 0) return true;  // the part of the tree that uses it is not there
  return paths.some((path) => path !== 'script/bootstrap' && pattern.test(read_if_there(path)));
}

// The packages of the arrays BUILD=( ... ), TEST=( ... ) and BENCH=( ... ), and those that install_node asks for.
function debian_packages() {
  const text = read('script/bootstrap');
  const arrays = [...text.matchAll(/^(?:BUILD|TEST|BENCH)=\(([^)]*)\)/gm)].flatMap((match) => match[1].split(/\s+/));
  const node = text.match(/install_packages (nodejs npm)/)?.[1].split(' ') ?? [];
  return new Set([...arrays, ...node].filter(Boolean));
}

// Rows `| `name` | ... | why |` under the heading.
function rows(heading) {
  const section = read('docs/dependencies.md').split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const found = new Map();
  for (const line of section.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    for (const [, name] of (cells[1] ?? '').matchAll(/`([^`]+)`/g)) found.set(name, cells.at(-2));
  }
  return found;
}

function compare(used, documented, what) {
  for (const name of used) {
    const why = documented.get(name) ?? '';
    report.that(why.length >= 15, `docs/dependencies.md: ${what} ${name} has no row with a reason`);
  }
  report.none([...documented.keys()].filter((name) => !used.has(name)), `docs/dependencies.md: not a dependency`);
}

function check_debian() {
  const packages = debian_packages();
  compare(packages, rows('Debian'), 'the Debian package');
  report.that(!packages.has('libboost-dev'), 'script/bootstrap: libboost-dev is Boost 1.74, the tree needs 1.81');
  for (const name of packages) {
    if (name === 'nodejs' || name === 'npm') continue;
    if (!report.that(evidence[name], `test/check/dependencies.mjs does not know what shows that ${name} is used`)) continue;
    report.that(is_used(evidence[name]), `script/bootstrap: nothing uses ${name}`);
  }
}

function check_npm() {
  const manifest = JSON.parse(read('web/package.json'));
  const names = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  compare(names, rows('npm'), 'the npm package');
  const scripts = Object.values(manifest.scripts).join('\n');
  const code = files(['web', 'web/build', 'test/e2e', 'test/api'], (path) => /\.(ts|mjs|js|svelte|css|html)$/.test(path)).map(read).join('\n');
  const config = read_if_there('web/tsconfig.json');
  // What another one runs or asks for: TypeScript by svelte-check, happy-dom by name in the configuration of Vitest, the
  // dates by Bits UI, whose peer they are.
  const commands = { '@internationalized/date': /'bits-ui'/, typescript: /svelte-check/, 'happy-dom': /environment: 'happy-dom'/, '@types/node': /"node"|node:/ };
  for (const name of names) {
    const imported = new RegExp(`['"]${name.replace(/[.*+?^$()|[\]\\/]/g, '\\$&')}(/[^'"]*)?['"]`).test(code);
    const started = new RegExp(`(^|&& )${name}\\b`, 'm').test(scripts);
    const indirectly = commands[name]?.test(`${scripts}\n${code}\n${config}`) ?? false;
    report.that(imported || started || indirectly, `web/package.json: nothing uses ${name}`);
  }
}

check_debian();
check_npm();
report.end();
