/**
 * Lists directories before they are asked for, as a kernel reads files ahead. `find` and scanners ask for one directory
 * after the other: the next ones are then ready. The window grows with every success and falls back when a directory is
 * asked for that is not the next of the walk.
 */

const FIRST_WINDOW = 8;
const LAST_WINDOW = 512;
/** Directories listed before other work has its turn. */
const AT_ONCE = 64;

export class ListAhead {
  readonly #directoriesAfter: (inode: number) => Iterator<number>;
  readonly #offer: (inode: number) => Promise<void> | void;
  #walk: Iterator<number> | null = null;
  /** The directory that comes next in the walk. */
  #expected: number | null = null;
  #window = FIRST_WINDOW;
  /** Directories of the current window that are not listed yet. */
  #left = 0;
  #running = false;

  /**
   * @param directoriesAfter the walk that begins at a directory
   * @param offer lists one
   */
  constructor(directoriesAfter: (inode: number) => Iterator<number>, offer: (inode: number) => Promise<void> | void) {
    this.#directoriesAfter = directoriesAfter;
    this.#offer = offer;
  }

  /** A program asked for a directory that had not been listed ahead. */
  asked(inode: number): void {
    if (inode === this.#expected) {
      this.#window = Math.min(this.#window * 4, LAST_WINDOW);
      this.#step();
    } else {
      this.#window = FIRST_WINDOW;
      this.#walk = this.#directoriesAfter(inode);
      this.#step();
    }
    this.#left = this.#window;
    if (!this.#running) void this.#run();
  }

  /** Lists the first directories of a walk before any program walks. Resolves when that is done. */
  async warm(inode: number, directories: number): Promise<void> {
    this.#walk = this.#directoriesAfter(inode);
    this.#step();
    this.#left = directories;
    await this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#left > 0 && this.#expected !== null) {
      // Everything else that waits has its turn first.
      await new Promise((done) => setImmediate(done));
      for (let count = 0; count < AT_ONCE && this.#left > 0 && this.#expected !== null; count += 1) {
        const inode = this.#expected;
        this.#step();
        this.#left -= 1;
        await this.#offer(inode);
      }
    }
    this.#running = false;
  }

  #step(): void {
    const next = this.#walk?.next();
    this.#expected = next === undefined || next.done === true ? null : next.value;
  }
}
