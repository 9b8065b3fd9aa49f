/**
 * Reads the whole fingerprints in the database. All parts of the library read them here: one that is damaged counts as absent, so
 * that it holds up none of the others.
 *
 * A damaged fingerprint of a file can be made anew, so it is told to whoever follows the connection. Reading connections cannot
 * write: the owner of their thread has the file analysed again (`forgetDamaged` in `../analysis/stored-analyses.ts`).
 */
import { ALGORITHM_TEST2, decompressBytes, FingerprintFormatError } from '../audio/chromaprint/compression.ts';
import type { Connection } from '../storage/connection.ts';

type Follower = (fileId: number) => void;

const followers = new WeakMap<Connection, Follower>();

/** Calls `follower` with the file of each damaged fingerprint that is read over the connection. */
export function followDamage(connection: Connection, follower: Follower): void {
  followers.set(connection, follower);
}

/**
 * The items of a stored fingerprint.
 * @param stored in Chromaprint's compressed form, as bytes; a file without a fingerprint has null
 * @returns null where there is none, or where it is damaged
 */
export function readStoredFingerprint(stored: Uint8Array | null | undefined): Uint32Array | null {
  if (!stored) return null;
  try {
    const { algorithm, items } = decompressBytes(stored);
    return algorithm === ALGORITHM_TEST2 && items.length > 0 ? items : null;
  } catch (error) {
    if (error instanceof FingerprintFormatError) return null;
    throw error;
  }
}

/** The items of a file's stored fingerprint, as `readStoredFingerprint` gives them; tells of a damaged one. */
export function readFileFingerprint(
  connection: Connection,
  fileId: number,
  stored: Uint8Array | null | undefined,
): Uint32Array | null {
  const items = readStoredFingerprint(stored);
  if (stored && items === null) followers.get(connection)?.(fileId);
  return items;
}
