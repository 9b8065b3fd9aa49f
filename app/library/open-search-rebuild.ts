/**
 * Whether a rebuild of the search is open. It stands apart from the rebuild itself, because threads that only read
 * ask for it: they need not load the readers and writers of all formats.
 */
import type { Connection } from '../storage/connection.ts';

/** Whether a rebuild was begun and not finished. */
export function searchRebuildIsOpen(connection: Connection): boolean {
  return connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'track_search_next'").get() !== undefined;
}
