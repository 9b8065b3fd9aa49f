/**
 * Starts worker threads from TypeScript files.
 * A thread uses the compile cache of the program, if there is one (`module.enableCompileCache`): it then starts in half the
 * time and with half the memory, because no file has to be compiled or stripped of its types.
 */

import { getCompileCacheDir } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

/**
 * Memory for young objects of a thread. Without a limit V8 lets a busy thread have 48 MB, though the large arrays of an
 * index are not on its heap. Threads that write files make few objects besides.
 */
const YOUNG_MEGABYTES = { engine: 4, builder: 1 };

/**
 * Keeps WebAssembly code from being compiled for calls of JavaScript. Node strips types with WebAssembly in every thread
 * that has no compile cache, and V8 keeps the code of such calls once for all threads of a process: it can free what
 * another thread has just begun to use, and the process ends with SIGSEGV or a failed check (nodejs/node#64500). Calls
 * then go through the code that V8 has for all of them; it compiles other code after this many.
 */
const NO_COMPILED_WASM_CALLS = '--wasm-wrapper-tiering-budget=2147483647';

/** The thread that indexes run in. */
export function startEngineThread(): Worker {
  return startThread('./engine-worker.ts', YOUNG_MEGABYTES.engine);
}

/** A thread that writes an engine's file segments. */
export function startBuilderThread(): Worker {
  return startThread('./builder-worker.ts', YOUNG_MEGABYTES.builder);
}

function startThread(file: string, maxYoungGenerationSizeMb: number): Worker {
  setFlagsFromString(NO_COMPILED_WASM_CALLS);
  return new Worker(new URL(file, import.meta.url), {
    env: environmentWith(getCompileCacheDir(), process.env),
    resourceLimits: { maxYoungGenerationSizeMb },
  });
}

/** The environment of a thread that uses the compile cache in `directory`; `environment` itself where there is none. */
export function environmentWith(directory: string | undefined, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return directory === undefined ? environment : { ...environment, NODE_COMPILE_CACHE: directory };
}
