/**
 * Version 13: what of a file could not be read although it plays. Health lists these files by the index. Files that were
 * unreadable before lose their stamp, so that the next scan reads them again: some of them play.
 */
import type { Connection } from '../connection.ts';

export function fileDamage(connection: Connection): void {
  connection.exec(`
    ALTER TABLE file ADD COLUMN damage TEXT;
    CREATE INDEX file_damage ON file (id) WHERE damage IS NOT NULL;
    UPDATE file SET ctime_ns = 0 WHERE error IS NOT NULL AND missing_since IS NULL;
  `);
}
