import { expect, test } from 'vitest';
import { MODULES } from './modules.ts';
import { optionsOf } from './options.ts';

test('without arguments, a sample of 100 of each module', () => {
  const { targets, sample, seed, concurrency, json, folder } = optionsOf([]);
  expect(targets.map(({ path }) => path)).toEqual([...MODULES]);
  expect({ sample, seed, concurrency, json, folder }).toEqual({
    sample: 100,
    seed: '1',
    concurrency: 1,
    json: null,
    folder: null,
  });
});

test('takes folders and files, a sample and a seed', () => {
  const options = optionsOf(['fuse/tree', 'app/scan/walk.ts', '--sample', '7', '--seed', 'x', '--json', 'out.json']);
  expect(options.targets).toEqual([
    { path: 'fuse/tree', tests: 'fuse/tree' },
    { path: 'app/scan/walk.ts', tests: 'app/scan' },
  ]);
  expect(options).toMatchObject({ sample: 7, seed: 'x', json: 'out.json' });
});

test('--all runs every mutant, and no sample goes with it', () => {
  expect(optionsOf(['--all']).sample).toBeNull();
  expect(() => optionsOf(['--all', '--sample', '5'])).toThrow('not both');
});

test.each(['0', '-1', '1.5', 'many', ''])('--sample %s is refused', (number) => {
  expect(() => optionsOf([`--sample=${number}`])).toThrow(`--sample takes a number from 1, not "${number}".`);
});

test('an unknown option is refused', () => {
  expect(() => optionsOf(['--quick'])).toThrow('--quick');
});
