/**
 * Shows the app: in Electron where its binary is to be had, else in the browser, else as a URL.
 *
 * The package `electron` is never imported here: in plain Node that would start a download.
 */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary } from './node-packages.mjs';
import { findProgram, run } from './programs.mjs';

const DOWNLOAD_SECONDS = 180;

/**
 * Path of Electron's binary, or `null` when it has not been downloaded.
 * @param {string} root
 */
export function electronBinary(root) {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/**
 * Whether there is a screen to open a window on.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function hasDisplay(env, platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Gets Electron's binary with the installer in its own package.
 * `ELECTRON_SKIP_BINARY_DOWNLOAD` keeps it away, as everywhere else.
 * @param {string} root
 * @param {import('./terminal.mjs').Terminal} terminal
 * @returns {Promise<string | null>} its path, or `null` when it cannot be had here.
 */
export async function ensureElectron(root, terminal) {
  const there = electronBinary(root);
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (there !== null || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || !existsSync(installer)) return there;
  terminal.status('electron', 'Getting Electron (about 120 MB, once) …');
  await run(nodeBinary(root), [installer], { cwd: root, quiet: true, seconds: DOWNLOAD_SECONDS });
  terminal.clear();
  return electronBinary(root);
}

/**
 * Opens the app's window.
 * @param {{ root: string, url: string, library: string, terminal: import('./terminal.mjs').Terminal }} what
 * @returns {Promise<import('node:child_process').ChildProcess | null>} Electron's process, or `null` when the app is elsewhere.
 */
export async function openApp({ root, url, library, terminal }) {
  if (!hasDisplay(process.env, process.platform)) {
    terminal.line('There is no display here: open the URL above in a browser on this machine.');
    return null;
  }
  // Electron's sandbox does not run for root, and without its sandbox it is not to run.
  const isRoot = process.getuid?.() === 0;
  const electron = isRoot ? null : await ensureElectron(root, terminal);
  if (electron !== null) {
    return spawn(electron, [root, '--library', library], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const why = isRoot ? 'Electron does not run for root' : "Electron's binary could not be had";
  if (await openInBrowser(url)) terminal.line(`${why}, so the app opens in your browser.`);
  else terminal.line(`${why}, and no browser could be opened: open the URL above yourself.`);
  return null;
}

/**
 * An address that opens the app once, for a program's arguments, which every user of the machine can read.
 * @param {string} url the app's address, with the token
 * @returns {Promise<string | null>} `null` when the service does not give one
 */
export async function oneTimeAddress(url) {
  const { origin, searchParams } = new URL(url);
  try {
    const headers = { Authorization: `Bearer ${searchParams.get('token')}` };
    const answer = await fetch(`${origin}/open`, { method: 'POST', headers });
    if (!answer.ok) return null;
    const { url: address } = /** @type {{ url: string }} */ (await answer.json());
    return address;
  } catch {
    return null;
  }
}

/** Opens the app in the system's browser. @param {string} url @returns whether there was one */
async function openInBrowser(url) {
  const program = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer.exe' : 'xdg-open';
  if (findProgram(program) === null) return false;
  const address = await oneTimeAddress(url);
  if (address === null) return false;
  const { code } = await run(program, [address], { quiet: true, seconds: 20 });
  // explorer.exe returns 1 even when all is well.
  return code === 0 || process.platform === 'win32';
}
