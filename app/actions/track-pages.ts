/** Reads the tracks that actions work on, page by page, in the order of the selection. */
import { isUtf8 } from 'node:buffer';
import { effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import type { Connection } from '../storage/connection.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import type { TrackFacts } from './action-track.ts';

/** Columns of `ACTION_TRACK_TABLES` that `trackFacts` reads, with those of `placeOf`. */
export const ACTION_TRACK_COLUMNS = `track.id, track.generation, track.added_at, track.overrides, file.tags, file.name,
  file.folder_id, folder.path AS folder, root.path AS root`;
export const ACTION_TRACK_TABLES = `track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
  LEFT JOIN root ON root.id = folder.root_id`;

/** Bytes that are no text are shown as this. */
const NO_TEXT = '\u{fffd}';

export interface ActionTrackRow extends EffectiveTrackRow {
  readonly id: number;
  readonly generation: number;
  readonly added_at: number;
  readonly folder_id: number;
}

/** Where files lie. */
export interface FolderRow {
  readonly folder: Buffer;
  readonly root: Buffer | null;
}

/** The same as tracks see it. */
interface Place {
  readonly folders: readonly string[];
  readonly isIllegible: boolean;
}

/**
 * These tracks, in their order; ids that do not exist are left out. Folders are read once each, and names as text:
 * making bytes of them would cost more than all the rest.
 */
export function readActionTracks(connection: Connection, ids: readonly number[]): TrackFacts[] {
  const rows = connection
    .prepare<[string], Omit<ActionTrackRow, 'name'> & { readonly name: string }>(`
      SELECT track.id, track.generation, track.added_at, track.overrides, file.tags, CAST(file.name AS TEXT) AS name,
        file.folder_id
      FROM track JOIN file ON file.id = track.file_id WHERE track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  const places = placesOf(connection, new Set(rows.map((row) => row.folder_id)));
  const doubtful = bytesOf(
    connection,
    rows.filter(({ name }) => name.includes(NO_TEXT)).map(({ id }) => id),
  );
  const facts = rows.map((row) =>
    trackFacts({ ...row, name: doubtful.get(row.id) ?? Buffer.from(row.name) }, places.get(row.folder_id)!),
  );
  const byId = new Map(facts.map((track) => [track.id, track]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Folder → the place of its files. */
function placesOf(connection: Connection, folders: ReadonlySet<number>): ReadonlyMap<number, Place> {
  const rows = connection
    .prepare<[string], FolderRow & { readonly id: number }>(`
      SELECT folder.id, folder.path AS folder, root.path AS root FROM folder LEFT JOIN root ON root.id = folder.root_id
      WHERE folder.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify([...folders]));
  return new Map(rows.map((row) => [row.id, placeOf(row)]));
}

/** Track → the name of its file. */
function bytesOf(connection: Connection, ids: readonly number[]): ReadonlyMap<number, Buffer> {
  if (ids.length === 0) return new Map();
  const rows = connection
    .prepare<[string], { id: number; name: Buffer }>(`
      SELECT track.id, file.name FROM track JOIN file ON file.id = track.file_id
      WHERE track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export function placeOf({ folder, root }: FolderRow): Place {
  const below = folder.subarray(root?.length ?? 0);
  const folders = below
    .toString()
    .split('/')
    .filter((part) => part !== '');
  return { folders, isIllegible: !isUtf8(below) };
}

/** A track as actions see it. */
export function trackFacts(row: ActionTrackRow, { folders, isIllegible }: Place): TrackFacts {
  const { id, generation, name } = row;
  return {
    id,
    generation,
    tags: effectiveTrackOf(row).tags,
    fileName: name.toString(),
    folders,
    isIllegible: isIllegible || !isUtf8(name),
    folderId: row.folder_id,
    extension: extensionOf(name),
    addedAt: row.added_at,
  };
}
