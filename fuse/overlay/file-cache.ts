/**
 * The most recently used files, so that the bytes of a header are made once and not for every `stat` and `open`.
 * Bounded by the memory of the headers. The newest file always stays. A file that leaves the cache remains usable
 * for the handles that have it open.
 */
import type { VirtualFile } from './virtual-file.ts';

export class FileCache {
  readonly #limit: number;
  /** By inode, the least recently used first. */
  readonly #files = new Map<number, VirtualFile>();
  #weight = 0;

  /** @param limit bytes of memory that the headers may take */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of memory that the headers take now. */
  get bytes(): number {
    return this.#weight;
  }

  get(inode: number): VirtualFile | undefined {
    const file = this.#files.get(inode);
    if (file !== undefined) {
      this.#files.delete(inode);
      this.#files.set(inode, file);
    }
    return file;
  }

  set(inode: number, file: VirtualFile): void {
    this.delete(inode);
    this.#files.set(inode, file);
    this.#weight += file.weight;
    for (const oldest of this.#files.keys()) {
      if (this.#weight <= this.#limit || oldest === inode) break;
      this.delete(oldest);
    }
  }

  delete(inode: number): void {
    const file = this.#files.get(inode);
    if (file === undefined) return;
    this.#files.delete(inode);
    this.#weight -= file.weight;
  }
}
