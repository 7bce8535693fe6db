// Counts what a test runner wrote: prints the failed and skipped tests, then `N passed, N failed, N skipped`.
//   node count-tests.mjs gtest JUNIT FOLDER    JUNIT: CTest's list of programs; FOLDER: GoogleTest's XML, one a program
//   node count-tests.mjs vitest FILE           FILE: the JSON of its reporter
// A program that failed without a failed test (a crash, a time-out, no main) counts as one failed test. With CI=true
// a test that was skipped because there is no PostgreSQL has failed.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const attribute = (tag, name) => tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? '';

function gtest(junit, folder) {
  const tests = [];
  const results = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.xml')) : [];
  const failing = new Set();
  for (const file of results) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [whole, open] of text.matchAll(/(<testcase [^>]*[^/])(?:\/>|>[\s\S]*?<\/testcase>)/g)) {
      if (attribute(open, 'status') === 'notrun') continue;
      const name = `${attribute(open, 'classname')}.${attribute(open, 'name')}`;
      const state = /<failure/.test(whole) ? 'failed' : attribute(open, 'result') === 'skipped' ? 'skipped' : 'passed';
      if (state === 'failed') failing.add(file.replace(/\.xml$/, ''));
      tests.push({ name, state, why: (whole.match(/<skipped message="([^"]*)"/)?.[1] ?? '').replace('&#x0A;', ': ') });
    }
  }
  // CTest knows the programs by their folder; the program of plan is plan_test, and writes plan_test.xml.
  const programs = existsSync(junit) ? readFileSync(junit, 'utf8') : '';
  for (const [tag] of programs.matchAll(/<testcase [^>]*>/g)) {
    const name = attribute(tag, 'name');
    const ran = results.includes(`${name}_test.xml`);
    if (attribute(tag, 'status') !== 'run' && !failing.has(`${name}_test`)) tests.push({ name: `${name}_test`, state: 'failed' });
    else if (!ran) tests.push({ name: `${name}_test`, state: 'passed' });
  }
  return tests;
}

function vitest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return report.testResults.flatMap((suite) => {
    const tests = suite.assertionResults.map((test) => ({
      name: `${suite.name.replace(/.*\/web\//, 'web/')}: ${test.fullName}`,
      state: { passed: 'passed', failed: 'failed' }[test.status] ?? 'skipped',
    }));
    // A file that cannot be loaded fails without a test.
    if (suite.status === 'failed' && !tests.some((test) => test.state === 'failed')) tests.push({ name: suite.name, state: 'failed' });
    return tests;
  });
}

const [kind, ...rest] = process.argv.slice(2);
const tests = kind === 'gtest' ? gtest(...rest) : vitest(...rest);
for (const test of tests) {
  if (process.env.CI === 'true' && test.state === 'skipped' && /postgres/i.test(`${test.name} ${test.why}`)) test.state = 'failed';
}
for (const state of ['skipped', 'failed']) {
  for (const test of tests.filter((one) => one.state === state)) console.log(`${state.toUpperCase()}: ${test.name} ${test.why ?? ''}`.trimEnd());
}
const of = (state) => tests.filter((test) => test.state === state).length;
console.log(`${of('passed')} passed, ${of('failed')} failed, ${of('skipped')} skipped`);
process.exitCode = of('failed') > 0 || tests.length === 0 ? 1 : 0;
