/**
 * Version 18: which version of the readers has read a file (`fuse/formats/reader-version.ts`). Nothing is known of
 * files that were read before, so the next scan reads them again.
 */
import type { Connection } from '../connection.ts';

export function readerVersion(connection: Connection): void {
  connection.exec('ALTER TABLE file ADD COLUMN reader_version INTEGER NOT NULL DEFAULT 0');
}
