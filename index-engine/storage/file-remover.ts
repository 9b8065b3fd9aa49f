/**
 * Removes files that nothing refers to any more, in the background: removing a large file takes milliseconds.
 * A file that cannot be removed stays until the index is opened again.
 */

import { rm } from 'node:fs/promises';

export class FileRemover {
  /** Settles when all removals that have begun have ended. */
  #removals: Promise<unknown> = Promise.resolve();

  remove(path: string): void {
    const removal = rm(path).catch(() => undefined);
    this.#removals = Promise.all([this.#removals, removal]);
  }

  /** Resolves when all removals that have begun have ended. */
  async finished(): Promise<void> {
    await this.#removals;
  }
}
