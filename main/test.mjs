#!/usr/bin/env node
/**
 * `npm test`: everything, from nothing but Node 20.
 *
 * Gets the packages and programs the tests need, then runs lint, types, the build, unit and
 * integration tests (Vitest) and the browser tests (Playwright). The last line is the sum of the
 * runners' own reports. `npm test -- unit` runs one stage, `npm test -- fuse/formats` the tests
 * under a path.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDriver } from '../fuse/native/build.mjs';
import { bundlesAreStale } from './setup/bundles.mjs';
import { ensureDebianPackages, installCommand, NEEDED_TO_TEST } from './setup/debian-packages.mjs';
import { ensureNodePackages, nodeBinary } from './setup/node-packages.mjs';
import { run } from './setup/programs.mjs';
import { createTerminal } from './setup/terminal.mjs';
import { testPlan } from './setup/test-plan.mjs';
import {
  addCounts,
  closingLine,
  countsOfPlaywright,
  countsOfRunner,
  countsOfStage,
  noCounts,
} from './setup/test-counts.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TOOLS = {
  oxlint: 'oxlint/bin/oxlint',
  oxfmt: 'oxfmt/bin/oxfmt',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
};

/** @typedef {[tool: keyof typeof TOOLS, ...toolArguments: string[]]} Command */
/**
 * @typedef {object} ToolOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [later] Shows what it prints when it has ended: another tool prints meanwhile.
 */

const terminal = createTerminal(process.stdout);

async function main() {
  const plan = testPlan(process.argv.slice(2));

  await ensureNodePackages(ROOT, terminal);
  const missing = await ensureDebianPackages(NEEDED_TO_TEST, terminal);
  if (missing.length > 0) {
    throw new Error(
      `The tests need programs that are not here: ${missing.join(', ')}. To get them: ${installCommand(missing)}`,
    );
  }

  const driver = await ensureDriver();
  if (driver.message !== null) terminal.line(driver.message);

  const reports = mkdtempSync(join(tmpdir(), 'descant-test-'));
  try {
    const counts = [];
    if (plan.lint) {
      counts.push(
        await stage('lint', [
          ['oxlint', '--deny-warnings'],
          ['oxfmt', '--check'],
        ]),
      );
    }
    if (plan.types) {
      counts.push(
        await stage('types', [
          ['tsc', '-p', '.'],
          ['tsc', '-p', 'renderer'],
          ['tsc', '-p', 'tests/e2e'],
        ]),
      );
    }
    if (plan.build === 'always' || (plan.build === 'stale' && bundlesAreStale(ROOT))) {
      counts.push(await stage('build', [['vite', 'build', '--app', '--logLevel', 'warn']]));
    }
    if (plan.unit) counts.push(await vitest('unit', ['--project', 'unit', ...plan.paths], reports));
    // Both wait more than they compute, and neither uses a second core: they run beside each other.
    const browser = plan.integration && plan.e2e ? playwright(plan.browserPaths, reports, { later: true }) : null;
    if (plan.integration) {
      counts.push(await vitest('integration', ['--project', 'integration', ...plan.paths], reports));
    }
    if (browser !== null) counts.push(await browser);
    if (plan.named) counts.push(await vitest('tests', plan.paths, reports));
    if (browser === null && plan.e2e) counts.push(await playwright(plan.browserPaths, reports));
    tell(addCounts(counts));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** Runs commands that succeed or fail as one. @param {string} name @param {readonly Command[]} commands */
async function stage(name, commands) {
  const codes = [];
  for (const command of commands) codes.push(await tool(name, command));
  return countsOfStage(name, codes.every((code) => code === 0) ? 0 : 1);
}

/** @param {string} name @param {readonly string[]} vitestArguments @param {string} reports */
async function vitest(name, vitestArguments, reports) {
  const file = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'main/setup/vitest-counts.mjs')}`];
  const code = await tool(name, ['vitest', 'run', ...reporters, ...vitestArguments], {
    env: { DESCANT_TEST_COUNTS: file },
  });
  return countsOfRunner(name, code, readJson(file));
}

/** @param {readonly string[]} paths @param {string} reports @param {ToolOptions} [options] */
async function playwright(paths, reports, options = {}) {
  const file = join(reports, 'e2e.json');
  const code = await tool('e2e', ['playwright', 'test', '--reporter=list,json', ...paths], {
    ...options,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = readJson(file);
  return countsOfRunner('e2e', code, report === null ? null : countsOfPlaywright(report));
}

/**
 * Runs a tool of node_modules on the Node among the packages, with that Node first on its PATH.
 * @param {string} name What it is run for.
 * @param {Command} command
 * @param {ToolOptions} [options]
 * @returns its exit code
 */
async function tool(name, [program, ...toolArguments], { env = {}, later = false } = {}) {
  const started = Date.now();
  const title = `\n── ${name}: ${[program, ...toolArguments.filter((word) => !word.startsWith('--reporter'))].join(' ')}`;
  if (!later) terminal.line(title);
  const node = nodeBinary(ROOT);
  const { code, output } = await run(node, [join(ROOT, 'node_modules', TOOLS[program]), ...toolArguments], {
    cwd: ROOT,
    env: { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter), ...env },
    quiet: later,
  });
  if (later) process.stdout.write(`${title}\n${output}`);
  terminal.line(`── ${name}: ${code === 0 ? 'ok' : 'FAILED'}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return code;
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Prints the outcome. @param {import('./setup/test-counts.mjs').Counts} counts */
function tell(counts) {
  terminal.line('');
  for (const { name, reason } of counts.skipped) terminal.line(`skipped: ${name} (${reason})`);
  for (const name of counts.failed) terminal.line(`failed: ${name}`);
  terminal.line(closingLine(counts));
  if (counts.failed.length > 0 || counts.passed === 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  terminal.line(error instanceof Error ? error.message : String(error));
  tell({ ...noCounts(), failed: ['setup'] });
}
