import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { serviceArgv } from '../../service-process.mjs';
import { SERVICE_PROGRAM } from '../service-program.ts';
import * as serve from './serve.ts';

const PROGRAM = fileURLToPath(SERVICE_PROGRAM);
const { execPath } = process;

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  process.execPath = execPath;
  process.removeAllListeners('SIGINT');
  process.removeAllListeners('SIGTERM');
});

/** Lets a script run in the place of Node, which writes down its arguments. */
function runScript(rest: string): void {
  process.execPath = join(folder, 'node');
  writeFileSync(process.execPath, `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(folder, 'arguments')}'\n${rest}\n`);
  chmodSync(process.execPath, 0o700);
}
const given = (): string[] => readFileSync(join(folder, 'arguments'), 'utf8').split('\n').slice(0, -1);

describe('descant serve', () => {
  it('runs the service until it ends, and returns its exit code', async () => {
    runScript('exit 3');
    expect(await serve.run([])).toBe(3);
    expect(given()).toEqual(serviceArgv(PROGRAM, ['--no-mount']));
  });

  it('hands its options on', async () => {
    runScript('exit 0');
    expect(await serve.run(['--library', '/l', '--port', '8', '--mount', '/m', '--template', '$title', '--json'])).toBe(
      0,
    );
    const options = ['--library', '/l', '--port', '8', '--mount', '/m', '--template', '$title', '--announce', 'json'];
    expect(given()).toEqual(serviceArgv(PROGRAM, options));
  });

  it('hands on which APIs it serves, and where', async () => {
    runScript('exit 0');
    await serve.run(['--api', 'acoustid,index', '--port', '8', '--host', '0.0.0.0']);
    const options = ['--api-port', '8', '--no-mount', '--api', 'acoustid,index', '--api-host', '0.0.0.0'];
    expect(given()).toEqual(serviceArgv(PROGRAM, options));
  });

  it('serves the page on this machine alone', async () => {
    await expect(serve.run(['--host', '0.0.0.0'])).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });

  it('survives Ctrl-C, which the terminal sends to the service as well, and hands a request to end on', async () => {
    runScript(`trap 'exit 5' TERM; echo > '${join(folder, 'ready')}'; while :; do sleep 0.01; done`);
    const code = serve.run([]);
    const isReady = (): boolean => {
      try {
        return readFileSync(join(folder, 'ready')).length > 0;
      } catch {
        return false;
      }
    };
    while (!isReady()) await new Promise(setImmediate);
    process.emit('SIGINT');
    process.emit('SIGTERM');
    expect(await code).toBe(5);
  });

  it('fails where the service is killed', async () => {
    runScript('kill -9 $$');
    expect(await serve.run([])).toBe(1);
  });
});
