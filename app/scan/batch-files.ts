/** The files of a batch: as they grow where files are read, and as they are read where they are stored. */
import type { FileRecord } from './file-record.ts';

/** Files of a folder that are new or have changed. */
export interface ReadFolder {
  readonly folder: Buffer;
  readonly files: readonly FileRecord[];
}

/** Files in the order in which they were read. They may be gone once they were iterated over. */
export interface BatchFiles extends Iterable<ReadFolder> {
  readonly count: number;
}

export interface GrowingFiles extends BatchFiles {
  /** @param folder files that follow each other and whose folder is the same Buffer are kept together */
  add(folder: Buffer, file: FileRecord): void;
}

/** Files that stay in the thread that reads them. */
export class HeldFiles implements GrowingFiles {
  readonly #folders: { readonly folder: Buffer; readonly files: FileRecord[] }[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(folder: Buffer, file: FileRecord): void {
    const last = this.#folders.at(-1);
    if (last?.folder === folder) last.files.push(file);
    else this.#folders.push({ folder, files: [file] });
    this.#count++;
  }

  [Symbol.iterator](): Iterator<ReadFolder> {
    return this.#folders.values();
  }
}
