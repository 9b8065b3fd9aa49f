/**
 * The run that reads dumps and has not ended, in a small file of the library folder: a service that is killed goes on with it
 * when it starts again. A run that has the service killed each time is given up after a few starts.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = 'dumps-run.json';
/** Starts that go on with a run, each after a kill; an orderly end of the service counts them anew. */
export const MOST_STARTS = 3;

export interface UnfinishedRun {
  /** Absolute paths of the files and folders that are read. */
  readonly paths: readonly string[];
  readonly starts: number;
}

/** @param library absolute path of the library folder */
export async function keepRun(library: string, run: UnfinishedRun): Promise<void> {
  const path = join(library, NAME);
  await writeFile(`${path}.new`, JSON.stringify(run));
  await rename(`${path}.new`, path);
}

/** The run that has not ended; null where there is none, and where what is kept of it cannot be read. */
export async function keptRun(library: string): Promise<UnfinishedRun | null> {
  try {
    const run = JSON.parse(await readFile(join(library, NAME), 'utf8')) as Partial<UnfinishedRun> | null;
    const { paths, starts } = run ?? {};
    const isRun = Array.isArray(paths) && paths.every((path) => typeof path === 'string') && Number.isInteger(starts);
    return isRun ? { paths, starts: starts! } : null;
  } catch {
    return null;
  }
}

export async function forgetRun(library: string): Promise<void> {
  await rm(join(library, NAME), { force: true });
}
