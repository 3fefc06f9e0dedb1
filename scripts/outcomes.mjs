/**
 * Reads the JSON reports of Vitest and Playwright: how many tests passed, failed and were skipped, and which failed of
 * what, so that the end of a long run tells what to look at.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Enough to know an error by; the run itself has printed all of it. */
const MESSAGE_LINES = 12;

/**
 * @typedef {{ name: string, message: string }} Failure
 * @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[], omitted: string[] }} Outcome
 * `omitted` names the tests that were skipped.
 */

/** @returns {Outcome} of a step that is passed or failed as a whole */
export const stepOutcome = (name, passed) => ({
  passed: passed ? 1 : 0,
  failed: passed ? 0 : 1,
  skipped: 0,
  failures: passed ? [] : [{ name, message: 'see its output above' }],
  omitted: [],
});

const readJson = (file) =>
  fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const shorten = (text = '') =>
  text.replace(colours, '').trim().split('\n').slice(0, MESSAGE_LINES).join('\n');

/** A run can fail with no test to blame: a file that does not load, an error nobody caught. */
function blameRun(name, code, outcome) {
  if (code === 0 || outcome.failed > 0) return outcome;
  return {
    ...outcome,
    failed: 1,
    failures: [...outcome.failures, { name, message: `ended with code ${code}` }],
  };
}

/**
 * @param {string} name of the run
 * @param {string} report path of what `--reporter=json` wrote
 * @param {number} code what Vitest ended with
 * @returns {Outcome}
 */
export function vitestOutcome(name, report, code) {
  const json = readJson(report);
  if (!json) return stepOutcome(name, false);
  const files = json.testResults.map((file) => ({
    ...file,
    where: `${name}: ${path.relative(process.cwd(), file.name)}`,
  }));
  const tests = files.flatMap(({ where, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, title: `${where} › ${test.fullName}` })),
  );
  const failures = [
    ...files
      .filter((file) => file.status === 'failed' && file.message)
      .map((file) => ({ name: file.where, message: shorten(file.message) })),
    ...tests
      .filter((test) => test.status === 'failed')
      .map((test) => ({ name: test.title, message: shorten(test.failureMessages?.join('\n')) })),
  ];
  const omitted = tests
    .filter((test) => ['pending', 'skipped', 'todo'].includes(test.status))
    .map((test) => test.title);
  return blameRun(name, code, {
    passed: json.numPassedTests,
    failed: Math.max(json.numFailedTests, failures.length),
    skipped: omitted.length,
    failures,
    omitted,
  });
}

const allSpecs = (suites = []) =>
  suites.flatMap((suite) => [...(suite.specs ?? []), ...allSpecs(suite.suites)]);

/**
 * @param {string} name of the run
 * @param {string} report path of what Playwright's JSON reporter wrote
 * @param {number} code what Playwright ended with
 * @returns {Outcome}
 */
export function playwrightOutcome(name, report, code) {
  const json = readJson(report);
  if (!json?.stats) return stepOutcome(name, false);
  const tests = allSpecs(json.suites).flatMap((spec) =>
    spec.tests.map((test) => ({ ...test, title: `${name}: ${spec.file} › ${spec.title}` })),
  );
  const failures = tests
    .filter((test) => test.status === 'unexpected')
    .map((test) => ({
      name: test.title,
      message: shorten(test.results.findLast((result) => result.error)?.error.message),
    }));
  const omitted = tests.filter((test) => test.status === 'skipped').map((test) => test.title);
  const { expected, flaky, unexpected } = json.stats;
  return blameRun(name, code, {
    passed: expected + flaky,
    failed: unexpected,
    skipped: omitted.length,
    failures,
    omitted,
  });
}

/** @returns {number} of all outcomes, what `key` counts */
export const total = (outcomes, key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);

/** @returns {string} the last words of a run: what was skipped, what failed, and the line of figures */
export function summary(outcomes) {
  const omitted = outcomes.flatMap((outcome) => outcome.omitted);
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  return [
    ...omitted.map((title) => `Skipped: ${title}`),
    ...failures.map(({ name, message }) => `\nFailed: ${name}\n${message}`),
    `\n${total(outcomes, 'passed')} passed, ${total(outcomes, 'failed')} failed, ${total(outcomes, 'skipped')} skipped`,
  ].join('\n');
}
