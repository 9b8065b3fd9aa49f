/**
 * How the process of the service is started, so that it needs little memory: with compiled code (`compile-cache.mjs`)
 * and with bounds for what memory is kept without being used.
 */
import { withCompileCache } from './compile-cache.mjs';

/**
 * Room for the new objects of the service's own thread, in MB; there are up to three such spaces. It passes messages on,
 * and what it makes for them does not live long. Its worker threads have bounds of their own
 * (`app/storage/thread.ts`).
 */
const NEW_OBJECTS_MB = 4;

/**
 * Heaps that the C library shares out among threads. By default it has eight for each processor, and each keeps what its
 * threads have freed: the pages of SQLite, and messages between threads. In one heap the next thread uses them; with two
 * the service has 20 MB more.
 */
const MALLOC_HEAPS = '1';

/**
 * Bytes from which on the C library takes memory from the system for one block, and gives it back with it; and free bytes
 * at the end of a heap that it keeps. These are the values that it starts with: unless they are set, the first large
 * message between threads raises both to tens of megabytes, and such messages leave holes in its heaps for good.
 */
const MALLOC_LARGE_BYTES = String(128 * 1024);

/** Lets the service's own thread collect its garbage when it rests, as its worker threads do. */
const COLLECT_BY_CALL = '--expose-gc';

/**
 * The arguments of Node for a program of the service.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @returns {string[]}
 */
export function serviceArgv(program, programArguments) {
  return [`--max-semi-space-size=${NEW_OBJECTS_MB}`, COLLECT_BY_CALL, program, ...programArguments];
}

/**
 * The environment of the service's process.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {NodeJS.ProcessEnv}
 */
export function serviceEnvironment(environment = process.env) {
  return {
    MALLOC_ARENA_MAX: MALLOC_HEAPS,
    MALLOC_MMAP_THRESHOLD_: MALLOC_LARGE_BYTES,
    MALLOC_TRIM_THRESHOLD_: MALLOC_LARGE_BYTES,
    ...withCompileCache(environment),
  };
}
