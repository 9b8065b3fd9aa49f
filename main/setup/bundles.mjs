/**
 * Builds the bundles (page, Electron's main process and preload) when they are older than
 * what they are made from. The service serves the page from `dist/renderer`.
 */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary } from './node-packages.mjs';
import { run } from './programs.mjs';

const SOURCES = [
  'renderer',
  'main/electron',
  'main/electron.ts',
  'main/preload.ts',
  'vite.config.ts',
  'package-lock.json',
];
const RESULTS = ['dist/renderer/index.html', 'dist/main/electron.js', 'dist/main/preload.cjs'];

/**
 * Whether a bundle is missing or older than any of its sources.
 * @param {string} root
 */
export function bundlesAreStale(root) {
  const built = Math.min(...RESULTS.map((path) => changedAt(join(root, path)) ?? 0));
  return built === 0 || newest(root, SOURCES) > built;
}

/**
 * @param {string} root
 * @param {import('./terminal.mjs').Terminal} terminal
 * @throws {Error} with the builder's own words when it fails.
 */
export async function ensureBundles(root, terminal) {
  if (!bundlesAreStale(root)) return;
  terminal.status('build', 'Building the app …');
  const started = Date.now();
  const { code, output } = await run(
    nodeBinary(root),
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'warn'],
    // Users get React's fast build, also where NODE_ENV says otherwise.
    { cwd: root, quiet: true, env: { ...process.env, NODE_ENV: 'production' } },
  );
  terminal.clear();
  if (code !== 0) throw new Error(`The app could not be built:\n${output.trim()}`);
  terminal.line(`App: built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** The latest change of these files and of everything in these folders. @param {string} root @param {readonly string[]} paths @returns {number} */
function newest(root, paths) {
  let latest = 0;
  for (const path of paths) {
    const full = join(root, path);
    const time = changedAt(full);
    if (time === null) continue;
    // A folder's own time moves when a file in it is deleted.
    latest = Math.max(latest, time);
    if (statSync(full).isDirectory()) latest = Math.max(latest, newest(full, readdirSync(full)));
  }
  return latest;
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
