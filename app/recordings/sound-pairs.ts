/**
 * The pairs of files that were found alike (`sound_match`), each with the number of the comparison that found it.
 *
 * Invariant: two files are one row at most, whichever comes first: of a part the first is the part.
 */
import type Database from 'better-sqlite3';
import { COMPARISON, type FilePair } from '../duplicates/compare-files.ts';
import { OTHER_MIX, SAME_RECORDING } from '../recognition/match-sounds.ts';
import type { Connection } from '../storage/connection.ts';
import type { ScoredPair } from './groups-apart.ts';
import type { SameSound } from './place-track.ts';

/** Ids of files. */
export type Files = readonly [number, number];

/** What is known of two files. */
export type KnownPair = Pick<FilePair, 'kind' | 'score' | 'offset'>;

/** The number of a comparison that was not finished, and of those from before they had numbers. */
const UNFINISHED = 0;

/** SQL over `sound_match`: the files are one recording. */
const IS_SAME = `sound_match.kind = 'copy' AND score >= ${SAME_RECORDING}`;

/** SQL over `sound_match`: the files were listened to, and are two mixes. Others that score so low are no copies at all. */
const IS_OTHER_MIX = `sound_match.kind = 'copy' AND score = ${OTHER_MIX}`;

/** Bits per second from which a lossy file has what tells mixes apart. */
const FAITHFUL_BITRATE = 96_000;

/**
 * SQL: the file is close enough to its source to tell a mix from another: one at a low bit rate sounds the same as two
 * mixes, and a clipped one like another mix of its own.
 */
const isFaithful = (file: string): string => `
  ((${file}.lossless = 1 OR ${file}.bitrate >= ${FAITHFUL_BITRATE}) AND NOT EXISTS (
    SELECT 1 FROM sound_finding WHERE sound_finding.file_id = ${file}.id AND finding IN ('clipped', 'lossy')))`;

/** Whether two files are one recording. */
export function isSameSound({ kind, score }: Pick<FilePair, 'kind' | 'score'>): boolean {
  return kind === 'copy' && score >= SAME_RECORDING;
}

export interface OutdatedPage {
  /** The last pair of the page before; zeros for the first page. */
  readonly after: Files;
  readonly limit: number;
}

/** Pairs that an older comparison has found. */
export function outdatedPairs(connection: Connection, { after, limit }: OutdatedPage): Files[] {
  return connection
    .prepare<[number, number, number], [number, number]>(`
      SELECT file_id, other_id FROM sound_match
      WHERE (file_id, other_id) > (?, ?) AND comparison < ${COMPARISON} ORDER BY file_id, other_id LIMIT ?`)
    .raw()
    .all(...after, limit);
}

/** Ids of two tracks, their score, and whether both files are faithful. */
type TrackPairRow = [one: number, other: number, score: number, faithful: 0 | 1];

export class SoundPairs {
  readonly #known;
  readonly #add;
  readonly #remove;
  readonly #same;
  readonly #sameTracks;
  readonly #otherMixes;

  constructor(connection: Connection) {
    const either = '(file_id = @one AND other_id = @other OR file_id = @other AND other_id = @one)';
    this.#known = connection.prepare<{ one: number; other: number }, KnownPair>(
      `SELECT kind, score, offset FROM sound_match WHERE ${either}`,
    );
    this.#remove = connection.prepare<{ one: number; other: number }>(`DELETE FROM sound_match WHERE ${either}`);
    this.#add = connection.prepare(`
      INSERT INTO sound_match (file_id, other_id, kind, score, offset, comparison) SELECT ?, ?, ?, ?, ?, ?
      WHERE EXISTS (SELECT 1 FROM analysis WHERE file_id = ?) AND EXISTS (SELECT 1 FROM analysis WHERE file_id = ?)`);
    const same = (one: string, other: string): string => `
      SELECT recording_id AS recording, score, 'track ' || track_id AS "with" FROM sound_match
        JOIN track ON track.file_id = ${other} JOIN recording_track ON track_id = track.id
      WHERE ${one} = @file AND ${IS_SAME}`;
    this.#same = connection.prepare<{ file: number }, SameSound>(
      `${same('sound_match.file_id', 'other_id')} UNION ALL ${same('other_id', 'sound_match.file_id')}`,
    );
    const ofTracks = (condition: string): string => `
      SELECT one.id, other.id, score, ${isFaithful('one_file')} AND ${isFaithful('other_file')}
      FROM track AS one JOIN sound_match ON sound_match.file_id = one.file_id
        JOIN track AS other ON other.file_id = other_id
        JOIN file AS one_file ON one_file.id = one.file_id JOIN file AS other_file ON other_file.id = other_id
      WHERE one.id IN (SELECT value FROM json_each(?)) AND other.id IN (SELECT value FROM json_each(?)) AND ${condition}`;
    this.#sameTracks = connection.prepare<[string, string], TrackPairRow>(ofTracks(IS_SAME)).raw();
    this.#otherMixes = connection.prepare<[string, string], TrackPairRow>(ofTracks(IS_OTHER_MIX)).raw();
  }

  /** Null where nothing is known of them. */
  of([one, other]: Files): KnownPair | null {
    return this.#known.get({ one, other }) ?? null;
  }

  /** Puts a pair in the place of what was known of the files, unless one has no analysis any more. */
  put({ pair, kind, score, offset, isUnheard }: FilePair): void {
    const [a, b] = pair;
    this.remove(pair);
    this.#add.run(a, b, kind, score, offset, isUnheard ? UNFINISHED : COMPARISON, a, b);
  }

  remove([one, other]: Files): void {
    this.#remove.run({ one, other });
  }

  /** The recordings of the tracks that a file sounds the same as. */
  sameSounds(file: number): SameSound[] {
    return this.#same.all({ file });
  }

  /** Pairs of these tracks that sound the same. */
  sameTracks(tracks: readonly number[]): ScoredPair[] {
    const ids = JSON.stringify(tracks);
    return this.#sameTracks
      .all(ids, ids)
      .map(([a, b, score, faithful]) => ({ pair: [a, b], score, isFaithful: faithful === 1 }));
  }

  /** Pairs of these tracks that are two mixes of a piece, of which both files are faithful. */
  otherMixes(tracks: readonly number[]): [number, number][] {
    const ids = JSON.stringify(tracks);
    return this.#otherMixes.all(ids, ids).flatMap(([a, b, , faithful]) => (faithful === 1 ? [[a, b]] : []));
  }

  /** Whether faithful tracks of the one and of the other are other mixes rather than the same. */
  areOtherMixes(one: readonly number[], other: readonly number[]): boolean {
    const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
    const faithful = (pairs: Database.Statement<[string, string], TrackPairRow>): number =>
      [...pairs.all(a, b), ...pairs.all(b, a)].filter(([, , , both]) => both === 1).length;
    const apart = faithful(this.#otherMixes);
    return apart > 0 && faithful(this.#sameTracks) <= apart;
  }
}
