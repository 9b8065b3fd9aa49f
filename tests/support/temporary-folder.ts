/** Folders that tests work in, removed when the test file is done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** An empty folder of its own. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'descant-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
