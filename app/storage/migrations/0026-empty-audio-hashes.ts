/**
 * Version 26: files whose audio no reader could find when they were analysed, and whose packets the decoder finds now (WMA,
 * True Audio, AAC without a container): their empty hashes go, so that they are hashed once more, as files that an
 * earlier version has analysed. A file without a hash is never called changed. Only files without a layout are looked at:
 * the others' hashes come from their readers.
 */
import type { Connection } from '../connection.ts';

export function emptyAudioHashes(connection: Connection): void {
  connection.exec(`
    UPDATE analysis SET audio_hash = NULL
    WHERE file_id IN (SELECT id FROM file WHERE layout IS NULL) AND length(audio_hash) = 0
  `);
}
