#!/usr/bin/env node
/**
 * `npm start -- [FOLDER]`: from a fresh clone to an open library.
 *
 * Runs on Node 20 with nothing installed: it gets what is missing, then hands over to the
 * service, which runs on the Node 24 among the packages. This process shows what the service
 * announces, opens the window, and on Ctrl-C asks the service to unmount and stop.
 */

import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDriver } from '../fuse/native/build.mjs';
import { serviceArgv, serviceEnvironment } from './service-process.mjs';
import { announcementReader, progressLine } from './setup/announcements.mjs';
import { ensureBundles } from './setup/bundles.mjs';
import { ensureDebianPackages, installCommand, neededToMount } from './setup/debian-packages.mjs';
import { ensureNodePackages, nodeBinary } from './setup/node-packages.mjs';
import { parseStartArguments, serviceArguments, START_HELP } from './setup/start-arguments.mjs';
import { printableLines } from './setup/printable-text.mjs';
import { createTerminal } from './setup/terminal.mjs';
import { openApp } from './setup/window.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const terminal = createTerminal(process.stdout);

async function main() {
  const options = parseStartArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  if ('error' in options) return fail(`${options.error}\n\n${START_HELP}`, 2);
  if (options.help) return terminal.line(START_HELP);
  if (options.folder !== null && statSync(options.folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return fail(`${options.folder} is not a folder.`, 2);
  }
  await ensureNodePackages(ROOT, terminal);
  await ensureBundles(ROOT, terminal);
  if (options.mount !== null && process.platform === 'linux') {
    const missing = await ensureDebianPackages(neededToMount(), terminal);
    if (missing.length > 0) {
      terminal.line(`The library is not mounted: fusermount3 is missing. To get it: ${installCommand(missing)}`);
      options.mount = null;
    } else {
      const { message } = await ensureDriver();
      if (message !== null) terminal.line(message);
    }
  }
  await serve(options);
}

/**
 * Runs the service until it ends.
 * @param {import('./setup/start-arguments.mjs').StartOptions} options
 * @returns {Promise<void>}
 */
function serve(options) {
  return new Promise((resolve) => {
    // In a process group of its own: Ctrl-C reaches only this process, which asks the service once.
    const service = spawn(nodeBinary(ROOT), serviceArgv(join(ROOT, 'main', 'service.ts'), serviceArguments(options)), {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
      env: serviceEnvironment(),
    });
    let attached = false;
    let stopping = false;
    /** @type {import('node:child_process').ChildProcess | null} */
    let window = null;
    let opening = Promise.resolve();

    const stop = () => {
      if (stopping) return;
      stopping = true;
      terminal.line('Stopping …');
      window?.kill('SIGTERM');
      service.kill('SIGTERM');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

    /** @param {string} url @param {string} library */
    const open = async (url, library) => {
      window = await openApp({ root: ROOT, url, library, terminal });
      if (stopping) window?.kill('SIGTERM');
      // The window of a second start belongs to the service of the first one, which goes on.
      window?.on('close', () => (attached ? resolve() : stop()));
    };

    const read = announcementReader((event) => {
      if (!stopping || event.event === 'stopped') say(event);
      if (event.event !== 'listening') return;
      attached = event.attached;
      if (options.open) opening = open(event.url, event.library);
    }, terminal.line);
    service.stdout.setEncoding('utf8').on('data', read);
    service.on('error', (error) => {
      fail(`The service could not be started: ${error.message}`, 1);
      resolve();
    });
    service.on('close', async (code, signal) => {
      terminal.clear();
      // Asked to stop before it listened, it ends by the signal itself.
      const well = code === 0 || (stopping && signal === 'SIGTERM');
      if (!well) fail(`The service ended unexpectedly (${signal ?? `code ${String(code)}`}).`, 1);
      await opening;
      const windowStays = attached && window !== null && window.exitCode === null && !stopping;
      if (windowStays) return;
      window?.kill('SIGTERM');
      resolve();
    });
  });
}

/** Prints what the service announced. @param {import('./setup/announcements.mjs').Announcement} announced */
function say(announced) {
  switch (announced.event) {
    case 'listening':
      terminal.line(announced.attached ? 'Descant is running already:' : 'Descant is running:');
      terminal.line(`  app      ${announced.url}`);
      terminal.line(`  library  ${announced.library}`);
      break;
    case 'mounted':
      terminal.line(`  mount    ${announced.directory}`);
      break;
    case 'mount-failed':
      terminal.line(`The library is not mounted: ${announced.message}`);
      break;
    case 'progress': {
      const said = progressLine(announced);
      if (said?.over === true) terminal.line(said.text);
      else if (said !== null) terminal.status(announced.job, said.text);
      break;
    }
    case 'folder-failed':
    case 'scan-failed':
      terminal.line(announced.message);
      break;
    case 'stopped':
      terminal.line('Stopped.');
      break;
    default:
    // `failed`: the service says why on its error output, which is shown as it is.
  }
}

/** @param {string} message @param {number} code Exit code. */
function fail(message, code) {
  terminal.clear();
  process.stderr.write(`${printableLines(message)}\n`);
  process.exitCode = code;
}

try {
  await main();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error), 1);
}
