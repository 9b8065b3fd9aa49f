import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { environmentWith, startBuilderThread, startEngineThread } from './start-thread.ts';

const newPath = temporaryPaths();

it('passes the compile cache of the program on to its threads', () => {
  const environment = { HOME: '/home/x', NODE_COMPILE_CACHE: '/old' };
  expect(environmentWith('/cache', environment)).toEqual({ HOME: '/home/x', NODE_COMPILE_CACHE: '/cache' });
  expect(environment.NODE_COMPILE_CACHE).toBe('/old');
});

it('leaves the environment of threads alone where the program has no compile cache', () => {
  const environment = { HOME: '/home/x' };
  expect(environmentWith(undefined, environment)).toBe(environment);
});

it('limits the heap for young objects of its threads, and no other memory', async () => {
  for (const [start, megabytes] of [
    [startEngineThread, 4],
    [startBuilderThread, 1],
  ] as const) {
    const thread = start();
    // Only then are the limits known that it did not get from the program.
    await once(thread, 'online');
    const { maxYoungGenerationSizeMb, maxOldGenerationSizeMb } = thread.resourceLimits!;
    await thread.terminate();
    expect(maxYoungGenerationSizeMb).toBe(megabytes);
    expect(maxOldGenerationSizeMb).toBeGreaterThan(500);
  }
});

it('lets V8 compile no WebAssembly code that threads would share, while they strip the types of files', () => {
  const program = `${newPath()}.mjs`;
  writeFileSync(
    program,
    `import { startEngineThread } from ${JSON.stringify(new URL('start-thread.ts', import.meta.url).href)};
    const thread = startEngineThread();
    thread.postMessage({ call: 1, method: 'has', handle: 1, id: 1 });
    thread.once('message', () => thread.terminate());`,
  );
  const log = newPath();
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  execFileSync(process.execPath, ['--log-code', `--logfile=${log}`, '--no-logfile-per-isolate', program], { env });
  const compiled = readFileSync(log, 'utf8').split('\n');
  expect(compiled.some((line) => line.includes('engine-worker.ts'))).toBe(true);
  expect(compiled.filter((line) => /^code-creation,JS,.*,wasm-to-js,/.test(line))).toEqual([]);
});
