/**
 * Version 14: the hash of all of a file's audio (`fuse/formats/audio-hash.ts`), which the analysis makes. Null where it
 * has not been made yet; empty for a file whose audio cannot be found.
 */
import type { Connection } from '../connection.ts';

export function audioHash(connection: Connection): void {
  connection.exec('ALTER TABLE analysis ADD COLUMN audio_hash BLOB');
}
