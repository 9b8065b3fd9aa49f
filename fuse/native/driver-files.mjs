/**
 * Where the file system driver lies and what it was built from: what building, prebuilding and loading it share.
 *
 * A driver carries the hash of its sources in itself (`builtFrom` of the addon), so a binary cannot be taken for that
 * of other sources. The hash covers the C++ files, the compiler options and the script that makes the prebuilt one.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

export const SOURCES = join(HERE, 'src');

/** The driver that the repository brings for this kind of machine; there may be none. */
export const PREBUILT = prebuiltFor(process.arch);

/** The driver that was built on this machine, from sources that differ from those of the prebuilt one. */
export const BUILT_HERE = join(HERE, 'build', 'descant-fuse.node');

/** Options of the compiler, the same for every build. */
export const COMPILER_OPTIONS = /** @type {const} */ ([
  '-std=c++17',
  '-O2',
  '-fPIC',
  '-shared',
  '-pthread',
  '-Wall',
  '-Wextra',
  '-D_FILE_OFFSET_BITS=64',
  '-fvisibility=hidden',
  '-fno-exceptions',
]);

/** @param {string} architecture as Node names it, such as `x64` */
export function prebuiltFor(architecture) {
  return join(HERE, 'prebuilt', `linux-${architecture}`, 'descant-fuse.node');
}

/** The C++ files to compile. */
export function sourceFiles() {
  return readdirSync(SOURCES)
    .filter((name) => name.endsWith('.cc'))
    .sort();
}

/** The hash of everything that a driver is made from, in hexadecimal digits. */
export function sourceHash() {
  const hash = createHash('sha256').update(COMPILER_OPTIONS.join(' '));
  hash.update(readFileSync(join(HERE, 'prebuild.mjs')));
  for (const name of readdirSync(SOURCES).sort()) hash.update(name).update(readFileSync(join(SOURCES, name)));
  return hash.digest('hex');
}

/** The compiler option that writes the hash into the driver. @param {string} hash */
export function builtFromOption(hash) {
  return `-DDESCANT_BUILT_FROM="${hash}"`;
}

/**
 * The hash in a driver, read without loading it.
 * @param {string} driver path of the file
 * @returns {string | null} `null` where there is no such file, or no hash in it
 */
export function builtFrom(driver) {
  try {
    return /descant-driver-built-from:([0-9a-f]{64})/.exec(readFileSync(driver, 'latin1'))?.[1] ?? null;
  } catch {
    return null;
  }
}
