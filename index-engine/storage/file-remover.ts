/**
 * Removes files that nothing refers to any more, in the background: removing a large file takes milliseconds.
 * A file that cannot be removed stays until the index is opened again.
 */

import { rm } from 'node:fs/promises';

export class FileRemover {
  readonly #pending = new Set<Promise<void>>();

  remove(path: string): void {
    const removal = rm(path, { force: true })
      .catch(() => undefined)
      .finally(() => this.#pending.delete(removal));
    this.#pending.add(removal);
  }

  /** Resolves when all removals that have begun have ended. */
  async finished(): Promise<void> {
    await Promise.all(this.#pending);
  }
}
