#!/usr/bin/env node
/**
 * Completes `package-lock.json`: `npm run complete:lockfile`, after a dependency was added or updated.
 *
 * A package with a binary for every system lists them all as optional packages. npm leaves those out of the lockfile
 * that the registry in use does not have, and `npm ci` then refuses the lockfile on every machine. This adds them with
 * the version that is asked for and the systems that their names tell; npm skips them on all other systems.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * An entry of a lockfile.
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} Entry
 */

const SYSTEM = /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-([a-z0-9]+))?$/;

/**
 * The optional packages that no entry stands for, as entries by place.
 * @param {Readonly<Record<string, Entry>>} packages by place, such as `node_modules/zod`
 * @returns {Record<string, Entry>}
 * @throws {Error} where a missing package has no exact version, or its name tells no system
 */
export function missingOptional(packages) {
  /** @type {Record<string, Entry>} */
  const missing = {};
  for (const [place, { optionalDependencies = {}, dev = false }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!isThere(packages, place, name)) missing[`node_modules/${name}`] = entryOf(name, version, dev);
    }
  }
  return missing;
}

/**
 * Whether a package at `place` finds `name`, as Node looks for it: in its own folder, then in every folder above.
 * @param {Readonly<Record<string, Entry>>} packages
 * @param {string} place
 * @param {string} name
 */
function isThere(packages, place, name) {
  for (let folder = `${place}/`; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/'))) {
    if (packages[`${folder === '/' ? '' : folder}node_modules/${name}`] !== undefined) return true;
    if (folder === '' || folder === '/') return false;
  }
}

/** @param {string} name @param {string} version @param {boolean} dev @returns {Entry} */
function entryOf(name, version, dev) {
  const [, os, cpu, abi = ''] = SYSTEM.exec(name) ?? [];
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`${name}@${version} is not in the lockfile, and neither its system nor its version is certain.`);
  }
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(os === 'linux' && abi !== '' ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {}),
    optional: true,
    os: [os],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingOptional(lock.packages);
  const sorted = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  process.stdout.write(`package-lock.json: ${Object.keys(missing).length} packages of other systems added.\n`);
}
