/**
 * Version 38: a pair of files that were found alike knows the comparison that found it, by its number
 * (`app/duplicates/compare-files.ts`). Pairs from before have 0, and are compared again in the background.
 */
import type { Connection } from '../connection.ts';

export function comparedPairs(connection: Connection): void {
  connection.exec('ALTER TABLE sound_match ADD COLUMN comparison INTEGER NOT NULL DEFAULT 0');
}
