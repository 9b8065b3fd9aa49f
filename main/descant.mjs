#!/usr/bin/env node
/**
 * `npx descant`: the command-line program. It needs Node 24; on an older Node it hands over to
 * the one among Descant's packages, with the same arguments, streams, signals and exit code.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withCompileCache } from './compile-cache.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ENOUGH = 24;
/** Signals that are handed on, with their numbers: an exit code of 128 + number tells of one. */
const SIGNALS = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 });
const SIGKILL = 9;

const environment = withCompileCache();

if (Number(process.versions.node.split('.')[0]) >= ENOUGH) {
  // Also for the service, should the command start one.
  process.env.NODE_COMPILE_CACHE = environment.NODE_COMPILE_CACHE;
  nodeModule.enableCompileCache(environment.NODE_COMPILE_CACHE);
  await import('./cli.ts');
} else {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(dirname(HERE), 'node_modules', 'node', 'bin', name);
  if (existsSync(node)) {
    const child = spawn(node, [join(HERE, 'cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit', env: environment });
    for (const signal of /** @type {(keyof typeof SIGNALS)[]} */ (Object.keys(SIGNALS))) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', (error) => {
      process.stderr.write(`descant: ${node} could not be started: ${error.message}\n`);
      process.exitCode = 1;
    });
    child.on('close', (code, signal) => {
      const number =
        signal !== null && signal in SIGNALS ? SIGNALS[/** @type {keyof typeof SIGNALS} */ (signal)] : SIGKILL;
      process.exitCode = code ?? 128 + number;
    });
  } else {
    process.stderr.write(
      `descant: this is Node ${process.versions.node}, and Descant needs ${ENOUGH} or newer. ` +
        'Run `npm install` in its folder: it brings one along.\n',
    );
    process.exitCode = 1;
  }
}
