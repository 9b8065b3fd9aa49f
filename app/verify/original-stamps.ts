/**
 * Compares the stamps of originals (size, times, inode) with those that the last scan stored. It reads the disk, so it
 * runs in the thread for long work. It opens and writes no file.
 */
import { accessSync, constants, statSync, type BigIntStats } from 'node:fs';
import type { OriginalProblem } from '../model/originals.ts';
import type { Connection } from '../storage/connection.ts';
import { parseStampText, signed, stampText } from '../storage/file-stamp.ts';
import { tracksOf } from '../library/export.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';
import { TRACK_TABLES } from '../library/query/sql.ts';

export interface OriginalsRequest {
  /** As in an export: empty for all tracks, also those whose file is missing. */
  readonly query: string;
  /** Id of the last track of the page before; 0 for the first. */
  readonly after: number;
  readonly limit: number;
}

/** A file that exists and can be read. */
export interface PresentOriginal {
  readonly trackId: number;
  readonly path: Uint8Array;
  /** Codec, as the last scan read it. */
  readonly codec: string;
  /** Seconds, as the last scan read them; 0 when unknown. */
  readonly duration: number;
}

export interface StampPage {
  readonly checked: number;
  readonly next: number | null;
  readonly problems: readonly OriginalProblem[];
  readonly present: readonly PresentOriginal[];
}

interface OriginalRow {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
  readonly stamp: string;
  readonly codec: string;
  readonly duration: number;
}

/** Files in folders that were removed from the library are not checked. */
const TABLES = `${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id AND folder.root_id IS NOT NULL`;

/** The number of files to check. @throws QueryError */
export function countOriginals(connection: Connection, query: string): number {
  const { sql, values } = tracksOf(query);
  return connection
    .prepare<unknown[], number>(`SELECT count(*) FROM ${TABLES} WHERE ${sql}`)
    .pluck()
    .get(...values)!;
}

/**
 * Compares a page of files, in order of their tracks' ids. The connection has to have the functions of queries. @throws
 * QueryError
 */
export function compareStamps(connection: Connection, { query, after, limit }: OriginalsRequest): StampPage {
  const { sql, values } = tracksOf(query);
  const rows = connection
    .prepare<unknown[], OriginalRow>(`
    SELECT track.id, folder.path AS folder, file.name, ${stampText('file')} AS stamp, file.codec, file.duration
    FROM ${TABLES} WHERE track.id > ? AND ${sql} ORDER BY track.id LIMIT ?`)
    .all(after, ...values, limit);
  const problems: OriginalProblem[] = [];
  const present: PresentOriginal[] = [];
  for (const { id, folder, name, stamp, codec, duration } of rows) {
    const path = joinPath(folder, name);
    const found = compare(path, stamp);
    if (found) problems.push({ trackId: id, ...pathText(path), ...found });
    if (!found || found.problem === 'changed') present.push({ trackId: id, path, codec, duration });
  }
  return { checked: rows.length, next: rows.length < limit ? null : rows.at(-1)!.id, problems, present };
}

/** @returns null for an unchanged file */
function compare(path: Buffer, stamp: string): Pick<OriginalProblem, 'problem' | 'message'> | null {
  try {
    const stats = statSync(path, { bigint: true });
    if (!stats.isFile()) return { problem: 'unreadable', message: 'it is not a file any more' };
    accessSync(path, constants.R_OK);
    const differences = differencesOf(stats, parseStampText(stamp));
    return differences.length === 0 ? null : { problem: 'changed', message: differences.join(', ') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'missing', message: 'the file is not where it was' };
    return {
      problem: 'unreadable',
      message: code === 'EACCES' ? 'it may not be read by you' : `it cannot be read: ${message}`,
    };
  }
}

function differencesOf(
  { size, mtimeNs, ctimeNs, ino }: BigIntStats,
  known: ReturnType<typeof parseStampText>,
): string[] {
  const differences: string[] = [];
  if (size !== known.size) differences.push(`its size went from ${known.size} to ${size} bytes`);
  if (mtimeNs !== known.mtimeNs) {
    differences.push(`it was written at ${new Date(Number(mtimeNs / 1_000_000n)).toISOString()}`);
  }
  if (signed(ino) !== known.inode) differences.push('another file has taken its place');
  // A rename, a link or other permissions: the content may well be the same.
  if (differences.length === 0 && ctimeNs !== known.ctimeNs) {
    differences.push('its name, links, owner or permissions have changed; its content not, as far as its times tell');
  }
  return differences;
}
