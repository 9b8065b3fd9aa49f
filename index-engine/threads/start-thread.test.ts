import { once } from 'node:events';
import { expect, it } from 'vitest';
import { environmentWith, startBuilderThread, startEngineThread } from './start-thread.ts';

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
  for (const start of [startEngineThread, startBuilderThread]) {
    const thread = start();
    // Only then are the limits known that it did not get from the program.
    await once(thread, 'online');
    const { maxYoungGenerationSizeMb, maxOldGenerationSizeMb } = thread.resourceLimits!;
    await thread.terminate();
    expect(maxYoungGenerationSizeMb).toBe(4);
    expect(maxOldGenerationSizeMb).toBeGreaterThan(500);
  }
});
