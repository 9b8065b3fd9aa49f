/**
 * A connection to the library whose readers see its state at another moment: see `shadow-tables.ts`. One moment at a
 * time; another one, or a change of the history, fills the tables anew.
 */
import { openReader, type Connection } from '../../storage/connection.ts';
import { fillStateThen } from './state-then.ts';
import { createShadowTables, shadowed } from './shadow-tables.ts';

/** For how many milliseconds the tags of files may be those of before. */
const FRESH = 60_000;

export class LibraryAsOf<Readers> {
  readonly #open: () => Connection;
  readonly #readersOf: (connection: Connection) => Readers;
  readonly #fresh: number;
  #connection: Connection | null = null;
  #readers: { readonly of: Readers; readonly key: string } | null = null;

  /**
   * @param readersOf makes the readers of a connection: they may keep what they have read as long as nothing changes
   * @param fresh milliseconds after which the tables are filled anew although the history is the same
   */
  constructor(open: () => Connection, readersOf: (connection: Connection) => Readers, fresh = FRESH) {
    this.#open = open;
    this.#readersOf = readersOf;
    this.#fresh = fresh;
  }

  static of<Readers>(library: string, readersOf: (connection: Connection) => Readers): LibraryAsOf<Readers> {
    return new LibraryAsOf(() => openReader(library), readersOf);
  }

  /**
   * What `read` answers about the moment `at`.
   * @param at milliseconds since 1970
   * @throws CompactedError
   */
  read<Result>(at: number, read: (readers: Readers) => Result): Result {
    const connection = (this.#connection ??= prepared(this.#open()));
    // One transaction: what has not changed since the moment is of the same state of the library as what has.
    return connection.transaction(() => {
      const key = `${at} ${stateOf(connection)} ${Math.floor(Date.now() / this.#fresh)}`;
      if (this.#readers?.key !== key) {
        this.#readers = null;
        fillStateThen(connection, at);
        this.#readers = { of: this.#readersOf(connection), key };
      }
      return read(this.#readers.of);
    })();
  }

  close(): void {
    this.#connection?.close();
    this.#connection = null;
    this.#readers = null;
  }
}

/**
 * What the tables depend on: batches, plays, new tracks, compactions, and files that have gone missing or are back. An analysis in the background
 * changes the library all the time, but none of these. The tags that scans have read are as old as the tables at most.
 */
function stateOf(connection: Connection): string {
  const history = connection
    .prepare<[], string>(`
      SELECT concat_ws(' ', (SELECT max(id) FROM main.edit_batch), (SELECT max(id) FROM main.play),
        (SELECT max(id) FROM main.track),
        (SELECT max(id) FROM main.history_compaction),
        (SELECT count(*) || '/' || max(missing_since) FROM main.file WHERE missing_since IS NOT NULL))`)
    .pluck()
    .get()!;
  return history;
}

function prepared(connection: Connection): Connection {
  // The file stays read-only; temporary tables are in memory.
  connection.pragma('query_only = OFF');
  createShadowTables(connection);
  const prepare = connection.prepare.bind(connection);
  return Object.assign(connection, { prepare: (sql: string) => prepare(shadowed(sql)) });
}
