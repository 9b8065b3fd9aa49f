/**
 * Makes the full-text index and the derived columns of all tracks again, from the files' tags and the edits.
 *
 * The new index is built beside the old one, in slices so that edits can run in between, and replaces it in one
 * transaction, together with what was edited meanwhile. Until then searches use the old index. A kill leaves the old
 * index in force and an incomplete new one, by which the next start knows that it has to rebuild.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PauseGate } from '../model/pause-gate.ts';
import type { Connection } from '../storage/connection.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import { kindOf } from '../../fuse/formats/formats.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from './effective-track.ts';
import { TrackWriter, type FileColumns } from './track-writer.ts';

const SLICE_TRACKS = 100;

/**
 * Abort reason for a rebuild that the next start is to repeat. For any other reason the incomplete index is dropped.
 */
export const LATER = 'later';

interface Row extends EffectiveTrackRow {
  readonly id: number;
  readonly codec: string;
  readonly duration: number;
  readonly bitrate: number;
  readonly size: number;
}

const COLUMNS = `track.id, ${EFFECTIVE_TRACK_COLUMNS}, file.codec, file.duration, file.bitrate, file.size`;

/**
 * @param tracks the writer that scans and edits use: it collects what they change meanwhile
 * @param onProgress called after every slice
 * @param gate lets it rest between two slices, outside their transactions
 * @returns how many tracks were indexed, and which of them had wrong columns or genres; null when it was aborted
 */
export async function rebuildSearch(
  connection: Connection,
  tracks: TrackWriter,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
  gate = new PauseGate(),
): Promise<{ tracks: number; mended: readonly number[] } | null> {
  const touched = new Set<number>();
  tracks.watch(touched);
  try {
    beginAnew(connection);
    const next = new TrackWriter(connection, 'track_search_next');
    const page = connection.prepare<[number, number], Row>(
      `SELECT ${COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id > ? ORDER BY track.id LIMIT ?`,
    );
    const total = connection.prepare<[], number>('SELECT count(*) FROM track').pluck().get()!;
    const mended: number[] = [];
    let done = 0;
    for (let after = 0; ;) {
      const rows = page.all(after, SLICE_TRACKS);
      if (rows.length === 0) break;
      connection.transaction(() => {
        for (const row of rows) if (write(next, row)) mended.push(row.id);
      })();
      done += rows.length;
      after = rows.at(-1)!.id;
      onProgress(done, total);
      await nextTurn();
      await gate.passed();
      if (signal.aborted) {
        if (signal.reason !== LATER) connection.exec('DROP TABLE track_search_next');
        return null;
      }
    }
    takeOver(connection, next, touched);
    return { tracks: done, mended };
  } finally {
    tracks.watch(null);
  }
}

function beginAnew(connection: Connection): void {
  const made = connection
    .prepare<[], string>("SELECT sql FROM sqlite_master WHERE name = 'track_search'")
    .pluck()
    .get()!;
  connection.transaction(() => {
    connection.exec('DROP TABLE IF EXISTS track_search_next');
    connection.exec(made.replace(/track_search/, 'track_search_next'));
  })();
}

/** @returns whether the track's columns or genres were wrong */
function write(next: TrackWriter, row: Row): boolean {
  const track = effectiveTrackOf(row);
  const file: FileColumns = {
    kind: kindOf(row.codec, extensionOf(row.name)),
    duration: row.duration,
    bitrate: row.bitrate,
    bytes: row.size,
  };
  next.reindex(row.id, track);
  return next.mend(row.id, track, file, Date.now());
}

/** Replaces the old index by the new one, with the tracks that were written meanwhile. */
function takeOver(connection: Connection, next: TrackWriter, touched: ReadonlySet<number>): void {
  const one = connection.prepare<[number], Row>(
    `SELECT ${COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
  );
  connection.transaction(() => {
    for (const id of touched) {
      const row = one.get(id);
      if (row) write(next, row);
      else next.remove(id);
    }
    connection.exec('DROP TABLE track_search');
    connection.exec('ALTER TABLE track_search_next RENAME TO track_search');
  })();
}
