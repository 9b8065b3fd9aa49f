#!/usr/bin/env node
/**
 * Makes sure that the file system driver fits its sources: the prebuilt one of the repository where it does, else one
 * that is built here, where this machine has a C++ compiler and the development files of libfuse3.
 * Never fails an installation: in doubt the prebuilt driver stays in use, and the result says so in one line.
 *
 * The compiler is called directly. node-gyp would have to download Node's own headers; the driver needs only
 * those of Node-API, which come as a package and fit every version of Node.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  BUILT_HERE,
  builtFrom,
  builtFromOption,
  COMPILER_OPTIONS,
  PREBUILT,
  sourceFiles,
  sourceHash,
  SOURCES,
} from './driver-files.mjs';

const run = promisify(execFile);

/**
 * @typedef {object} DriverState
 * @property {'prebuilt' | 'built' | 'outdated' | 'missing'} state `outdated`: of older sources than those here.
 * @property {string | null} message One line where there is something to say.
 */

/**
 * Builds the driver if the prebuilt one is of other sources.
 * @param {string} wanted hash of the sources
 * @param {{ prebuilt: string, builtHere: string }} drivers
 * @returns {Promise<DriverState>}
 */
export async function ensureDriver(
  wanted = sourceHash(),
  { prebuilt, builtHere } = { prebuilt: PREBUILT, builtHere: BUILT_HERE },
) {
  if (process.platform !== 'linux') return { state: 'missing', message: 'File system driver: only on Linux.' };
  if (builtFrom(prebuilt) === wanted) {
    rmSync(builtHere, { force: true });
    return { state: 'prebuilt', message: null };
  }
  if (builtFrom(builtHere) === wanted) return { state: 'built', message: null };
  try {
    const began = performance.now();
    await compile(wanted, builtHere);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    return { state: 'built', message: `File system driver: built in ${seconds} s.` };
  } catch (error) {
    rmSync(builtHere, { force: true });
    const cause = firstLine(error);
    return existsSync(prebuilt)
      ? {
          state: 'outdated',
          message: `File system driver: its sources are newer than the prebuilt driver, which stays in use (not built: ${cause}).`,
        }
      : {
          state: 'missing',
          message: `File system driver: none for ${process.arch}, and not built (${cause}); mounts go through fuse-native, read-only.`,
        };
  }
}

/** @param {string} hash of the sources @param {string} driver path of the file to make */
async function compile(hash, driver) {
  const { headers, libraries } = await libfuseFlags();
  const compiler = await findCompiler();
  mkdirSync(dirname(driver), { recursive: true });
  // Beside the old driver and moved over it: a running mount keeps the one it has loaded.
  const fresh = `${driver}.${process.pid}`;
  await run(
    compiler,
    [
      ...COMPILER_OPTIONS,
      '-g1',
      builtFromOption(hash),
      `-I${nodeHeaders()}`,
      ...headers,
      ...sourceFiles().map((name) => join(SOURCES, name)),
      '-o',
      fresh,
      ...libraries,
    ],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  renameSync(fresh, driver);
}

async function libfuseFlags() {
  const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'fuse3']).catch(() => {
    throw new Error('libfuse3-dev and pkg-config are not installed');
  });
  const flags = stdout.trim().split(/\s+/);
  const libraries = flags.filter((flag) => flag.startsWith('-l') || flag.startsWith('-L'));
  return { headers: flags.filter((flag) => !libraries.includes(flag)), libraries };
}

/** The folder of Node-API's headers. */
export function nodeHeaders() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json')), 'include');
  } catch {
    throw new Error('the package node-api-headers is missing');
  }
}

async function findCompiler() {
  for (const name of [process.env.CXX, 'c++', 'g++', 'clang++']) {
    if (name === undefined || name === '') continue;
    const isThere = await run(name, ['--version']).then(
      () => true,
      () => false,
    );
    if (isThere) return name;
  }
  throw new Error('there is no C++ compiler');
}

/** @param {unknown} error */
function firstLine(error) {
  const text =
    /** @type {{ stderr?: string }} */ (error).stderr || (error instanceof Error ? error.message : String(error));
  return text.split('\n').find((line) => /error|not /.test(line)) ?? text.split('\n')[0];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { state, message } = await ensureDriver();
  process.stdout.write(`${message ?? `File system driver: ${state}, up to date.`}\n`);
}
