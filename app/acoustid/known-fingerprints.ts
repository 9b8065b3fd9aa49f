/**
 * Compares a fingerprint with those that the library knows: of its files, and of submissions. Where recordings were
 * merged, all belong to the one that is left.
 */
import { acoustidItems } from '../audio/chromaprint/fingerprinter.ts';
import { compareFingerprints } from '../recognition/compare-fingerprints.ts';
import { submittedOf } from '../recognition/index-ids.ts';
import { readFileFingerprint, readStoredFingerprint } from '../recognition/stored-fingerprint.ts';
import { lengthOfSound } from '../recognition/stored-sounds.ts';
import { RecordingTree } from '../recordings/recording-tree.ts';
import type { Connection } from '../storage/connection.ts';
import { LEAST_SCORE, type ComparedFingerprint } from './import-decision.ts';

export interface CompareRequest {
  readonly items: Uint32Array;
  /** Documents of the fingerprint index. */
  readonly documents: readonly number[];
}

interface FingerprintRow {
  readonly recordingId: number;
  /** Null for a submitted fingerprint. */
  readonly fileId: number | null;
  /** Null for that of a file. */
  readonly fingerprintId: number | null;
  readonly fingerprint: Uint8Array;
  readonly duration: number;
}

/** The documents that belong to a recording, with their scores. */
export function compareDocuments(connection: Connection, request: CompareRequest): readonly ComparedFingerprint[] {
  return new KnownFingerprints(connection).compareDocuments(request);
}

/** All fingerprints of the recordings that one of the documents belongs to, if it is similar at all. */
export function compareRecordings(connection: Connection, request: CompareRequest): readonly ComparedFingerprint[] {
  const known = new KnownFingerprints(connection);
  const similar = known.compareDocuments(request).filter(({ score }) => score >= LEAST_SCORE);
  const roots = new Set(similar.map(({ recordingId }) => recordingId));
  return [...roots].flatMap((root) => known.compareAll(root, request.items));
}

class KnownFingerprints {
  readonly #connection: Connection;
  readonly #tree: RecordingTree;
  readonly #ofFile;
  readonly #submitted;
  readonly #ofRecordings;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#tree = new RecordingTree(connection);
    const ofFiles = `
      SELECT recording_id AS recordingId, file.id AS fileId, NULL AS fingerprintId, fingerprint, file.duration
      FROM recording_track JOIN track ON track.id = track_id
      JOIN file ON file.id = track.file_id JOIN analysis ON analysis.file_id = file.id
      WHERE fingerprint IS NOT NULL`;
    const submitted = `
      SELECT recording_id AS recordingId, NULL AS fileId, id AS fingerprintId, fingerprint, duration
      FROM recording_fingerprint`;
    this.#ofFile = connection.prepare<[number], FingerprintRow>(`${ofFiles} AND analysis.file_id = ?`);
    this.#submitted = connection.prepare<[number], FingerprintRow>(`${submitted} WHERE id = ?`);
    this.#ofRecordings = connection.prepare<{ family: string }, FingerprintRow>(
      `${ofFiles} AND recording_id IN (SELECT value FROM json_each(@family))
      UNION ALL ${submitted} WHERE recording_id IN (SELECT value FROM json_each(@family))`,
    );
  }

  compareDocuments({ items, documents }: CompareRequest): ComparedFingerprint[] {
    const beginning = acoustidItems(items);
    return documents.flatMap((document) => {
      const id = submittedOf(document);
      const row = id === null ? this.#ofFile.get(document) : this.#submitted.get(id);
      return row === undefined ? [] : this.#compared(row, beginning);
    });
  }

  compareAll(root: number, items: Uint32Array): ComparedFingerprint[] {
    const beginning = acoustidItems(items);
    const family = JSON.stringify(this.#tree.familyOf(root));
    return this.#ofRecordings.all({ family }).flatMap((row) => this.#compared(row, beginning));
  }

  /** Nothing where the known fingerprint is damaged. */
  #compared(row: FingerprintRow, items: Uint32Array): ComparedFingerprint[] {
    const { recordingId, fileId, fingerprintId, fingerprint, duration } = row;
    const known =
      fileId === null ? readStoredFingerprint(fingerprint) : readFileFingerprint(this.#connection, fileId, fingerprint);
    if (known === null) return [];
    const compared = {
      recordingId: this.#tree.rootOf(recordingId),
      fingerprintId,
      score: compareFingerprints(items, acoustidItems(known)),
      duration: lengthOfSound(duration, known),
    };
    return [compared];
  }
}
