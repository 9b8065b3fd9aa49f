/**
 * Whether a library is still where it was opened. A program that has its files open goes on writing into them after
 * the folder was renamed or deleted: nothing of that work is found at the library's path.
 */
import { statSync, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { databasePath } from './connection.ts';

/** Milliseconds between two looks. */
const PERIOD = 2000;

/** Looks after the database of an open library until it is closed. */
export class LibraryPlace {
  readonly #database: string;
  readonly #opened: BigIntStats;
  readonly #timer: NodeJS.Timeout;
  #closed = false;

  /**
   * @param onGone called once, when the database is no longer at its path
   * @throws Error of the file system when it is not there now
   */
  constructor(library: string, onGone: () => void, period = PERIOD) {
    this.#database = databasePath(library);
    this.#opened = statSync(this.#database, { bigint: true });
    this.#timer = setInterval(() => {
      void this.#isGone().then((gone) => {
        if (!gone || this.#closed) return;
        this.close();
        onGone();
      });
    }, period).unref();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  /** A disk that does not answer proves nothing. */
  async #isGone(): Promise<boolean> {
    try {
      const { dev, ino } = await stat(this.#database, { bigint: true });
      return dev !== this.#opened.dev || ino !== this.#opened.ino;
    } catch (error) {
      return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    }
  }
}
