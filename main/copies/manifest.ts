/**
 * What Descant has copied into a folder: a line of JSON for each file, added as soon as the file is there. A run that was
 * interrupted goes on where it ended, and only files of this list are ever replaced or deleted.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the list in the folder of the copies. */
export const MANIFEST = '.descant-copies.jsonl';

/** A file that was copied. */
export interface CopiedFile {
  /** Below the folder, with `/` between the parts. */
  readonly path: string;
  /** What the copy was made of: equal for equal content. */
  readonly source: string;
  /** Bytes of the copy. */
  readonly size: number;
}

export class CopyManifest {
  readonly #path: string;
  readonly #files: Map<string, CopiedFile>;
  #log: number | null = null;

  private constructor(path: string, files: Map<string, CopiedFile>) {
    this.#path = path;
    this.#files = files;
  }

  /** Lines that a crash has cut, or that something else wrote, are left out: their files are copied again. */
  static read(directory: string): CopyManifest {
    const path = join(directory, MANIFEST);
    const files = new Map<string, CopiedFile>();
    for (const line of linesOf(path)) {
      const file = parsed(line);
      if (file === null) continue;
      if ('gone' in file) files.delete(file.gone);
      else files.set(file.path, file);
    }
    return new CopyManifest(path, files);
  }

  get(path: string): CopiedFile | undefined {
    return this.#files.get(path);
  }

  files(): readonly CopiedFile[] {
    return [...this.#files.values()];
  }

  add(file: CopiedFile): void {
    this.#files.set(file.path, file);
    this.#append(file);
  }

  remove(path: string): void {
    this.#files.delete(path);
    this.#append({ gone: path });
  }

  /** Writes the list anew, without what has been replaced or deleted. */
  close(): void {
    if (this.#log === null) return;
    fsyncSync(this.#log);
    closeSync(this.#log);
    this.#log = null;
    const temporary = `${this.#path}.tmp`;
    writeFileSync(temporary, this.files().map(toLine).join(''), { flush: true });
    renameSync(temporary, this.#path);
  }

  #append(line: CopiedFile | { readonly gone: string }): void {
    this.#log ??= openSync(this.#path, 'a');
    writeSync(this.#log, toLine(line));
  }
}

const toLine = (line: object): string => `${JSON.stringify(line)}\n`;

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parsed(line: string): CopiedFile | { readonly gone: string } | null {
  try {
    const value = JSON.parse(line) as Partial<CopiedFile & { gone: string }>;
    if (typeof value.gone === 'string') return { gone: value.gone };
    const { path, source, size } = value;
    if (typeof path !== 'string' || typeof source !== 'string' || typeof size !== 'number') return null;
    // A path that leads out of the folder was not written here.
    if (path.startsWith('/') || path.split('/').includes('..')) return null;
    return { path, source, size };
  } catch {
    return null;
  }
}
