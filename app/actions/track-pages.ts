/** Reads the tracks that actions work on, page by page, in the order of the selection. */
import { isUtf8 } from 'node:buffer';
import { effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import type { Connection } from '../storage/connection.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import type { TrackFacts } from './action-track.ts';

/** Columns of `ACTION_TRACK_TABLES` that `trackFacts` reads. */
export const ACTION_TRACK_COLUMNS = `track.id, track.generation, track.added_at, track.overrides, file.tags, file.name,
  file.folder_id, folder.path AS folder, root.path AS root`;
export const ACTION_TRACK_TABLES = `track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
  LEFT JOIN root ON root.id = folder.root_id`;

export interface ActionTrackRow extends EffectiveTrackRow {
  readonly id: number;
  readonly generation: number;
  readonly added_at: number;
  readonly folder_id: number;
  readonly folder: Buffer;
  readonly root: Buffer | null;
}

/** These tracks, in their order; ids that do not exist are left out. */
export function readActionTracks(connection: Connection, ids: readonly number[]): TrackFacts[] {
  const rows = connection
    .prepare<[string], ActionTrackRow>(
      `SELECT ${ACTION_TRACK_COLUMNS} FROM ${ACTION_TRACK_TABLES} WHERE track.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, trackFacts(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A track as actions see it. */
export function trackFacts(row: ActionTrackRow): TrackFacts {
  const { id, generation, name, folder, root } = row;
  const below = folder.subarray(root?.length ?? 0);
  return {
    id,
    generation,
    tags: effectiveTrackOf(row).tags,
    fileName: name.toString(),
    folders: below
      .toString()
      .split('/')
      .filter((part) => part !== ''),
    isIllegible: !isUtf8(name) || !isUtf8(below),
    folderId: row.folder_id,
    extension: extensionOf(name),
    addedAt: row.added_at,
  };
}
