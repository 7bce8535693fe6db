// What the checks share: the files of the tree and how a check reports.
//
//   const report = new Report();
//   report.that(lines <= 400, `${file}: ${lines} lines, 400 are allowed`);   one test passed or failed
//   report.end();                                                             prints `N passed, N failed`
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

const left_out = new Set(['.git', '.cache', 'build', 'data', 'dist', 'node_modules', 'shots']);

// Paths below the given folders, relative to the root, in order. What the build makes is left out; so is test/data,
// which is other people's, unless a folder in it is asked for.
export function files(folders, accept = () => true) {
  const found = [];
  const walk = (folder) => {
    for (const entry of entries(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!left_out.has(entry.name)) walk(path);
      } else if (accept(relative(root, path))) {
        found.push(relative(root, path));
      }
    }
  };
  for (const folder of folders) walk(join(root, folder));
  return found.sort();
}

function entries(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];  // a folder that is not there yet
  }
}

export const read = (path) => readFileSync(join(root, path), 'utf8');

export const read_if_there = (path) => {
  try {
    return read(path);
  } catch {
    return '';
  }
};

// The text without // and /* */ comments; strings and line numbers stay. A "//" in a string or a URL is no comment.
export function without_comments(text) {
  return text.replace(
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g,
    (part) => (/^(\/|<)/.test(part) ? part.replace(/[^\n]/g, ' ') : part),
  );
}

export class Report {
  passed = 0;
  failed = 0;

  that(holds, fault) {
    if (holds) this.passed += 1;
    else {
      this.failed += 1;
      console.log(fault);
    }
    return Boolean(holds);
  }

  // One test over many places: each fault is printed, one is counted as failed for each of them.
  none(faults, what) {
    if (faults.length === 0) this.passed += 1;
    for (const fault of faults) this.that(false, `${what}: ${fault}`);
  }

  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed > 0 ? 1 : 0;
  }
}
