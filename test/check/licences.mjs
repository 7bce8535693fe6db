// The npm packages that end up in the web interface have a licence that Apache-2.0 may carry, and NOTICE names each.
//   node test/check/licences.mjs --write     writes that part of NOTICE anew
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Report, read, root } from './lib/tree.mjs';

const allowed = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'OFL-1.1']);
// Stated in the package's LICENSE file but not in its package.json.
const stated_in_file = { 'svelte-toolbelt': 'MIT' };

const begin = 'Built into the web interface, from npm:\n';
const end = '\n\n';

const report = new Report();
const lock = JSON.parse(read('web/package-lock.json'));
const shipped = new Map();
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.dev || entry.peer || entry.optional || entry.devOptional) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const licence = entry.license ?? stated_in_file[name];
  report.that(allowed.has(licence), `${name}: ${licence ?? 'no licence stated'}, which is not on the list of test/check/licences.mjs`);
  shipped.set(name, licence);
}
const part = [...shipped].sort().map(([name, licence]) => `  ${name} (${licence})`).join('\n');

const notice = read('NOTICE');
const start = notice.indexOf(begin) + begin.length;
const stop = notice.indexOf(end, start);
if (process.argv.includes('--write')) writeFileSync(join(root, 'NOTICE'), notice.slice(0, start) + part + notice.slice(stop));
else report.that(notice.slice(start, stop) === part, 'NOTICE: the list of npm packages is out of date (node test/check/licences.mjs --write)');
report.end();
