/**
 * The connection that a mount reads the library by: as it is now, or as it was at a moment (`app/library/as-of`).
 *
 * Of the past a mount shows what files are there still: one that has gone since cannot be read.
 */
import { LibraryAsOf } from '../library/as-of/library-as-of.ts';
import { openReader, type Connection } from '../storage/connection.ts';

export interface MomentConnection {
  readonly connection: Connection;
  /** Runs statements of the connection, all of the same state of the library. */
  read<Result>(work: () => Result): Result;
  close(): void;
}

/**
 * @param library absolute path of the library folder
 * @param at milliseconds since 1970; null for now
 * @throws CompactedError
 */
export function openMoment(library: string, at: number | null): MomentConnection {
  if (at === null) {
    const connection = openReader(library);
    return { connection, read: (work) => work(), close: () => connection.close() };
  }
  // Nothing but the history decides what a mount shows of the past, so that no clock fills the tables anew.
  const past = new LibraryAsOf(() => openReader(library), hideMissing, Infinity);
  try {
    const connection = past.read(at, (then) => then);
    return { connection, read: (work) => past.read(at, work), close: () => past.close() };
  } catch (error) {
    past.close();
    throw error;
  }
}

/** Tracks that were there and whose files are missing now. */
function hideMissing(connection: Connection): Connection {
  connection.exec(
    'UPDATE then_track SET present = 0 WHERE file_id IN (SELECT id FROM main.file WHERE missing_since IS NOT NULL)',
  );
  return connection;
}
