/**
 * `npm run report:editors`: runs the table of tag editors and formats on this machine and prints it as Markdown,
 * as it stands in docs/editors.md. Exits with 1 when a cell fails.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdownOf } from './matrix/markdown.ts';
import { EDITOR_NAMES, editorOf } from './matrix/editors.ts';
import { cellsOf, isThere, nameOf, runTable } from './matrix/run-table.ts';

const folder = await mkdtemp(join(tmpdir(), 'descant-editors-'));
const started: (() => Promise<unknown>)[] = [];
try {
  const table = await runTable(folder, cellsOf(EDITOR_NAMES.filter(isThere)), (stop) => started.push(stop));
  process.stdout.write(markdownOf(table, versions()));
  for (const outcome of table.outcomes) {
    for (const problem of outcome.problems) process.stderr.write(`${nameOf(outcome)}: ${problem}\n`);
  }
  if (table.outcomes.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
} finally {
  for (const stop of started) await stop();
  await rm(folder, { recursive: true, force: true });
}

/** Versions of the editors' packages, where this is Debian. */
function versions(): string[] {
  try {
    const names = [...new Set(EDITOR_NAMES.map((name) => editorOf(name).package))];
    return execFileSync('dpkg-query', ['-W', '-f', '${Package} ${Version}\n', ...names], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n');
  } catch {
    return [];
  }
}
