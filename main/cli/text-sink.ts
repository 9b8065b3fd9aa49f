/**
 * Where a long text goes piece by piece: to standard output, or to a file that is there as a whole or not
 * at all. Each piece is awaited, so that no more is in memory than one of them.
 */
import { once } from 'node:events';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface TextSink {
  write(text: string): Promise<void>;
  /** All has been written. */
  finish(): Promise<void>;
  /** What was written is not wanted. */
  discard(): Promise<void>;
}

/** The reader of standard output has gone: there is nobody to write for. */
export class ReaderGoneError extends Error {
  readonly code = 'EPIPE';
  constructor() {
    super('nobody reads the output any more');
    this.name = 'ReaderGoneError';
  }
}

/** Standard output, no faster than it is read. `write` throws `ReaderGoneError`. */
export function standardOutput(): TextSink {
  let gone = false;
  process.stdout.on('error', () => (gone = true));
  return {
    async write(text) {
      if (!gone && !process.stdout.write(text)) await once(process.stdout, 'drain').catch(() => (gone = true));
      if (gone) throw new ReaderGoneError();
    },
    finish: async () => {},
    discard: async () => {},
  };
}

/** There is such a file already. */
export class FileExistsError extends Error {
  readonly code = 'EXISTS';
  readonly path: string;
  constructor(path: string) {
    super(`${path} is there already; name another file, or add --force to replace it`);
    this.name = 'FileExistsError';
    this.path = path;
  }
}

/**
 * A file that takes the place of `path` when it is finished, and is durable then.
 * @param replace whether a file that is there may be replaced; otherwise `finish` throws `FileExistsError`
 */
export async function atomicFile(path: string, replace: boolean): Promise<TextSink> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const file = await open(temporary, 'w').catch((error: NodeJS.ErrnoException) => {
    throw Object.assign(new Error(`${path} cannot be written: ${error.message}`), { code: error.code, path });
  });
  return {
    async write(text) {
      await file.appendFile(text);
    },
    async finish() {
      try {
        await file.sync();
        await file.close();
        if (replace) renameSync(temporary, path);
        else putInFreePlace(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
    async discard() {
      await file.close().catch(() => {});
      rmSync(temporary, { force: true });
    },
  };
}

/** A hard link is only made where there is nothing: somebody may have made the file in the meantime. */
function putInFreePlace(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new FileExistsError(path);
    // File systems without hard links, such as those of USB sticks.
    renameSync(temporary, path);
    return;
  }
  rmSync(temporary);
}

async function syncFolder(folder: string): Promise<void> {
  const handle: FileHandle | null = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
