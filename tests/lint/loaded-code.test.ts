/**
 * What the service and its threads load when they start. Every thread has code of its own in memory, so that what only
 * few calls need is imported by these calls.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Imports and exports of values at the start of a file: those of types are gone when it runs. */
const LOADED = /^(?:import|export)\s+(?!type\b)(?:[^;'"]*?\bfrom\s+)?['"]([^'"]+)['"]/gm;

/** The files and packages that a program loads before it runs, as paths from the project's folder. */
function loadedBy(program: string): ReadonlySet<string> {
  const loaded = new Set([program]);
  for (const file of loaded) {
    if (!/\.(?:ts|mjs)$/.test(file)) continue;
    for (const [, specifier = ''] of readFileSync(join(root, file), 'utf8').matchAll(LOADED)) {
      loaded.add(specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier);
    }
  }
  return loaded;
}

it('follows imports to packages', () => {
  expect([...loadedBy('app/service/writer-thread.ts')]).toEqual(
    expect.arrayContaining(['fuse/formats/formats.ts', 're2js', 'better-sqlite3', 'app/storage/connection.ts']),
  );
});

it('the reading threads start without the formats and without zod', () => {
  const loaded = loadedBy('app/service/reader-thread.ts');
  expect(loaded).not.toContain('fuse/formats/formats.ts');
  expect(loaded).not.toContain('zod');
});

it('the writing thread starts without zod', () => {
  expect(loadedBy('app/service/writer-thread.ts')).not.toContain('zod');
});

it("the service's own thread starts without the formats and without the methods that its threads serve", () => {
  const loaded = loadedBy('main/service.ts');
  expect(loaded).not.toContain('fuse/formats/formats.ts');
  expect(loaded).not.toContain('app/service/read-methods.ts');
  expect(loaded).not.toContain('app/service/write-methods.ts');
});
