/** Compares files by the fingerprints in the database, and lists the copies of a recording. */
import { decompressBytes } from '../audio/chromaprint/compression.ts';
import { acoustidItems } from '../audio/chromaprint/fingerprinter.ts';
import { compareFingerprints } from '../recognition/compare-fingerprints.ts';
import type { Connection } from '../storage/connection.ts';
import type { SoundCopy } from '../model/duplicates.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';
import { COPY_QUALITY } from '../library/copy-quality.ts';

/** Greatest difference in length of two copies of a recording, in seconds. */
const SAME_LENGTH = 7;

interface CopyRow extends Omit<SoundCopy, 'path' | 'pathBase64'> {
  readonly folder: Buffer;
  readonly name: Buffer;
}

/** These tracks, the best copy first: see `COPY_QUALITY`. */
export function copiesOf(connection: Connection, trackIds: readonly number[]): SoundCopy[] {
  return connection
    .prepare<[string], CopyRow>(`
      SELECT track.id, track.title, track.artist, track.album, track.kind, track.bitrate, track.bytes, track.duration, folder.path AS folder, file.name
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
      WHERE track.id IN (SELECT value FROM json_each(?)) ORDER BY ${COPY_QUALITY} DESC, track.id`)
    .all(JSON.stringify(trackIds))
    .map(({ folder, name, ...track }) => ({ ...track, ...pathText(joinPath(folder, name)) }));
}

interface SoundRow {
  readonly fingerprint: Buffer;
  readonly duration: number;
}

/**
 * @param pairs of file ids
 * @param least score, 0 to 1, from which two files count as the same recording
 * @returns the pairs of about the same length that reach the score, with it
 */
export function compareSounds(
  connection: Connection,
  pairs: readonly (readonly [number, number])[],
  least: number,
): { readonly pair: readonly [number, number]; readonly score: number }[] {
  const read = connection.prepare<[number], SoundRow>(
    'SELECT fingerprint, file.duration FROM analysis JOIN file ON file.id = analysis.file_id WHERE file_id = ? AND fingerprint IS NOT NULL',
  );
  const known = new Map<number, { items: Uint32Array; duration: number } | null>();
  const soundOf = (id: number): { items: Uint32Array; duration: number } | null => {
    let sound = known.get(id);
    if (sound === undefined) {
      const row = read.get(id);
      sound = row === undefined ? null : { items: beginningOf(row.fingerprint), duration: row.duration };
      known.set(id, sound);
    }
    return sound;
  };
  return pairs.flatMap((pair) => {
    const [one, other] = pair.map(soundOf);
    if (!one || !other || Math.abs(one.duration - other.duration) > SAME_LENGTH) return [];
    const score = compareFingerprints(one.items, other.items);
    return score >= least ? [{ pair, score }] : [];
  });
}

function beginningOf(fingerprint: Buffer): Uint32Array {
  return acoustidItems(decompressBytes(fingerprint).items);
}
