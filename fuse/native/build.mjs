#!/usr/bin/env node
/**
 * Builds the file system driver where this machine can: a C++ compiler and the development files of libfuse3.
 * Prints one line. Never fails an installation: without the driver, Descant mounts through `fuse-native`.
 *
 * The compiler is called directly. node-gyp would have to download Node's own headers; the driver needs only
 * those of Node-API, which come as a package and fit every version of Node.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(HERE, 'src');
const OUTPUT = join(HERE, 'build');
const DRIVER = join(OUTPUT, 'descant-fuse.node');
const STAMP = join(OUTPUT, 'built-from');

/**
 * @returns {Promise<{ built: boolean, message: string }>} whether the driver is there now, and one line about it
 */
export async function buildDriver() {
  if (process.platform !== 'linux') return { built: false, message: 'File system driver: only on Linux.' };
  try {
    const flags = await libfuseFlags();
    const headers = nodeHeaders();
    const compiler = await findCompiler();
    const from = fingerprint([compiler, ...flags]);
    if (existsSync(DRIVER) && readOr(STAMP, '') === from) {
      return { built: true, message: 'File system driver: up to date.' };
    }
    const began = performance.now();
    await compile(compiler, [...flags, `-I${headers}`]);
    writeFileSync(STAMP, from);
    return {
      built: true,
      message: `File system driver: built in ${((performance.now() - began) / 1000).toFixed(1)} s.`,
    };
  } catch (error) {
    rmSync(STAMP, { force: true });
    rmSync(DRIVER, { force: true });
    return {
      built: false,
      message: `File system driver: not built (${firstLine(error)}); mounting goes through fuse-native, at about half the speed.`,
    };
  }
}

async function libfuseFlags() {
  const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'fuse3']).catch(() => {
    throw new Error('libfuse3-dev and pkg-config are not installed');
  });
  return stdout.trim().split(/\s+/);
}

function nodeHeaders() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json')), 'include');
  } catch {
    throw new Error('the package node-api-headers is missing');
  }
}

async function findCompiler() {
  for (const name of [process.env.CXX, 'c++', 'g++', 'clang++']) {
    if (
      name &&
      (await run(name, ['--version']).then(
        () => true,
        () => false,
      ))
    ) {
      return name;
    }
  }
  throw new Error('there is no C++ compiler');
}

/** @param {string} compiler @param {readonly string[]} flags */
async function compile(compiler, flags) {
  mkdirSync(OUTPUT, { recursive: true });
  const files = readdirSync(SOURCES)
    .filter((name) => name.endsWith('.cc'))
    .map((name) => join(SOURCES, name));
  // Beside the old driver and moved over it: a running mount keeps the one it has loaded.
  const fresh = `${DRIVER}.${process.pid}`;
  const options = [
    '-std=c++17',
    '-O2',
    '-g1',
    '-fPIC',
    '-shared',
    '-pthread',
    '-Wall',
    '-Wextra',
    '-D_FILE_OFFSET_BITS=64',
    '-fvisibility=hidden',
    '-fno-exceptions',
  ];
  const libraries = flags.filter((flag) => flag.startsWith('-l') || flag.startsWith('-L'));
  const others = flags.filter((flag) => !libraries.includes(flag));
  await run(compiler, [...options, ...others, ...files, '-o', fresh, ...libraries], { maxBuffer: 16 * 1024 * 1024 });
  renameSync(fresh, DRIVER);
}

/** Changes whenever the driver has to be built again. @param {readonly string[]} extra */
function fingerprint(extra) {
  const hash = createHash('sha256')
    .update(extra.join(' '))
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(SOURCES).sort()) hash.update(name).update(readFileSync(join(SOURCES, name)));
  return hash.digest('hex');
}

/** @param {string} path @param {string} otherwise */
function readOr(path, otherwise) {
  return existsSync(path) ? readFileSync(path, 'utf8') : otherwise;
}

/** @param {unknown} error */
function firstLine(error) {
  const text =
    /** @type {{ stderr?: string }} */ (error).stderr || (error instanceof Error ? error.message : String(error));
  return text.split('\n').find((line) => /error|not /.test(line)) ?? text.split('\n')[0];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { message } = await buildDriver();
  process.stdout.write(`${message}\n`);
}
