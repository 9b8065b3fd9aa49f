/**
 * Makes sure that programs from Debian's packages are there.
 *
 * As root on Debian or Ubuntu they are installed; otherwise the caller gets the one command that installs them. apt is
 * not started while nothing is missing.
 */

import { existsSync } from 'node:fs';
import { libfuse2Package } from '../../fuse/backend/libfuse2-package.mjs';
import { findProgram, run } from './programs.mjs';

/**
 * @typedef {object} DebianPackage
 * @property {string} name The package.
 * @property {string} [program] A program it brings; the package counts as there when this is on the PATH.
 * @property {string} [file] Or a file it brings.
 */

/** @type {readonly DebianPackage[]} What mounts need that root did not make: the setuid program. */
const NEEDED_BY_USERS = [{ name: 'fuse3', program: 'fusermount3' }];

/**
 * What the mount needs. Root mounts by a system call and needs nothing.
 * @param {number} user
 * @returns {readonly DebianPackage[]}
 */
export function neededToMount(user = process.getuid?.() ?? 0) {
  return user === 0 ? [] : NEEDED_BY_USERS;
}

const MULTIARCH = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';

/** @type {readonly DebianPackage[]} What the tests need beside npm's packages. */
export const NEEDED_TO_TEST = [
  ...NEEDED_BY_USERS,
  // For the tests of the backend fuse-native.
  { name: libfuse2Package(), file: `/usr/lib/${MULTIARCH}/libfuse.so.2` },
  { name: 'chromium', program: 'chromium' },
  { name: 'flac', program: 'metaflac' },
  { name: 'ffmpeg', program: 'ffmpeg' },
  { name: 'libchromaprint-tools', program: 'fpcalc' },
  { name: 'kid3-cli', program: 'kid3-cli' },
  { name: 'rsync', program: 'rsync' },
  // Minimal systems are without it.
  { name: 'xz-utils', program: 'xz' },
  { name: 'eyed3', program: 'eyeD3' },
  { name: 'id3v2', program: 'id3v2' },
  { name: 'vorbis-tools', program: 'vorbiscomment' },
  { name: 'musepack-tools', program: 'mpcenc' },
  { name: 'mpv', program: 'mpv' },
  { name: 'mpd', program: 'mpd' },
  { name: 'libglib2.0-bin', program: 'gio' },
  { name: 'dbus-daemon', program: 'dbus-run-session' },
  { name: 'playerctl', program: 'playerctl' },
  { name: 'python3-mutagen', file: '/usr/lib/python3/dist-packages/mutagen/__init__.py' },
  { name: 'python3-acoustid', file: '/usr/lib/python3/dist-packages/acoustid.py' },
  // Their libraries are imported.
  { name: 'beets', program: 'beet' },
  { name: 'quodlibet', program: 'quodlibet' },
];

/**
 * @param {readonly DebianPackage[]} packages
 * @returns {string[]} The names of those that are not there.
 */
export function missingDebianPackages(packages) {
  return packages.filter((one) => !isThere(one)).map((one) => one.name);
}

/** @param {DebianPackage} one */
function isThere(one) {
  return one.program === undefined ? existsSync(one.file ?? '') : findProgram(one.program) !== null;
}

/** The one command that installs the packages. @param {readonly string[]} names */
export function installCommand(names) {
  return `sudo apt-get install ${names.join(' ')}`;
}

/**
 * Installs what is missing where that is possible.
 * @param {readonly DebianPackage[]} packages
 * @param {import('./terminal.mjs').Terminal} terminal
 * @returns {Promise<string[]>} The names that are still missing; empty when all is well.
 */
export async function ensureDebianPackages(packages, terminal) {
  const missing = missingDebianPackages(packages);
  if (missing.length === 0) return [];
  const apt = findProgram('apt-get');
  if (apt === null || process.getuid?.() !== 0) return missing;
  const started = Date.now();
  terminal.status('apt', `Installing Debian packages: ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run(apt, ['install', '-y', '-qq', '--no-install-recommends', ...missing], { quiet: true, env });
  let result = await install();
  if (result.code !== 0) {
    // A fresh machine has no package lists yet, an old one has lists that name files long gone.
    await run(apt, ['update', '-qq'], { quiet: true, env });
    result = await install();
  }
  terminal.clear();
  if (result.code !== 0) terminal.line(`apt-get install failed:\n${result.output.trim()}`);
  else {
    terminal.line(
      `Debian packages: ${missing.join(', ')} installed in ${Math.round((Date.now() - started) / 1000)} s.`,
    );
  }
  return missingDebianPackages(packages);
}
