/**
 * What `npm test` runs for the words on its command line: names of stages, and paths of tests. Without words it runs
 * all stages.
 */

const STAGES = new Set(['lint', 'types', 'build', 'unit', 'integration', 'e2e']);

/**
 * @typedef {object} TestPlan
 * @property {boolean} lint
 * @property {boolean} types
 * @property {'always' | 'stale' | 'never'} build `stale`: where a bundle is missing or older than its sources.
 * @property {boolean} unit
 * @property {boolean} integration
 * @property {boolean} e2e Browser tests: all, or those among the paths.
 * @property {boolean} named Vitest's tests under the paths, in whatever stage they are.
 * @property {readonly string[]} paths
 * @property {readonly string[]} browserPaths Those of `paths` that are browser tests.
 */

/**
 * @param {readonly string[]} words
 * @returns {TestPlan}
 */
export function testPlan(words) {
  const stages = words.filter((word) => STAGES.has(word));
  const paths = words.filter((word) => !STAGES.has(word));
  const browserPaths = paths.filter(isBrowserTest);
  /** @param {string} stage */
  const wants = (stage) => words.length === 0 || stages.includes(stage);
  // Paths without a stage say by themselves what runs them.
  const byPath = stages.length === 0;
  return {
    lint: wants('lint'),
    types: wants('types'),
    build: wants('build') || wants('e2e') ? 'always' : byPath && browserPaths.length > 0 ? 'stale' : 'never',
    unit: wants('unit'),
    integration: wants('integration'),
    e2e: wants('e2e') || (byPath && browserPaths.length > 0),
    named: byPath && paths.length > browserPaths.length,
    paths,
    browserPaths,
  };
}

/** Also as a shell completes it. @param {string} path */
function isBrowserTest(path) {
  return /^(\.\/)?tests\/e2e(\/|$)/.test(path);
}
