/**
 * A folder for a test file, removed when its tests are done.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Returns a function that gives a new path in the folder each time it is called; nothing is there yet. */
export function temporaryPaths(): () => string {
  const directory = mkdtempSync(join(tmpdir(), 'index-engine-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  let next = 0;
  return () => join(directory, String(next++));
}
