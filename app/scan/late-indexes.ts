/**
 * When the indexes of lists are made: while a scan fills a library, they wait for its end. Each new track has a place
 * somewhere in each of them, and to find nine such places costs as much as everything else that is stored of a file.
 *
 * Meanwhile lists are sorted, which takes tenths of a second; so a scan of very many files does not keep them waiting.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LIST_INDEXES } from '../library/list-indexes.ts';
import { withoutSync, type Connection } from '../storage/connection.ts';
import { makePostponedIndex, postponeIndexes } from '../storage/postponed-indexes.ts';

/** A library of so few tracks is filled: to make its indexes anew costs nothing. */
const FEW_TRACKS = 4000;
/** So many files in one transaction show that more are likely to follow soon. */
const MANY_FILES = 256;
/** The indexes are made when there are so many tracks, or after so many milliseconds, also if the scan goes on. */
const MOST_TRACKS = 200_000;
const LONGEST_MS = 60_000;

export class LateIndexes {
  readonly #connection: Connection;
  readonly #lastTrack;
  /** When they were postponed; null where they were not. */
  #since: number | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#lastTrack = connection.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'track'").pluck();
  }

  /** Before files are stored in a transaction, outside of it. */
  beforeFiles(count: number): void {
    if (this.#since !== null || count < MANY_FILES || this.#tracks() > FEW_TRACKS) return;
    this.#since = performance.now();
    withoutSync(this.#connection, () => postponeIndexes(this.#connection, LIST_INDEXES));
  }

  /** After that transaction: makes one of the indexes where they have waited for long. */
  afterFiles(): void {
    if (this.#since === null) return;
    if (performance.now() - this.#since > LONGEST_MS || this.#tracks() > MOST_TRACKS) this.#makeNext();
  }

  /** Makes all that are away, also those that an earlier scan could not make. Edits run between them. */
  async make(): Promise<void> {
    while (this.#makeNext()) await nextTurn();
  }

  #makeNext(): boolean {
    return withoutSync(this.#connection, () => makePostponedIndex(this.#connection));
  }

  #tracks(): number {
    return this.#lastTrack.get() ?? 0;
  }
}
