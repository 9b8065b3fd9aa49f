import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { serviceArgv, serviceEnvironment } from './service-process.mjs';

it('starts the program with its arguments, and with little room for new objects', () => {
  const [option, collect, program, ...rest] = serviceArgv('/service.ts', ['--library', '/lib']);
  expect([collect, program, ...rest]).toEqual(['--expose-gc', '/service.ts', '--library', '/lib']);
  const print = "process.stdout.write(require('node:v8').getHeapStatistics().heap_size_limit.toString())";
  const limit = (...options: string[]): number =>
    Number(execFileSync(process.execPath, [...options, '-e', print], { encoding: 'utf8' }));
  expect(limit() - limit(option!)).toBeGreaterThan(10 * 2 ** 20);
});

it('bounds the heaps of the C library, and leaves what a person has set as it is', () => {
  const usual = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
  expect(serviceEnvironment({ HOME: '/home/x' })).toMatchObject({ HOME: '/home/x', ...usual });
  const own = { MALLOC_ARENA_MAX: '3', MALLOC_TRIM_THRESHOLD_: '1', NODE_COMPILE_CACHE: '/c' };
  expect(serviceEnvironment(own)).toEqual({ ...usual, ...own });
});
