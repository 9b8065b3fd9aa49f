/** Which files are still to be compared with the rest of the library, and what is stored of a comparison. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FilePair } from '../duplicates/compare-files.ts';
import { wholeHashes, trackHashes } from '../recognition/index-hashes.ts';
import { submittedOf } from '../recognition/index-ids.ts';
import { readFileFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';
import { ComparisonStore } from './comparison-store.ts';
import { gidOfFingerprint } from './recording-gid.ts';
import { isSameSound, type Files } from './sound-pairs.ts';

/** Files with fewer distinct hashes (silence, a tone) resemble each other without being the same recording. */
const FEWEST_HASHES = 40;

/** A file that is to be compared. */
export interface UncomparedFile {
  readonly fileId: number;
  /** Milliseconds since 1970: which analysis it is. */
  readonly analysedAt: number;
  /** What the index is searched for; empty for a sound that identifies nothing. */
  readonly hashes: Uint32Array;
  /** Whether these are the hashes of the whole track, to find parts of it that were compared before it was there. */
  readonly isWhole: boolean;
  /** The gid of a recording that is made for it; null for a sound that identifies nothing. */
  readonly gid: string | null;
}

export interface UncomparedPage {
  /** Id of the last file of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
  /**
   * When the first of the files was compared that count as compared, in milliseconds since 1970; null where the
   * recordings tell.
   */
  readonly since: number | null;
  /** From when on comparisons may be under way of which no recording tells yet, in milliseconds since 1970. */
  readonly started: number;
}

/** SQL over `analysis`. */
const UNCOMPARED = 'compared IS NULL AND fingerprint IS NOT NULL';

/**
 * Files with a fingerprint that are not compared yet, in order of id. A file is searched for by a few hashes, which find
 * its copies and what it is a part of; its own parts find it by theirs. Parts that were compared before the file was
 * there cannot: for these the file is searched for by all that it has.
 */
export function uncomparedFiles(
  connection: Connection,
  { after, limit, since, started }: UncomparedPage,
): UncomparedFile[] {
  const firstComparison = since ?? Math.min(firstRecording(connection), started);
  return connection
    .prepare<[number, number], { fileId: number; fingerprint: Buffer; analysedAt: number }>(`
      SELECT file_id AS fileId, fingerprint, analysed_at AS analysedAt FROM analysis
      WHERE ${UNCOMPARED} AND file_id > ? ORDER BY file_id LIMIT ?`)
    .all(after, limit)
    .map(({ fileId, fingerprint, analysedAt }) => {
      // A damaged one is compared with nothing, until the file is analysed again.
      const items = readFileFingerprint(connection, fileId, fingerprint) ?? new Uint32Array();
      const isWhole = analysedAt >= firstComparison;
      const hashes = isWhole ? wholeHashes(items) : trackHashes(items);
      const isSilent = hashes.length < FEWEST_HASHES;
      return {
        fileId,
        analysedAt,
        hashes: isSilent ? new Uint32Array() : hashes,
        isWhole,
        gid: isSilent ? null : gidOfFingerprint(fingerprint),
      };
    });
}

/** When the first recording was made: by the first comparison. Infinity before it. */
function firstRecording(connection: Connection): number {
  const first = connection.prepare<[], number>('SELECT made_at FROM recording ORDER BY id LIMIT 1').pluck().get();
  return first ?? Infinity;
}

/** The first file that is not compared yet; null where all are. */
export function firstUncompared(connection: Connection): number | null {
  const first = connection
    .prepare<[], number>(`SELECT file_id FROM analysis WHERE ${UNCOMPARED} ORDER BY file_id LIMIT 1`)
    .pluck()
    .get();
  return first ?? null;
}

/** Has all files compared anew, a page at a time. What is known of them stays until then. */
export async function compareAgain(connection: Connection): Promise<void> {
  const page = connection
    .prepare<[number], number | null>(
      'SELECT max(file_id) FROM (SELECT file_id FROM analysis WHERE file_id > ? ORDER BY file_id LIMIT 500)',
    )
    .pluck();
  const mark = connection.prepare('UPDATE analysis SET compared = NULL WHERE file_id > ? AND file_id <= ?');
  for (let after = 0, to = page.get(0); to !== null && to !== undefined; after = to, to = page.get(after)) {
    mark.run(after, to);
    await nextTurn();
  }
}

export interface Comparisons {
  readonly files: readonly Pick<UncomparedFile, 'fileId' | 'analysedAt' | 'gid'>[];
  /** Among these files and others, which may be submitted fingerprints. */
  readonly matches: readonly FilePair[];
  /** When the search began, in milliseconds since 1970. */
  readonly at: number;
}

/** Stores what was found of files, and puts their tracks into recordings: one transaction. */
export function storeComparisons(connection: Connection, { files, matches, at }: Comparisons): void {
  const store = new ComparisonStore(connection, at);
  connection.transaction(() => {
    // A file that was analysed anew in the meantime is still to be compared.
    const stale = new Set<number>();
    for (const { fileId, analysedAt } of files) if (!store.markCompared(fileId, analysedAt)) stale.add(fileId);
    for (const match of matches) {
      if (!match.pair.some((id) => submittedOf(id) !== null || stale.has(id))) store.take(match.pair, match);
    }
    for (const { fileId, gid } of files) if (!stale.has(fileId)) store.place(fileId, gid, matches);
    store.partRecordings();
  })();
}

export interface ComparedAgain {
  /** Pairs that were compared again. */
  readonly pairs: readonly Files[];
  /** Those of them that are still alike. */
  readonly matches: readonly FilePair[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Stores what a later comparison says of known pairs, and joins and parts recordings by it: one transaction.
 * @returns whether anything else is known now
 */
export function storeComparedAgain(connection: Connection, { pairs, matches, at }: ComparedAgain): boolean {
  const store = new ComparisonStore(connection, at);
  const found = new Map(matches.map((match) => [keyOf(match.pair), match]));
  return connection.transaction(() => {
    let isChanged = false;
    for (const pair of pairs) {
      const match = found.get(keyOf(pair)) ?? null;
      const { before, isOther } = store.take(pair, match);
      isChanged ||= isOther;
      if (match !== null && isOther && isSameSound(match) && !(before !== null && isSameSound(before))) {
        for (const fileId of pair) store.placeAgain(fileId);
      }
    }
    store.partRecordings();
    return isChanged;
  })();
}

function keyOf([a, b]: Files): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`;
}
