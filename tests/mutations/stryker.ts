/**
 * Runs Stryker on one target in the workspace: lists the mutants, chooses the sample, runs it, reads the results.
 *
 * Stryker changes the files of the copy in place: all mutants of a file at once, each behind a condition. A first run of
 * the tests finds out which test reaches which mutant; then, mutant by mutant, only those tests run until one fails.
 * Code that runs while test files are loaded (constants of a module, fixtures in the body of a `describe`) belongs to no
 * test: its mutants run all tests of the target, which makes folders with slow tests slow to measure.
 * Mutants that only other threads or processes reach count as reached by no test.
 */
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isCodeUnder } from './modules.ts';
import type { Target } from './modules.ts';
import { resultsOf } from './results.ts';
import type { MutantResult, StrykerReport } from './results.ts';
import { SAMPLE_VARIABLE, keyOfStryker } from './sample-checker.ts';
import { sampleOf } from './sample.ts';
import type { Workspace } from './workspace.ts';

/** Which mutants to run, and how. */
export type RunOptions = {
  /** Mutants of each target; null for all. */
  readonly sample: number | null;
  readonly seed: string;
  /** Test runners at the same time. */
  readonly concurrency: number;
};

export type TargetResults = {
  readonly target: Target;
  /** How many mutants the target has, of which `results` are the sample. */
  readonly population: number;
  readonly results: readonly MutantResult[];
  readonly seconds: number;
};

/** A mutant's tests may take this long (ms) beyond 1.5 times what they took before: machines are busy at times. */
const PATIENCE = 15_000;

/** The tests of a large folder take minutes, and more while they are watched. */
const FIRST_RUN_MINUTES = 30;

/** Milliseconds that one test may take in the first run. */
const TEST_TIMEOUT = 600_000;

const VITEST_CONFIG = 'vitest.mutations.config.ts';
const STRYKER_CONFIG = 'stryker.mutations.json';
const SAMPLE = 'mutations-sample.json';
const REPORT = 'mutations-report.json';

/**
 * Stryker's progress and warnings go to stderr. Throws where Stryker fails, e.g. because a test fails before anything is
 * changed.
 */
export async function runTarget(workspace: Workspace, target: Target, options: RunOptions): Promise<TargetResults> {
  const start = performance.now();
  const { tree } = workspace;
  const { keys, files: mutate } = await listMutants(
    workspace,
    workspace.files.filter((file) => isCodeUnder(target.path, file)),
  );
  if (keys.length === 0) throw new Error(`${target.path} has no code to change`);
  const sample = options.sample === null ? keys : sampleOf(keys, options.sample, options.seed);

  await writeFile(join(tree, SAMPLE), JSON.stringify(sample));
  await writeFile(join(tree, VITEST_CONFIG), vitestConfig(target));
  await writeFile(join(tree, STRYKER_CONFIG), JSON.stringify(strykerConfig(tree, mutate, options)));
  await rm(join(tree, REPORT), { force: true });
  await runStryker(workspace);

  const report = JSON.parse(await readFile(join(tree, REPORT), 'utf8')) as StrykerReport;
  const results = resultsOf(report, new Set(sample));
  return { target, population: keys.length, results, seconds: (performance.now() - start) / 1000 };
}

/** The parts of Stryker's instrumenter that are used here; its package is not one of the project's. */
type InstrumenterPackage = {
  Instrumenter: new (log: object) => {
    instrument(
      files: readonly { name: string; mutate: boolean; content: string }[],
      options: object,
    ): Promise<{
      files: readonly { content: string }[];
      mutants: readonly Parameters<typeof keyOfStryker>[0][];
    }>;
  };
};

type MutantList = {
  readonly keys: readonly string[];
  /** The files that have them. */
  readonly files: readonly string[];
};

/**
 * The mutants of `files`. A few expressions of TypeScript are more than Stryker's parser or printer can handle; it would
 * then measure nothing at all. Files that have one are left out, and named on stderr.
 */
async function listMutants({ tree, packages }: Workspace, files: readonly string[]): Promise<MutantList> {
  const url = pathToFileURL(join(packages, '@stryker-mutator/instrumenter/dist/src/index.js')).href;
  const { Instrumenter } = (await import(url)) as InstrumenterPackage;
  const instrumenter = new Instrumenter({ debug() {}, info() {}, isDebugEnabled: () => false });
  const options = { plugins: null, ignorers: [], excludedMutations: [] };
  // Two mutators may make the same change at the same place: it counts once.
  const keys = new Set<string>();
  const measured: string[] = [];
  for (const file of files) {
    const name = join(tree, file);
    try {
      const content = await readFile(name, 'utf8');
      const instrumented = await instrumenter.instrument([{ name, mutate: true, content }], options);
      stripTypeScriptTypes(instrumented.files[0]!.content);
      for (const mutant of instrumented.mutants) keys.add(keyOfStryker(mutant, tree));
      measured.push(file);
    } catch (error) {
      process.stderr.write(`${file} is left out, because Stryker cannot change it: ${(error as Error).message}\n`);
    }
  }
  return { keys: [...keys], files: measured };
}

/**
 * The project `unit` of the tree's configuration, but only with the tests of the target, in the order of the time that
 * they took in the first run: the first failure ends the run of a mutant. Stryker has limits of time of its own; those
 * of the tests are for tests that run as they are.
 */
function vitestConfig({ tests }: Target): string {
  return `
import { BaseSequencer } from 'vitest/node';
import whole from './vite.config.ts';

const durations = new Map();

class ShortestFirst extends BaseSequencer {
  async sort(files) {
    for (const file of files) {
      const result = this.ctx.cache.getTestSpecificationResult(file);
      if (result && !durations.has(file.moduleId)) durations.set(file.moduleId, result.duration);
    }
    const durationOf = ({ moduleId }) => durations.get(moduleId) ?? 0;
    return [...files].sort((a, b) => durationOf(a) - durationOf(b));
  }
}

const unit = whole.test.projects.find(({ test }) => test.name === 'unit').test;
const include = [${JSON.stringify(`${tests}/**/*.test.ts`)}];
const timeouts = { testTimeout: ${TEST_TIMEOUT}, hookTimeout: ${TEST_TIMEOUT} };
const sequence = { sequencer: ShortestFirst };
export default { test: { ...unit, ...timeouts, name: undefined, include, sequence } };
`;
}

function strykerConfig(tree: string, mutate: readonly string[], { sample, concurrency }: RunOptions): object {
  return {
    testRunner: 'vitest',
    vitest: { configFile: VITEST_CONFIG, related: false },
    plugins: ['@stryker-mutator/vitest-runner', join(tree, 'tests/mutations/sample-checker.ts')],
    checkers: sample === null ? [] : ['sample'],
    mutate,
    inPlace: true,
    coverageAnalysis: 'perTest',
    disableTypeChecks: false,
    concurrency,
    timeoutMS: PATIENCE,
    dryRunTimeoutMinutes: FIRST_RUN_MINUTES,
    // Its progress counts the mutants outside a sample, too.
    reporters: sample === null ? ['json', 'progress-append-only'] : ['json'],
    jsonReporter: { fileName: REPORT },
    allowConsoleColors: false,
    logLevel: 'warn',
    // Which folders are slow is known; the warning would come with every run.
    warnings: { slow: false },
  };
}

async function runStryker({ tree, packages }: Workspace): Promise<void> {
  const program = join(packages, '@stryker-mutator/core/bin/stryker.js');
  const child = spawn(process.execPath, [program, 'run', STRYKER_CONFIG], {
    cwd: tree,
    // The report itself is on stdout.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, [SAMPLE_VARIABLE]: join(tree, SAMPLE) },
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`Stryker ended with ${String(code)}; it says why on stderr`);
}
