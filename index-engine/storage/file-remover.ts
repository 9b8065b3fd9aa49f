/**
 * Removes files that nothing refers to any more, without anyone waiting for it. A large file takes milliseconds to remove.
 * A file that cannot be removed now is removed when the index is opened next.
 */

import { rm } from 'node:fs/promises';

export class FileRemover {
  readonly #underWay = new Set<Promise<void>>();

  remove(path: string): void {
    const removal = rm(path, { force: true })
      .catch(() => undefined)
      .finally(() => this.#underWay.delete(removal));
    this.#underWay.add(removal);
  }

  /** Resolves when everything that was to be removed is. */
  async finished(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
