/**
 * Lists directories before they are asked for, the way a kernel reads files ahead: who asks for one directory
 * after the other, as `find` and every scanner do, soon finds the next ones ready. The window grows with every
 * success and falls back when somebody asks for something else.
 */

const FIRST_WINDOW = 8;
const LAST_WINDOW = 512;
/** So many are listed without letting other work in between. */
const AT_ONCE = 64;

export class ListAhead {
  readonly #directoriesAfter: (inode: number) => Iterator<number>;
  readonly #offer: (inode: number) => Promise<void> | void;
  #walk: Iterator<number> | null = null;
  /** The directory that comes next in the walk. */
  #expected: number | null = null;
  #window = FIRST_WINDOW;
  /** How many are still to be listed of the current window. */
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

  /** Somebody asked for a directory that had not been listed ahead. */
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

  /** Lists what comes first in a walk, before anybody walks. Resolves when that is done. */
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
