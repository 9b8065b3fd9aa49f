/**
 * The files that were asked for most recently, so that the bytes of a header are made once and not for
 * every `stat` and `open`. Bounded by the memory that the headers take; a file that falls out lives on in
 * the hands of those who have it open.
 */
import type { VirtualFile } from './virtual-file.ts';

export class FileCache {
  private readonly limit: number;
  /** In order of use, the least recent first. */
  private readonly files = new Map<number, VirtualFile>();
  private weight = 0;

  /** @param limit bytes of memory */
  constructor(limit: number) {
    this.limit = limit;
  }

  get bytes(): number {
    return this.weight;
  }

  get(id: number): VirtualFile | undefined {
    const file = this.files.get(id);
    if (file !== undefined) {
      this.files.delete(id);
      this.files.set(id, file);
    }
    return file;
  }

  set(id: number, file: VirtualFile): void {
    this.delete(id);
    this.files.set(id, file);
    this.weight += file.weight;
    for (const oldest of this.files.keys()) {
      if (this.weight <= this.limit || oldest === id) break;
      this.delete(oldest);
    }
  }

  delete(id: number): void {
    const file = this.files.get(id);
    if (file === undefined) return;
    this.files.delete(id);
    this.weight -= file.weight;
  }
}
