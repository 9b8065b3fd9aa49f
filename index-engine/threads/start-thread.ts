/**
 * Starts worker threads from TypeScript files.
 * A thread uses the compile cache of the program, if there is one (`module.enableCompileCache`): it then starts in half the
 * time and with half the memory, because no file has to be compiled or stripped of its types.
 */

import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * Memory for young objects of a thread. Without a limit V8 lets a busy thread have 48 MB, though the large arrays of an
 * index are not on its heap.
 */
const YOUNG_GENERATION_MEGABYTES = 4;

/** The thread that indexes run in. */
export function startEngineThread(): Worker {
  return startThread('./engine-worker.ts');
}

/** The thread that writes an engine's file segments. */
export function startBuilderThread(): Worker {
  return startThread('./builder-worker.ts');
}

function startThread(file: string): Worker {
  return new Worker(new URL(file, import.meta.url), {
    env: environmentWith(getCompileCacheDir(), process.env),
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES },
  });
}

/** The environment of a thread that uses the compile cache in `directory`; `environment` itself where there is none. */
export function environmentWith(directory: string | undefined, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return directory === undefined ? environment : { ...environment, NODE_COMPILE_CACHE: directory };
}
