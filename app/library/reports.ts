/** What the library holds as a whole: the summary, the edit history, and what could not be read. */
import type { BatchMaker, EditBatch, EditEntry } from '../model/history.ts';
import type { LibrarySummary, ScanError } from '../model/library.ts';
import { withCode } from '../model/messages.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { NEEDS_ATTENTION, TOO_SHORT } from '../analysis/stored-analyses.ts';
import { DROPPED } from './batch-changes.ts';
import type { AuthorKind } from './edit-history.ts';
import { findBatches, hasWords, type BatchSearch } from './history-search/find-batches.ts';

/** How many playlists a batch of the history names. */
const NAMED_PLAYLISTS = 20;

type CountOfTracks = 'tracks' | 'albums' | 'artists' | 'duration' | 'bytes' | 'editedTracks';

export function summary(connection: Connection, library: string): LibrarySummary {
  const folders = connection.prepare<[], { id: number; path: Buffer }>('SELECT id, path FROM root ORDER BY id').all();
  const counts = connection
    .prepare<[], Pick<LibrarySummary, CountOfTracks>>(`
    SELECT count(*) AS tracks, count(DISTINCT album_artist_key || char(0) || album_key) AS albums,
      count(DISTINCT artist_key) AS artists,
      coalesce(sum(duration), 0) AS duration, coalesce(sum(bytes), 0) AS bytes, coalesce(sum(overrides <> '{}'), 0) AS editedTracks
    FROM track WHERE present = 1`)
    .get()!;
  const files = connection
    .prepare<[], { errors: number; missing: number }>(
      `SELECT coalesce(sum(error IS NOT NULL AND missing_since IS NULL), 0) AS errors,
        coalesce(sum(missing_since IS NOT NULL), 0) AS missing FROM file`,
    )
    .get()!;
  const aside = connection
    .prepare<[], { hidden: number; trashed: number }>(
      'SELECT coalesce(sum(aside = 1), 0) AS hidden, coalesce(sum(aside > 1), 0) AS trashed FROM track WHERE aside > 0',
    )
    .get()!;
  const analysed = connection
    .prepare<[], { analysed: number; tooShort: number; analysisFailed: number }>(
      `SELECT coalesce(sum(error IS NULL OR ${TOO_SHORT}), 0) AS analysed, coalesce(sum(${TOO_SHORT}), 0) AS tooShort,
        coalesce(sum(${NEEDS_ATTENTION}), 0) AS analysisFailed
        FROM analysis`,
    )
    .get()!;
  return {
    library,
    folders: folders.map(({ id, path }) => ({ id, path: path.toString() })),
    ...counts,
    ...files,
    ...aside,
    ...analysed,
  };
}

interface ChangeRow {
  readonly field: string;
  readonly edits: number;
  readonly anyBefore: string | null;
  readonly sameBefore: number;
  readonly anyAfter: string | null;
  readonly sameAfter: number;
}

const MADE_BY: Readonly<Record<BatchMaker, readonly AuthorKind[]>> = {
  user: ['user'],
  program: ['program'],
  descant: ['service', 'rule'],
};

/** Which batches of the history are listed: all but for what is said. */
export interface HistoryFilter {
  /** Batches before this one. */
  readonly before?: number | undefined;
  readonly by?: BatchMaker | undefined;
  /** Words that they have, each with its meanings: see `history-search`. */
  readonly find?: BatchSearch['find'] | undefined;
}

/** The latest batches of edits, newest first. */
export function history(connection: Connection, limit: number, filter: HistoryFilter = {}): EditBatch[] {
  const rows = connection
    .prepare<[string], Omit<EditBatch, 'fields' | 'changes' | 'playlists' | 'compacted'> & { compacted: number }>(`
    SELECT edit_batch.id, author, at, note, undoes, undone_by AS undoneBy,
      (SELECT count(DISTINCT track_id) FROM edit WHERE batch_id = edit_batch.id) AS tracks,
      EXISTS (SELECT 1 FROM edit WHERE batch_id = edit_batch.id AND compacted <> 0) AS compacted
    FROM edit_batch WHERE edit_batch.id IN (SELECT value FROM json_each(?)) ORDER BY edit_batch.id DESC`)
    .all(JSON.stringify(listedBatches(connection, limit, filter)));
  // Null and a value differ, too: NULL is not among those that min() and count() see.
  const changes = connection.prepare<[number], ChangeRow>(`
    SELECT field, count(*) AS edits,
      min(before) AS anyBefore, min(before) IS max(before) AND count(before) IN (0, count(*)) AS sameBefore,
      min(after) AS anyAfter, min(after) IS max(after) AND count(after) IN (0, count(*)) AS sameAfter
    FROM edit WHERE batch_id = ? GROUP BY field ORDER BY edits DESC, min(id)`);
  const playlists = connection
    .prepare<[number, number, number], string>(`
    SELECT name FROM playlist WHERE id IN (SELECT playlist_id FROM playlist_change WHERE batch_id = ?
      UNION SELECT playlist_id FROM playlist_item WHERE id IN
        (SELECT item_id FROM playlist_item_change WHERE batch_id = ?))
    ORDER BY id LIMIT ?`)
    .pluck();
  return rows.map(({ compacted, ...row }) => {
    const found = changes.all(row.id);
    return {
      ...row,
      ...withCode(row.note),
      ...(compacted === 1 ? { compacted: true } : {}),
      fields: found.map(({ field }) => field),
      playlists: playlists.all(row.id, row.id, NAMED_PLAYLISTS),
      changes: found.map(({ field, anyBefore, sameBefore, anyAfter, sameAfter }) => ({
        field,
        before: sameBefore ? fromJsonColumn<string[]>(anyBefore) : 'several',
        after: sameAfter ? fromJsonColumn<string[]>(anyAfter) : 'several',
      })),
    };
  });
}

function listedBatches(
  connection: Connection,
  limit: number,
  { before = Number.MAX_SAFE_INTEGER, by, find = [] }: HistoryFilter,
): number[] {
  const kinds = by === undefined ? null : MADE_BY[by];
  if (hasWords(find)) return findBatches(connection, { find, kinds, before, limit });
  return connection
    .prepare<[{ limit: number; before: number; kinds: string | null }], number>(`
    SELECT id FROM edit_batch
    WHERE id < @before AND (@kinds IS NULL OR author_kind IN (SELECT value FROM json_each(@kinds)))
    ORDER BY id DESC LIMIT @limit`)
    .pluck()
    .all({ limit, before, kinds: kinds && JSON.stringify(kinds) });
}

interface EntryColumns extends Omit<EditEntry, 'before' | 'after' | 'compacted'> {
  readonly before: string | null;
  readonly after: string | null;
  readonly compacted: number;
}

/** Every change of one track, newest first. */
export function historyOfTrack(connection: Connection, trackId: number): EditEntry[] {
  const rows = connection
    .prepare<[number], EntryColumns>(`
    SELECT batch_id AS batch, track_id AS trackId, author, at, field, before, after, undone_by AS undoneBy, compacted
    FROM edit JOIN edit_batch ON edit_batch.id = batch_id WHERE track_id = ? ORDER BY edit.id DESC`)
    .all(trackId);
  return rows.map(({ compacted, ...row }) => ({
    ...row,
    before: fromJsonColumn<string[]>(row.before),
    after: fromJsonColumn<string[]>(row.after),
    ...(compacted === 0 ? {} : { compacted: DROPPED[compacted - 1]! }),
  }));
}

/** Files that could not be read, analysed or served in the mount, with the cause. */
export function scanErrors(connection: Connection, limit: number): ScanError[] {
  const rows = connection
    .prepare<[number], { folder: Buffer; name: Buffer; message: string; at: number; stage: ScanError['stage'] }>(`
    SELECT folder.path AS folder, file.name, file.error AS message, file.scanned_at AS at, 'scan' AS stage
      FROM file JOIN folder ON folder.id = folder_id WHERE file.error IS NOT NULL AND missing_since IS NULL
    UNION ALL
    SELECT folder.path, file.name, analysis.error, analysis.analysed_at, 'analysis'
      FROM analysis JOIN file ON file.id = file_id JOIN folder ON folder.id = folder_id
      WHERE ${NEEDS_ATTENTION} AND file.error IS NULL AND missing_since IS NULL
    UNION ALL
    SELECT folder.path, file.name, mount_problem.message, mount_problem.at, 'mount'
      FROM mount_problem JOIN track ON track.id = track_id JOIN file ON file.id = track.file_id
        JOIN folder ON folder.id = folder_id
      WHERE missing_since IS NULL
    ORDER BY at DESC LIMIT ?`)
    .all(limit);
  return rows.map(({ folder, name, ...error }) => ({
    path: joinPath(folder, name).toString(),
    ...error,
    ...withCode(error.message),
  }));
}
