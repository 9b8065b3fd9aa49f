/**
 * What the test runners report, reduced to what `npm test` prints at the end: how many passed,
 * which failed, which were skipped and why. Pure.
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {string[]} failed Names.
 * @property {{ name: string, reason: string }[]} skipped
 */

/** @returns {Counts} */
export function noCounts() {
  return { passed: 0, failed: [], skipped: [] };
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  return {
    passed: all.reduce((sum, one) => sum + one.passed, 0),
    failed: all.flatMap((one) => one.failed),
    skipped: all.flatMap((one) => one.skipped),
  };
}

/** The closing line. @param {Counts} counts */
export function closingLine(counts) {
  return `${counts.passed} passed, ${counts.failed.length} failed, ${counts.skipped.length} skipped`;
}

/**
 * A stage that is one yes or no: lint, types, the build.
 * @param {string} name
 * @param {number} code Its exit code.
 * @returns {Counts}
 */
export function countsOfStage(name, code) {
  return code === 0 ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [name], skipped: [] };
}

/**
 * The counts of a runner, which must agree with its exit code: a runner that fails without
 * naming a failed test (no tests found, a crash) counts as one failure.
 * @param {string} name
 * @param {number} code
 * @param {Counts | null} counts `null`: it left no report.
 * @returns {Counts}
 */
export function countsOfRunner(name, code, counts) {
  if (counts === null) return { ...noCounts(), failed: [`${name}: it left no report`] };
  if (code !== 0 && counts.failed.length === 0) return { ...counts, failed: [`${name}: it failed outside its tests`] };
  if (code === 0 && counts.passed + counts.skipped.length === 0) {
    return { ...counts, failed: [`${name}: it ran no test`] };
  }
  return counts;
}

/**
 * The counts in a report of Playwright's JSON reporter.
 * @param {any} report
 * @returns {Counts}
 */
export function countsOfPlaywright(report) {
  const counts = noCounts();
  /** @param {any} suite @param {readonly string[]} trail */
  const visit = (suite, trail) => {
    const here = suite.title === '' ? trail : [...trail, suite.title];
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = [...here, spec.title].join(' › ');
        if (test.status === 'expected') counts.passed += 1;
        else if (test.status === 'skipped') {
          const reason = test.annotations?.find(
            (/** @type {{ type: string }} */ one) => one.type === 'skip' || one.type === 'fixme',
          )?.description;
          counts.skipped.push({ name, reason: reason ?? 'no reason given' });
        } else counts.failed.push(name);
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, here);
  };
  for (const suite of report.suites ?? []) visit(suite, []);
  for (const error of report.errors ?? []) counts.failed.push(firstLine(error.message));
  return counts;
}

/** The first line of an error's message. @param {string | undefined} message */
export function firstLine(message) {
  return (message ?? 'an error without a message').replace(/\n[^]*/, '');
}
