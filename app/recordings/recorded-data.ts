/**
 * What programs have submitted about recordings: fingerprints, MusicBrainz ids, descriptions, ids of other services. What
 * was submitted before is counted. Callers are inside a transaction.
 *
 * Everything belongs to the recording that it was submitted for, also after that was merged.
 */
import type { Connection } from '../storage/connection.ts';

export interface SubmittedFingerprint {
  /** In Chromaprint's compressed form, as bytes. */
  readonly fingerprint: Uint8Array;
  /** Seconds. */
  readonly duration: number;
  /** kbit per second; null where it was not told. */
  readonly bitrate: number | null;
  readonly format: string | null;
}

/** What a program says about a recording in words; null for what it does not say. */
export interface RecordingDescription {
  readonly track: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly albumArtist: string | null;
  readonly trackNumber: number | null;
  readonly discNumber: number | null;
  readonly year: number | null;
}

export class RecordedData {
  readonly #addFingerprint;
  readonly #countFingerprint;
  readonly #addMbid;
  readonly #addDescription;
  readonly #addForeignId;

  constructor(connection: Connection) {
    const counted = 'DO UPDATE SET submissions = submissions + 1';
    this.#addFingerprint = connection.prepare(`
      INSERT INTO recording_fingerprint (recording_id, fingerprint, duration, bitrate, format, submissions, made_at)
      VALUES (?, ?, ?, ?, ?, 1, ?)`);
    this.#countFingerprint = connection.prepare(
      'UPDATE recording_fingerprint SET submissions = submissions + 1 WHERE id = ?',
    );
    this.#addMbid = connection.prepare(`
      INSERT INTO recording_mbid (recording_id, mbid, submissions) VALUES (?, ?, 1)
      ON CONFLICT (recording_id, mbid) ${counted}`);
    this.#addDescription = connection.prepare(`
      INSERT INTO recording_metadata
        (recording_id, track, artist, album, album_artist, track_no, disc_no, year, submissions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
      ON CONFLICT (recording_id, track, artist, album, album_artist, track_no, disc_no, year) ${counted}`);
    this.#addForeignId = connection.prepare(`
      INSERT INTO recording_foreign_id (recording_id, vendor, foreign_id, submissions) VALUES (?, ?, ?, 1)
      ON CONFLICT (recording_id, vendor, foreign_id) ${counted}`);
  }

  /** @param at milliseconds since 1970 @returns its id */
  addFingerprint(recording: number, { fingerprint, duration, bitrate, format }: SubmittedFingerprint, at: number) {
    const { lastInsertRowid } = this.#addFingerprint.run(recording, fingerprint, duration, bitrate, format, at);
    return Number(lastInsertRowid);
  }

  /** Notes that a fingerprint was submitted once more. */
  countFingerprint(id: number): void {
    this.#countFingerprint.run(id);
  }

  /** @param mbid in lower case */
  addMbid(recording: number, mbid: string): void {
    this.#addMbid.run(recording, mbid);
  }

  /** A description that says nothing is left out. */
  addDescription(recording: number, description: RecordingDescription): void {
    const { track, artist, album, albumArtist, trackNumber, discNumber, year } = description;
    const texts = [track, artist, album, albumArtist].map((text) => text ?? '');
    const numbers = [trackNumber, discNumber, year].map((number) => number ?? 0);
    if ([...texts, ...numbers].some(Boolean)) this.#addDescription.run(recording, ...texts, ...numbers);
  }

  /** @param vendor the service whose id it is, such as `discogs` */
  addForeignId(recording: number, vendor: string, id: string): void {
    this.#addForeignId.run(recording, vendor, id);
  }
}
