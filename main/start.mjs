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
import { buildDriver } from '../fuse/native/build.mjs';
import { announcementReader, progressLine } from './setup/announcements.mjs';
import { ensureBundles } from './setup/bundles.mjs';
import { ensureDebianPackages, installCommand, NEEDED_TO_MOUNT } from './setup/debian-packages.mjs';
import { ensureNodePackages, nodeBinary } from './setup/node-packages.mjs';
import { parseStartArguments, serviceArguments, START_HELP } from './setup/start-arguments.mjs';
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
    const missing = await ensureDebianPackages(NEEDED_TO_MOUNT, terminal);
    if (missing.length > 0) {
      terminal.line(`The library is not mounted: FUSE is missing. To get it: ${installCommand(missing)}`);
      options.mount = null;
    } else {
      await ensureDriver();
    }
  }
  await serve(options);
}

/** Builds the file system driver if this machine can and has not; says so only when something is new or missing. */
async function ensureDriver() {
  const { message } = await buildDriver();
  if (!message.endsWith('up to date.')) terminal.line(message);
}

/**
 * Runs the service until it ends.
 * @param {import('./setup/start-arguments.mjs').StartOptions} options
 */
function serve(options) {
  return new Promise((resolve) => {
    // In a process group of its own: Ctrl-C reaches only this process, which asks the service once.
    const service = spawn(nodeBinary(ROOT), [join(ROOT, 'main', 'service.ts'), ...serviceArguments(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let attached = false;
    let stopping = false;
    let window = null;

    const stop = () => {
      if (stopping) return;
      stopping = true;
      terminal.line('Stopping …');
      window?.kill('SIGTERM');
      service.kill('SIGTERM');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

    const open = async (url, library) => {
      window = await openApp({ root: ROOT, url, library, terminal });
      if (stopping) window?.kill('SIGTERM');
      // A window of a second start belongs to a service that somebody else looks after.
      window?.on('close', () => (attached ? resolve() : stop()));
    };

    const show = {
      listening(event) {
        attached = event.attached;
        terminal.line(attached ? 'Descant is running already:' : 'Descant is running:');
        terminal.line(`  app      ${event.url}`);
        terminal.line(`  library  ${event.library}`);
        if (options.open) opening = open(event.url, event.library);
      },
      mounted(event) {
        terminal.line(`  mount    ${event.directory}`);
      },
      'mount-failed'(event) {
        terminal.line(`The library is not mounted: ${event.message}`);
      },
      progress(event) {
        const said = stopping ? null : progressLine(event);
        if (said === null) return;
        if (said.over) terminal.line(said.text);
        else terminal.status(event.job, said.text);
      },
      'folder-failed'(event) {
        terminal.line(event.message);
      },
      'scan-failed'(event) {
        terminal.line(event.message);
      },
      stopped() {
        terminal.line('Stopped.');
      },
    };
    let opening = Promise.resolve();

    const read = announcementReader((event) => show[event.event]?.(event), terminal.line);
    service.stdout.setEncoding('utf8').on('data', read);
    service.on('error', (error) => {
      fail(`The service could not be started: ${error.message}`, 1);
      resolve();
    });
    service.on('close', async (code, signal) => {
      terminal.clear();
      // Asked to stop, it may end by the signal itself; anything else is a failure to tell.
      const well = code === 0 || (stopping && signal === 'SIGTERM');
      if (!well) fail(`The service ended unexpectedly (${signal ?? `code ${code}`}).`, 1);
      await opening;
      if (attached && window !== null && window.exitCode === null && !stopping) return;
      window?.kill('SIGTERM');
      resolve();
    });
  });
}

function fail(message, code) {
  terminal.clear();
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

try {
  await main();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error), 1);
}
