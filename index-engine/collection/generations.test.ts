import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { Generations } from './generations.ts';

const newPath = temporaryPaths();

function newDirectory(): string {
  const directory = newPath();
  mkdirSync(directory);
  return directory;
}

it('counts generations by name, and keeps them', async () => {
  const directory = newDirectory();
  const generations = new Generations(directory);
  expect(generations.of('a')).toBe(0);
  await generations.begin('a');
  await generations.begin('a');
  await generations.begin('b', 9);
  for (const same of [generations, new Generations(directory)]) {
    expect([same.of('a'), same.of('b'), same.of('c')]).toEqual([2, 9, 0]);
  }
  expect(JSON.parse(readFileSync(join(directory, '.generations'), 'utf8'))).toEqual({ a: 2, b: 9 });
});

it('begins again when its file is damaged', async () => {
  const directory = newDirectory();
  writeFileSync(join(directory, '.generations'), '{"a":');
  const generations = new Generations(directory);
  await generations.begin('a');
  expect(new Generations(directory).of('a')).toBe(1);
});
