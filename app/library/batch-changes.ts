/**
 * What one batch of the history has changed, for people who open it: its changes grouped by field and values, and its
 * tracks page by page. The work of a page does not grow with the batch; that of the groups does, in one pass.
 */
import type { BatchEdit, BatchGroup, BatchGroups, BatchTrack, BatchTracks } from '../model/history.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';

/** Values of a field that are shown, and characters of each. */
const VALUES = 20;
const CHARACTERS = 300;
/** Fields of a track that are shown: a foreign tag may have brought thousands. */
const FIELDS = 50;

/** In the order of the numbers of `edit.compacted`, from 1. */
export const DROPPED = ['before', 'after', 'both'] as const;

interface ChangeColumns {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly compacted: number;
}

/** The changes that most tracks of a batch share, the most frequent first. @param limit groups at most */
export function batchGroups(
  connection: Connection,
  { batch, limit }: { readonly batch: number; readonly limit: number },
): BatchGroups {
  const rows = connection
    .prepare<[number, number], ChangeColumns & { id: number; tracks: number; groups: number }>(`
    SELECT min(id) AS id, field, before, after, compacted, count(*) AS tracks, count(*) OVER () AS groups
    FROM edit WHERE batch_id = ? GROUP BY field, before, after, compacted ORDER BY tracks DESC, id LIMIT ?`)
    .all(batch, limit);
  return {
    groups: rows.map((row): BatchGroup => ({ id: row.id, tracks: row.tracks, ...shownChange(row) })),
    more: (rows[0]?.groups ?? 0) - rows.length,
  };
}

export interface BatchTracksRequest {
  readonly batch: number;
  /** A group of the batch whose tracks are wanted, or null for all. */
  readonly group: number | null;
  /** `next` of the page before; 0 for the first one. */
  readonly after: number;
  /** Tracks at most. */
  readonly limit: number;
}

interface EditColumns extends ChangeColumns {
  readonly id: number;
  readonly trackId: number;
}

/** A page of the tracks of a batch with their changes, in the order in which they were changed. */
export function batchTracks(connection: Connection, { batch, group, after, limit }: BatchTracksRequest): BatchTracks {
  const inGroup =
    group === null
      ? ''
      : 'AND (field, before, after, compacted) IS (SELECT field, before, after, compacted FROM edit WHERE id = ?)';
  const edits = connection
    .prepare<number[], EditColumns>(`
    SELECT id, track_id AS trackId, field, before, after, compacted FROM edit
    WHERE batch_id = ? AND id > ? ${inGroup} ORDER BY id`)
    .iterate(batch, after, ...(group === null ? [] : [group]));
  const name = connection.prepare<[number], { title: string; artist: string }>(
    'SELECT title, artist FROM track WHERE id = ?',
  );
  const tracks: { id: number; changes: BatchEdit[]; more: number }[] = [];
  let last = after;
  let next: number | null = null;
  for (const edit of edits) {
    let track = tracks.at(-1);
    if (track?.id !== edit.trackId) {
      if (tracks.length === limit) {
        next = last;
        break;
      }
      track = { id: edit.trackId, changes: [], more: 0 };
      tracks.push(track);
    }
    if (track.changes.length < FIELDS) track.changes.push(shownChange(edit));
    else track.more += 1;
    last = edit.id;
  }
  return {
    tracks: tracks.map(({ id, ...changed }): BatchTrack => {
      const found = name.get(id);
      return { id, title: found?.title ?? null, artist: found?.artist ?? '', ...changed };
    }),
    next,
  };
}

function shownChange({ field, before, after, compacted }: ChangeColumns): BatchEdit {
  const lost = compacted === 0 ? {} : { compacted: DROPPED[compacted - 1]! };
  return { field, before: shownValues(before), after: shownValues(after), ...lost };
}

function shownValues(column: string | null): string[] | null {
  const values = fromJsonColumn<string[]>(column);
  if (values === null) return null;
  const shown = values.slice(0, VALUES).map((value) => {
    return value.length > CHARACTERS ? `${value.slice(0, CHARACTERS - 1)}…` : value;
  });
  return values.length > VALUES ? [...shown, '…'] : shown;
}
