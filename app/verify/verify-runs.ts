/**
 * Runs of `descant verify --deep` in the database: how far each has come, and what it has found. A page of files is stored
 * in one transaction, so that a run goes on behind the last page wherever it ends.
 */
import { tracksOf } from '../library/export.ts';
import { TRACK_TABLES } from '../library/query/condition.ts';
import type { OriginalProblem } from '../model/originals.ts';
import type { VerifyProblemPage } from '../model/verify.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';

export interface VerifyRun {
  readonly id: number;
  readonly query: string;
  /** Id of the last track that was looked at. */
  readonly after: number;
  readonly checked: number;
  readonly bytes: number;
  readonly agreed: number;
  readonly decoded: number;
  readonly problems: number;
}

/** What was found in a page of files. */
export interface VerifiedFiles {
  readonly run: number;
  /** Id of the last track; null for the page that ends the run. */
  readonly next: number | null;
  readonly checked: number;
  readonly bytes: number;
  readonly agreed: number;
  readonly decoded: number;
  /** Ids of the tracks that were looked at. */
  readonly tracks: readonly number[];
  readonly problems: readonly OriginalProblem[];
}

/** The run that has not ended; null where there is none. */
export function openVerifyRun(connection: Connection): VerifyRun | null {
  const run = connection
    .prepare<[], VerifyRun>(`
      SELECT id, query, after_track AS after, checked, bytes, agreed, decoded,
        (SELECT count(*) FROM verify_problem WHERE run_id = verify_run.id) AS problems
      FROM verify_run WHERE ended_at IS NULL ORDER BY id DESC LIMIT 1`)
    .get();
  return run ?? null;
}

/** Begins a run; one that has not ended ends. */
export function beginVerifyRun(connection: Connection, query: string): VerifyRun {
  return connection.transaction(() => {
    connection.prepare('UPDATE verify_run SET ended_at = ? WHERE ended_at IS NULL').run(Date.now());
    connection
      .prepare('DELETE FROM verify_run WHERE NOT EXISTS (SELECT 1 FROM verify_problem WHERE run_id = verify_run.id)')
      .run();
    connection.prepare('INSERT INTO verify_run (query, started_at) VALUES (?, ?)').run(query, Date.now());
    return openVerifyRun(connection)!;
  })();
}

export function endVerifyRun(connection: Connection, run: number): void {
  connection.prepare('UPDATE verify_run SET ended_at = ? WHERE id = ?').run(Date.now(), run);
}

/** Stores what was found in a page, in the place of what was found in these tracks before. */
export function storeVerified(connection: Connection, page: VerifiedFiles): void {
  const { run, next, checked, bytes, agreed, decoded, tracks, problems } = page;
  const insert = connection.prepare(`
    INSERT INTO verify_problem (run_id, track_id, problem, message, found_at)
    SELECT ?, id, ?, ?, ? FROM track WHERE id = ?`);
  connection.transaction(() => {
    connection
      .prepare('DELETE FROM verify_problem WHERE track_id IN (SELECT value FROM json_each(?)) AND run_id <> ?')
      .run(JSON.stringify(tracks), run);
    for (const { trackId, problem, message } of problems) insert.run(run, problem, message, Date.now(), trackId);
    connection
      .prepare(`
        UPDATE verify_run SET checked = checked + ?, bytes = bytes + ?, agreed = agreed + ?, decoded = decoded + ?,
          after_track = coalesce(?, after_track), ended_at = iif(? IS NULL, ?, NULL) WHERE id = ?`)
      .run(checked, bytes, agreed, decoded, next, next, Date.now(), run);
  })();
}

interface ProblemRow {
  readonly id: number;
  readonly trackId: number;
  readonly problem: OriginalProblem['problem'];
  readonly message: string;
  readonly folder: Buffer;
  readonly name: Buffer;
}

/** What a run has found, behind the problem `after`; 0 for the first page. */
export function verifyProblems(
  connection: Connection,
  { run, after, limit }: { readonly run: number; readonly after: number; readonly limit: number },
): VerifyProblemPage {
  const rows = connection
    .prepare<[number, number, number], ProblemRow>(`
      SELECT verify_problem.id, track_id AS trackId, problem, message, folder.path AS folder, file.name
      FROM verify_problem JOIN track ON track.id = track_id JOIN file ON file.id = track.file_id
        JOIN folder ON folder.id = file.folder_id
      WHERE run_id = ? AND verify_problem.id > ? ORDER BY verify_problem.id LIMIT ?`)
    .all(run, after, limit);
  return {
    problems: rows.map(({ trackId, problem, message, folder, name }) => ({
      trackId,
      ...pathText(joinPath(folder, name)),
      problem,
      message,
    })),
    next: rows.at(-1)?.id ?? after,
  };
}

/** How much there is to verify behind a track. @throws QueryError */
export function originalTotals(
  connection: Connection,
  { query, after }: { readonly query: string; readonly after: number },
): { readonly files: number; readonly bytes: number } {
  const { sql, values } = tracksOf(connection, query);
  return connection
    .prepare<unknown[], { files: number; bytes: number }>(`
      SELECT count(*) AS files, coalesce(sum(file.size), 0) AS bytes
      FROM ${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id AND folder.root_id IS NOT NULL
      WHERE track.id > ? AND ${sql}`)
    .get(after, ...values)!;
}
