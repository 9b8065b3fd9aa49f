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
import { TRACK_TABLES } from '../library/query/condition.ts';

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
  /** Null where there is no hash of the audio, or where more of the stamp than its times differs: other audio is no damage. */
  readonly analysed: AnalysedAudio | null;
}

/** The audio as the analysis has found it. */
export interface AnalysedAudio {
  /** `audioHash` of the file. */
  readonly hash: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether it could be decoded then. */
  readonly hasDecoded: boolean;
  /** Whether a program has written to the file since the last scan. */
  readonly isRewritten: boolean;
}

export interface StampPage {
  readonly checked: number;
  /** Of these files, as the last scan saw them. */
  readonly bytes: number;
  /** Ids of the tracks that were looked at. */
  readonly tracks: readonly number[];
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
  /** Empty where the audio could not be hashed. */
  readonly hash: Buffer | null;
  readonly analysedAt: number;
  readonly decoded: number;
}

/** Files in folders that were removed from the library are not checked. */
const TABLES = `${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id AND folder.root_id IS NOT NULL`;

/** The number of files to check. @throws QueryError */
export function countOriginals(connection: Connection, query: string): number {
  const { sql, values } = tracksOf(connection, query);
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
  const { sql, values } = tracksOf(connection, query);
  const rows = connection
    .prepare<unknown[], OriginalRow>(`
    SELECT track.id, folder.path AS folder, file.name, ${stampText('file')} AS stamp, file.codec, file.duration,
      analysis.audio_hash AS hash, analysis.analysed_at AS analysedAt, analysis.error IS NULL AS decoded
    FROM ${TABLES} WHERE track.id > ? AND ${sql} ORDER BY track.id LIMIT ?`)
    .all(after, ...values, limit);
  const problems: OriginalProblem[] = [];
  const present: PresentOriginal[] = [];
  for (const { id, folder, name, stamp, codec, duration, hash, analysedAt, decoded } of rows) {
    const path = joinPath(folder, name);
    const known = parseStampText(stamp);
    const { problem, stats } = compare(path, known);
    if (problem) problems.push({ trackId: id, ...pathText(path), ...problem });
    if (!stats) continue;
    const isSameFile = stats.size === known.size && signed(stats.ino) === known.inode;
    const analysed =
      isSameFile && hash !== null && hash.length > 0
        ? { hash, at: analysedAt, hasDecoded: decoded === 1, isRewritten: stats.mtimeNs !== known.mtimeNs }
        : null;
    present.push({ trackId: id, path, codec, duration, analysed });
  }
  const bytes = rows.reduce((sum, { stamp }) => sum + Number(parseStampText(stamp).size), 0);
  const tracks = rows.map(({ id }) => id);
  return { checked: rows.length, bytes, tracks, next: rows.length < limit ? null : rows.at(-1)!.id, problems, present };
}

type Stamp = ReturnType<typeof parseStampText>;

interface Comparison {
  /** Null for an unchanged file. */
  readonly problem: Pick<OriginalProblem, 'problem' | 'message'> | null;
  /** What the file is now; null where it cannot be read. */
  readonly stats: BigIntStats | null;
}

function compare(path: Buffer, known: Stamp): Comparison {
  try {
    const stats = statSync(path, { bigint: true });
    if (!stats.isFile()) return failed('unreadable', 'it is not a file any more');
    accessSync(path, constants.R_OK);
    const differences = differencesOf(stats, known);
    return {
      problem: differences.length === 0 ? null : { problem: 'changed', message: differences.join(', ') },
      stats,
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return failed('missing', 'the file is not where it was');
    return failed('unreadable', code === 'EACCES' ? 'it may not be read by you' : `it cannot be read: ${message}`);
  }
}

function failed(problem: OriginalProblem['problem'], message: string): Comparison {
  return { problem: { problem, message }, stats: null };
}

function differencesOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats, known: Stamp): string[] {
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
