// Adds or changes sentences in messages/en.json and keeps the file sorted: one atomic write, safe beside others.
//   node script/message.mjs ui.today.title "Good morning, {name}."  [key text]...
//   node script/message.mjs --remove ui.today.title
//   node script/message.mjs --import more.json      merges a flat JSON file
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../../messages/en.json', import.meta.url));
const words = process.argv.slice(2);
const all = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};

if (words[0] === '--remove') for (const key of words.slice(1)) delete all[key];
else if (words[0] === '--import') Object.assign(all, JSON.parse(readFileSync(words[1], 'utf8')));
else for (let i = 0; i + 1 < words.length; i += 2) all[words[i]] = words[i + 1];

const bad = Object.keys(all).filter((key) => !/^[a-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+$/.test(key));
if (bad.length) throw new Error(`Not a key: ${bad.join(', ')}`);
const sorted = Object.fromEntries(Object.keys(all).sort().map((key) => [key, all[key]]));
writeFileSync(`${path}.${process.pid}`, JSON.stringify(sorted, null, 2) + '\n');
renameSync(`${path}.${process.pid}`, path);
