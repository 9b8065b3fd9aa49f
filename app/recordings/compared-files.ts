/** Which files are still to be compared with the rest of the library, and what is stored of a comparison. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decompressBytes, FingerprintFormatError } from '../audio/chromaprint/compression.ts';
import type { FilePair } from '../duplicates/compare-files.ts';
import { SAME_RECORDING } from '../recognition/match-sounds.ts';
import { wholeHashes, trackHashes } from '../recognition/index-hashes.ts';
import { submittedOf } from '../recognition/index-ids.ts';
import type { Connection } from '../storage/connection.ts';
import { placeTrack, type SameSound } from './place-track.ts';
import { gidOfFingerprint } from './recording-gid.ts';
import { RecordingWriter } from './recording-writer.ts';

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
      const items = itemsOf(fingerprint);
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

/** Empty for bytes that are no fingerprint: the file is compared with nothing, and does not hold up the others. */
function itemsOf(fingerprint: Uint8Array): Uint32Array {
  try {
    return decompressBytes(fingerprint).items;
  } catch (error) {
    if (error instanceof FingerprintFormatError) return new Uint32Array();
    throw error;
  }
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
  const writer = new RecordingWriter(connection);
  const store = new ComparisonStore(connection);
  connection.transaction(() => {
    for (const match of matches) store.addMatch(match);
    for (const { fileId, analysedAt, gid } of files) {
      // A file that was analysed anew in the meantime is still to be compared.
      if (!store.markCompared(fileId, analysedAt)) continue;
      const trackId = store.trackOf(fileId);
      if (trackId === null) continue;
      const same = [...store.sameSounds(fileId), ...matches.flatMap((match) => store.submittedSound(match, fileId))];
      placeTrack(writer, { trackId, gid, same }, at);
    }
  })();
}

class ComparisonStore {
  readonly #addMatch;
  readonly #mark;
  readonly #track;
  readonly #same;
  readonly #submitted;

  constructor(connection: Connection) {
    this.#addMatch = connection.prepare(`
      INSERT OR REPLACE INTO sound_match (file_id, other_id, kind, score, offset) SELECT ?, ?, ?, ?, ?
      WHERE EXISTS (SELECT 1 FROM analysis WHERE file_id = ?) AND EXISTS (SELECT 1 FROM analysis WHERE file_id = ?)`);
    this.#mark = connection.prepare('UPDATE analysis SET compared = 1 WHERE file_id = ? AND analysed_at = ?');
    this.#track = connection.prepare<[number], number>('SELECT id FROM track WHERE file_id = ?').pluck();
    const same = (one: string, other: string): string => `
      SELECT recording_id AS recording, score, 'track ' || track_id AS "with" FROM sound_match
        JOIN track ON track.file_id = ${other} JOIN recording_track ON track_id = track.id
      WHERE ${one} = @file AND sound_match.kind = 'copy' AND score >= ${SAME_RECORDING}`;
    this.#same = connection.prepare<{ file: number }, SameSound>(
      `${same('sound_match.file_id', 'other_id')} UNION ALL ${same('other_id', 'sound_match.file_id')}`,
    );
    this.#submitted = connection
      .prepare<[number], number>('SELECT recording_id FROM recording_fingerprint WHERE id = ?')
      .pluck();
  }

  addMatch({ pair: [a, b], kind, score, offset }: FilePair): void {
    if (submittedOf(a) !== null || submittedOf(b) !== null) return;
    this.#addMatch.run(a, b, kind, score, offset, a, b);
  }

  markCompared(fileId: number, analysedAt: number): boolean {
    return this.#mark.run(fileId, analysedAt).changes > 0;
  }

  trackOf(fileId: number): number | null {
    return this.#track.get(fileId) ?? null;
  }

  sameSounds(file: number): SameSound[] {
    return this.#same.all({ file });
  }

  /** The recording that a submitted fingerprint belongs to, where the match is one of this file and of such. */
  submittedSound({ pair, kind, score }: FilePair, fileId: number): SameSound[] {
    if (kind !== 'copy' || score < SAME_RECORDING || !pair.includes(fileId)) return [];
    const other = submittedOf(pair[0] === fileId ? pair[1] : pair[0]);
    const recording = other === null ? undefined : this.#submitted.get(other);
    return recording === undefined ? [] : [{ recording, score, with: `submitted fingerprint ${other}` }];
  }
}
