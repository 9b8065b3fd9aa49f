/**
 * Finds what is wrong by SQL: one row for each finding. Pages begin behind the last key of the page before, so that far
 * pages cost no more than near ones.
 */
import { withCode } from '../model/messages.ts';
import type { HealthItem, HealthPage } from '../model/health.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';

export interface RowFinder {
  readonly kind: 'rows';
  /** SQL of the key that orders the pages: an integer that never changes. */
  readonly key: string;
  /** SQL of `trackId`, `folder` and `name` or else `path`, `message` and `since`: see `fileFinding`. */
  readonly columns: string;
  readonly from: string;
  readonly where: string;
}

interface ItemRow {
  readonly key: number;
  readonly trackId: number | null;
  readonly folder: Buffer | null;
  readonly name: Buffer | null;
  readonly path: string | null;
  readonly message: string;
  readonly since: number | null;
}

/** SQL of the tables that most checks look at. */
export const FILES = 'file JOIN folder ON folder.id = file.folder_id JOIN track ON track.file_id = file.id';
/** SQL over `FILES`: the file is there, and the scan could read it. */
export const READABLE = 'file.missing_since IS NULL AND file.error IS NULL';

/**
 * A finder of files by a condition over `FILES`.
 * @param message SQL of what is wrong with the file
 * @param since SQL of when it was found, in milliseconds since 1970
 * @param more SQL of tables to join besides
 */
export function fileFinder(where: string, message: string, since = 'NULL', more = ''): RowFinder {
  return {
    kind: 'rows',
    key: 'file.id',
    columns: `track.id AS trackId, folder.path AS folder, file.name, NULL AS path, ${message} AS message, ${since} AS since`,
    from: `${FILES} ${more}`,
    where,
  };
}

export function countRows(connection: Connection, { from, where }: RowFinder): number {
  return connection.prepare<[], number>(`SELECT count(*) FROM ${from} WHERE ${where}`).pluck().get()!;
}

/**
 * @param page.after key of the last row of the page before; 0 for the first page
 * @param page.offset rows behind it that are left out: each of them is looked at
 */
export function pageOfRows(
  connection: Connection,
  finder: RowFinder,
  { after, offset, limit }: { readonly after: number; readonly offset: number; readonly limit: number },
): HealthPage {
  const { key, columns, from, where } = finder;
  const rows = connection
    .prepare<[number, number, number], ItemRow>(
      `SELECT ${key} AS key, ${columns} FROM ${from} WHERE ${key} > ? AND ${where} ORDER BY ${key} LIMIT ? OFFSET ?`,
    )
    .all(after, limit, offset);
  return { items: rows.map(toItem), next: rows.length < limit ? null : rows.at(-1)!.key };
}

/** The ids of the tracks of all rows. */
export function tracksOfRows(connection: Connection, { columns, from, where }: RowFinder): number[] {
  return connection
    .prepare<[], number>(
      `SELECT trackId FROM (SELECT ${columns} FROM ${from} WHERE ${where}) WHERE trackId IS NOT NULL`,
    )
    .pluck()
    .all();
}

function toItem({ trackId, folder, name, path, message, since }: ItemRow): HealthItem {
  const where = folder && name ? pathText(joinPath(folder, name)) : { path: path ?? '' };
  const ofTrack = trackId === null ? { tracks: 0, query: null } : { tracks: 1, query: `id:${trackId}` };
  return { trackId, ...ofTrack, albumId: null, about: '', ...where, message, ...withCode(message), since };
}
