// The JavaScript a person downloads before a screen stands, per screen, compressed: the entry, the screen, and all they
// import at once. Fails above the budget.   node script/size.mjs [FOLDER]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budget = 107_000;
const dist = process.argv[2] ? `${process.argv[2]}/` : fileURLToPath(new URL('../dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
const sizes = new Map();

function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(dist + file), { level: 9 }).length);
  return sizes.get(file);
}
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const start = closure(entry);
const screens = Object.keys(manifest).filter((key) => /Page\.svelte$|Panel\.svelte$/.test(key));
let worst = 0;
for (const screen of [entry, ...screens.filter((key) => manifest[key].isDynamicEntry)]) {
  const files = [...new Set([...start, ...closure(screen)])].map((key) => manifest[key].file);
  const total = files.reduce((sum, file) => sum + size(file), 0);
  worst = Math.max(worst, total);
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  ${screen}`);
}
if (worst > budget) {
  console.error(`More than ${budget / 1000} kB: split the screen or load its heavy part later.`);
  process.exit(1);
}
