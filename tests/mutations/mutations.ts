/**
 * `npm run report:mutations`: how well the unit tests of a folder guard its code. Changes the code in small ways, one at
 * a time, by Stryker, and prints how many changes the tests find, and those that they do not.
 *
 * Works in a copy of the tree (`workspace.ts`), where Stryker is installed for the run: it is no dependency of the
 * project. Each folder is measured by the tests beneath it alone (`modules.ts`), from a seeded sample of its mutants
 * (`sample.ts`) unless all are asked for. Exits with 1 where a folder could not be measured.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { USAGE, optionsOf } from './options.ts';
import type { ReportOptions } from './options.ts';
import { survivorsOf, tableOf } from './report.ts';
import { runTarget } from './stryker.ts';
import type { TargetResults } from './stryker.ts';
import { createWorkspace } from './workspace.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

if (process.argv.includes('--help')) {
  console.log(USAGE);
} else {
  await report(readOptions());
}

function readOptions(): ReportOptions {
  try {
    return optionsOf(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function report(options: ReportOptions): Promise<void> {
  const folder =
    options.folder === null ? await mkdtemp(join(tmpdir(), 'descant-mutations-')) : resolve(options.folder);
  try {
    await mkdir(folder, { recursive: true });
    const measured = await measure(folder, options);
    console.log(tableOf(measured));
    if (options.sample !== null) console.log(`Up to ${options.sample} mutants each, chosen by seed ${options.seed}.`);
  } finally {
    if (options.folder === null) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Prints the survivors of each folder when it is done, and writes what is known by then: all folders take long. A folder that cannot be measured is
 * named on stderr, and the others are measured all the same.
 */
async function measure(folder: string, options: ReportOptions): Promise<TargetResults[]> {
  const workspace = await createWorkspace(ROOT, folder);
  const measured: TargetResults[] = [];
  for (const target of options.targets) {
    try {
      const results = await runTarget(workspace, target, options);
      measured.push(results);
      if (options.json !== null) await writeFile(options.json, JSON.stringify(measured, null, 2));
      const survivors = survivorsOf(results.results);
      if (survivors.length > 0) console.log(`Not found in ${target.path}:\n${survivors.join('\n')}\n`);
    } catch (error) {
      console.error(`${target.path}: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  return measured;
}
