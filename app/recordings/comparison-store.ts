/**
 * Stores what comparisons say of pairs of files, and keeps the recordings of their tracks in agreement with it. Callers are
 * inside a transaction, and end with `partRecordings`.
 */
import { isDeepStrictEqual } from 'node:util';
import type { FilePair } from '../duplicates/compare-files.ts';
import { submittedOf } from '../recognition/index-ids.ts';
import { readFileFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';
import { arrangeMixes } from './arrange-mixes.ts';
import { partRecording } from './part-recording.ts';
import { placeTrack, type SameSound } from './place-track.ts';
import { gidOfFingerprint } from './recording-gid.ts';
import { RecordingWriter } from './recording-writer.ts';
import { isSameSound, SoundPairs, type Files, type KnownPair } from './sound-pairs.ts';

export class ComparisonStore {
  readonly #connection: Connection;
  readonly #writer: RecordingWriter;
  readonly #pairs: SoundPairs;
  readonly #at: number;
  readonly #mark;
  readonly #track;
  readonly #fingerprint;
  readonly #submitted;
  /** Files that were the same as another until now. */
  readonly #parted = new Set<number>();

  /** @param at milliseconds since 1970 */
  constructor(connection: Connection, at: number) {
    this.#connection = connection;
    this.#writer = new RecordingWriter(connection);
    this.#pairs = new SoundPairs(connection);
    this.#at = at;
    this.#mark = connection.prepare('UPDATE analysis SET compared = 1 WHERE file_id = ? AND analysed_at = ?');
    this.#track = connection.prepare<[number], number>('SELECT id FROM track WHERE file_id = ?').pluck();
    this.#fingerprint = connection
      .prepare<[number], Buffer>('SELECT fingerprint FROM analysis WHERE file_id = ? AND fingerprint IS NOT NULL')
      .pluck();
    this.#submitted = connection
      .prepare<[number], number>('SELECT recording_id FROM recording_fingerprint WHERE id = ?')
      .pluck();
  }

  /** @returns whether the analysis that was compared is still the one of the file */
  markCompared(fileId: number, analysedAt: number): boolean {
    return this.#mark.run(fileId, analysedAt).changes > 0;
  }

  /**
   * Keeps what two files are to each other now; null for nothing. What was known stays where a file could not be listened to.
   * @returns what was known, and whether this is another
   */
  take(pair: Files, match: FilePair | null): { readonly before: KnownPair | null; readonly isOther: boolean } {
    const before = this.#pairs.of(pair);
    if (before !== null && match?.isUnheard) return { before, isOther: false };
    if (match === null) this.#pairs.remove(pair);
    else this.#pairs.put(match);
    if (before !== null && isSameSound(before) && !(match !== null && isSameSound(match))) {
      for (const fileId of pair) this.#parted.add(fileId);
    }
    return { before, isOther: !isDeepStrictEqual(before, this.#pairs.of(pair)) };
  }

  /** @param matches among which those with submitted fingerprints are that are stored nowhere else */
  place(fileId: number, gid: string | null, matches: readonly FilePair[]): void {
    const trackId = this.#trackOf(fileId);
    if (trackId === null) return;
    const same = [
      ...this.#pairs.sameSounds(fileId),
      ...matches.flatMap((match) => this.#submittedSound(match, fileId)),
    ];
    const { recording, apart } = placeTrack(this.#writer, this.#pairs, { trackId, gid, same }, this.#at);
    if (apart.length > 0) {
      arrangeMixes(this.#connection, this.#writer, this.#pairs, [recording, ...apart], this.#at);
    }
  }

  /** Places the track of a file that was compared before. */
  placeAgain(fileId: number): void {
    const fingerprint = this.#fingerprint.get(fileId);
    if (fingerprint === undefined || readFileFingerprint(this.#connection, fileId, fingerprint) === null) return;
    this.place(fileId, gidOfFingerprint(fingerprint), []);
  }

  /** Takes apart the recordings of files that are the same as another no more. */
  partRecordings(): void {
    const places = [...this.#parted].map((fileId) => {
      const trackId = this.#trackOf(fileId);
      return trackId === null ? null : this.#writer.placeOf(trackId);
    });
    for (const root of new Set(places.flatMap((place) => place?.recording ?? []))) {
      partRecording(this.#connection, this.#writer, this.#pairs, root, this.#at);
    }
  }

  #trackOf(fileId: number): number | null {
    return this.#track.get(fileId) ?? null;
  }

  /** The recording that a submitted fingerprint belongs to, where the match is one of this file and of such. */
  #submittedSound(match: FilePair, fileId: number): SameSound[] {
    const { pair, score } = match;
    if (!isSameSound(match) || !pair.includes(fileId)) return [];
    const other = submittedOf(pair[0] === fileId ? pair[1] : pair[0]);
    const recording = other === null ? undefined : this.#submitted.get(other);
    return recording === undefined ? [] : [{ recording, score, with: `submitted fingerprint ${other}` }];
  }
}
