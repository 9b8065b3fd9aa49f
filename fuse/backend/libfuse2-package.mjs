/**
 * The Debian or Ubuntu package that holds libfuse 2, which the npm package fuse-native needs.
 * Plain JavaScript, because the setup uses it on whatever Node the machine has.
 */
import { readFileSync } from 'node:fs';

/** First releases whose package has the suffix of the 64-bit time transition. */
const FIRST_T64 = /** @type {const} */ ({ debian: 13, ubuntu: 24.04 });

/**
 * @param {string} osRelease text of `/etc/os-release`
 * @returns {string} name of the package
 */
export function libfuse2Package(osRelease = readOsRelease()) {
  const system = valueOf(osRelease, 'ID');
  const first = system === 'debian' || system === 'ubuntu' ? FIRST_T64[system] : Infinity;
  return Number(valueOf(osRelease, 'VERSION_ID')) >= first ? 'libfuse2t64' : 'libfuse2';
}

/** @param {string} osRelease @param {string} name */
function valueOf(osRelease, name) {
  return new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
