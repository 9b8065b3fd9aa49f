/**
 * The files that were asked for most recently, so that the bytes of a header are made once and not for
 * every `stat` and `open`. Bounded by the memory that the headers take; a file that falls out lives on in
 * the hands of those who have it open.
 */
import type { VirtualFile } from './virtual-file.ts';

export class FileCache {
  readonly #limit: number;
  /** In order of use, the least recent first. */
  readonly #files = new Map<number, VirtualFile>();
  #weight = 0;

  /** @param limit bytes of memory */
  constructor(limit: number) {
    this.#limit = limit;
  }

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
