/** Compares the beginnings of files by the fingerprints in the database. */
import { acoustidItems } from '../audio/chromaprint/fingerprinter.ts';
import { compareFingerprints, LENGTH_DIFFERENCE } from '../recognition/compare-fingerprints.ts';
import { readFileFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';

interface SoundRow {
  readonly fingerprint: Buffer;
  readonly duration: number;
}

/**
 * @param pairs of file ids
 * @param least score, 0 to 1, from which two files count as the same recording
 * @returns the pairs of about the same length that reach the score, with it
 */
export function compareBeginnings(
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
      const items = readFileFingerprint(connection, id, row?.fingerprint);
      sound = items && { items: acoustidItems(items), duration: row!.duration };
      known.set(id, sound);
    }
    return sound;
  };
  return pairs.flatMap((pair) => {
    const [one, other] = pair.map(soundOf);
    if (!one || !other || Math.abs(one.duration - other.duration) > LENGTH_DIFFERENCE) return [];
    const score = compareFingerprints(one.items, other.items);
    return score >= least ? [{ pair, score }] : [];
  });
}
