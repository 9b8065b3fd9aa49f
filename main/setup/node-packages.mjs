/**
 * Makes sure that `node_modules` holds exactly what `package-lock.json` says.
 *
 * Nothing is remembered between runs: npm's own record (`node_modules/.package-lock.json`) is
 * compared with the lockfile, so an interrupted install, a newer lockfile or another machine's
 * folder are all noticed. Install scripts are not run but for one: the package `node`, whose
 * script lays down the Node binary that everything else runs on. All other native packages carry
 * their binaries with them; their scripts would only compile or download.
 */

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, run } from './programs.mjs';

/** @typedef {import('./lockfile.mjs').Entry} Entry */

/** npm's own record of what it installed. */
const INSTALLED = join('node_modules', '.package-lock.json');

/** Where the Node that runs Descant lies once the packages are installed. @param {string} root */
export function nodeBinary(root) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * The packages of the lockfile that belong on this machine and are not there in that version.
 * @param {string} root The project's folder.
 * @returns {string[]} Places in the project, such as `node_modules/zod`.
 */
export function missingPackages(root) {
  const wanted = wantedPackages(root);
  const installed = readPackages(join(root, INSTALLED));
  const missing = [];
  for (const [place, entry] of wanted) {
    const there = installed?.[place];
    if (there?.version === entry.version) continue;
    // npm leaves an optional package out where it cannot run; that is no reason to install again.
    if (entry.optional === true && installed !== null && there === undefined) continue;
    missing.push(place);
  }
  return missing;
}

/**
 * Installs what is missing and says so as it goes.
 * @param {string} root
 * @param {import('./terminal.mjs').Terminal} terminal
 * @returns {Promise<void>}
 * @throws {Error} with npm's own words when it fails.
 */
export async function ensureNodePackages(root, terminal) {
  const complete = missingPackages(root).length === 0;
  if (complete && existsSync(nodeBinary(root))) return;
  const started = Date.now();
  if (!complete) {
    // `npm ci` removes what is installed; where packages are there, `npm install` gets only those that changed.
    // `--no-save` leaves package.json and the lockfile as they are.
    const command = existsSync(join(root, INSTALLED)) ? ['install', '--no-save'] : ['ci'];
    await withCount(root, terminal, () =>
      npm(root, [...command, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']),
    );
  }
  terminal.status('node', 'Unpacking the Node 24 that Descant runs on …');
  await npm(root, ['rebuild', 'node', '--foreground-scripts', '--loglevel=error']);
  if (!existsSync(nodeBinary(root))) {
    throw new Error(
      `npm ran, but ${nodeBinary(root)} is not there. Run \`npm rebuild node --foreground-scripts\` to see why.`,
    );
  }
  // The script leaves its own copy behind; the binary is a hard link and stays.
  rmSync(join(root, 'node_modules', 'node', 'node_modules'), { recursive: true, force: true });
  terminal.line(`Packages: installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** @param {string} root @returns {[string, Entry][]} */
function wantedPackages(root) {
  const packages = readPackages(join(root, 'package-lock.json'));
  if (packages === null) {
    throw new Error(`${join(root, 'package-lock.json')} is missing or damaged: is the clone complete?`);
  }
  return Object.entries(packages).filter(([place, entry]) => place !== '' && runsHere(entry));
}

/** @param {string} file @returns {Record<string, Entry> | null} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** Whether npm installs this entry on this kind of machine at all. @param {Entry} entry */
function runsHere(entry) {
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch);
}

/** @param {readonly string[] | undefined} list @param {string} value */
function allows(list, value) {
  if (list === undefined) return true;
  return list.includes(value) || (list.every((item) => item.startsWith('!')) && !list.includes(`!${value}`));
}

/**
 * Shows how many packages lie on the disk already while `work` runs.
 * @param {string} root
 * @param {import('./terminal.mjs').Terminal} terminal
 * @param {() => Promise<void>} work
 */
async function withCount(root, terminal, work) {
  const places = wantedPackages(root).map(([place]) => join(root, place));
  const show = () => {
    const there = places.filter((place) => existsSync(place)).length;
    terminal.status('npm', `Installing packages: ${there} of ${places.length} (about 780 MB on disk, once) …`);
  };
  show();
  const timer = setInterval(show, 1000);
  try {
    await work();
  } finally {
    clearInterval(timer);
    terminal.clear();
  }
}

/** @param {string} root @param {readonly string[]} npmArguments */
async function npm(root, npmArguments) {
  // Under `npm start` this very npm can be run again without a shell.
  const own = process.env.npm_execpath;
  const { code, output } =
    own !== undefined && own.endsWith('npm-cli.js')
      ? await run(process.execPath, [own, ...npmArguments], { cwd: root, quiet: true })
      : await run(findProgram('npm') ?? 'npm', npmArguments, { cwd: root, quiet: true });
  if (code !== 0) throw new Error(`npm ${npmArguments[0]} failed:\n${output.trim()}`);
}
