/**
 * The generations of a collection: for each name the number of its newest index, which distinguishes that index from
 * earlier ones of the same name. A small JSON file in the collection's directory.
 */

import { join } from 'node:path';
import { readSmallFile, replaceSmallFile } from '../storage/small-file.ts';

const GENERATIONS_FILE = '.generations';

export class Generations {
  readonly #path: string;
  readonly #numbers: Map<string, number>;

  constructor(directory: string) {
    this.#path = join(directory, GENERATIONS_FILE);
    this.#numbers = read(this.#path);
  }

  /** The generation of the newest index of a name; 0 when there was none. */
  of(name: string): number {
    return this.#numbers.get(name) ?? 0;
  }

  /** Begins a generation durably; by default one more than the last. */
  async begin(name: string, generation = this.of(name) + 1): Promise<void> {
    this.#numbers.set(name, generation);
    await replaceSmallFile(this.#path, JSON.stringify(Object.fromEntries(this.#numbers)));
  }
}

/** Empty when the file is missing or damaged: generations begin again at 1, and only clients of a cluster compare them. */
function read(path: string): Map<string, number> {
  try {
    return new Map(Object.entries(JSON.parse(readSmallFile(path) ?? '{}') as Record<string, number>));
  } catch {
    return new Map();
  }
}
