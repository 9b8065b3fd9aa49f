/** The whole fingerprints in the database, and their comparison with a sound. */
import type { SoundComparison } from '../model/recognition.ts';
import { soundSeconds } from '../audio/chromaprint/fingerprinter.ts';
import type { Connection } from '../storage/connection.ts';
import { compareSounds } from './match-sounds.ts';
import { readFileFingerprint } from './stored-fingerprint.ts';

/** How a file of the library sounds. */
export interface StoredSound {
  readonly fileId: number;
  /** Its whole fingerprint. */
  readonly items: Uint32Array;
}

/**
 * Seconds of a sound. The header of some files tells no length, such as that of an Ogg with pictures as a stream: their
 * fingerprint does.
 * @param stated by the file; 0 for nothing
 * @param items the whole fingerprint
 */
export function lengthOfSound(stated: number, items: Uint32Array): number {
  return stated > 0 ? stated : soundSeconds(items.length);
}

/** The sound of a track's file; null for a track without a fingerprint. */
export function soundOfTrack(connection: Connection, id: number): StoredSound | null {
  const row = connection
    .prepare<[number], { fileId: number; fingerprint: Buffer | null }>(`
      SELECT track.file_id AS fileId, fingerprint FROM track JOIN analysis ON analysis.file_id = track.file_id
      WHERE track.id = ?`)
    .get(id);
  if (row === undefined) return null;
  const items = readFileFingerprint(connection, row.fileId, row.fingerprint);
  return items === null ? null : { fileId: row.fileId, items };
}

/** Compares a sound with the files that have a fingerprint. */
export function compareWithFiles(
  connection: Connection,
  items: Uint32Array,
  fileIds: readonly number[],
): ({ readonly fileId: number } & SoundComparison)[] {
  const read = connection
    .prepare<[number], Buffer>('SELECT fingerprint FROM analysis WHERE file_id = ? AND fingerprint IS NOT NULL')
    .pluck();
  return fileIds.flatMap((fileId) => {
    const known = readFileFingerprint(connection, fileId, read.get(fileId));
    return known === null ? [] : [{ fileId, ...compareSounds(items, known) }];
  });
}
