/**
 * Output of a long text or of bytes, piece by piece: to standard output, or to a file that appears only when it is complete. Each
 * piece is awaited, so that only one is in memory.
 */
import { once } from 'node:events';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ordinaryFileMode } from '../private-umask.ts';
import { whyOf } from '../../app/model/system-errors.ts';
import { temporaryFor } from '../../app/storage/temporary-file.ts';

export interface TextSink {
  write(text: string | Uint8Array): Promise<void>;
  /** Completes the output. */
  finish(): Promise<void>;
  /** Deletes what was written. */
  discard(): Promise<void>;
}

/** The program that read standard output has ended. */
export class ReaderGoneError extends Error {
  readonly code = 'EPIPE';
  constructor() {
    super('the reader of the output has ended');
    this.name = 'ReaderGoneError';
  }
}

/** Standard output, written no faster than it is read. `write` throws `ReaderGoneError`. */
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

/** The file to write exists already. */
export class FileExistsError extends Error {
  readonly code = 'EXISTS';
  readonly path: string;
  constructor(path: string) {
    super(`${path} exists already; choose another file, or add --force to replace it`);
    this.name = 'FileExistsError';
    this.path = path;
  }
}

/** Errors of writing name no file, and those of opening the temporary one. */
function notWritten(path: string, error: NodeJS.ErrnoException): Error {
  return Object.assign(new Error(`${path} cannot be written: ${whyOf(error)}`), { code: error.code, path });
}

/** A file is to be written into a folder that is not there. */
export function noFolder(path: string): Error {
  return Object.assign(new Error(`${dirname(path)} is not there; make the folder first`), { code: 'NO_FOLDER', path });
}

/**
 * A file that replaces `path` when it is finished, and is durable then.
 * @param replace whether an existing file may be replaced; otherwise `finish` throws `FileExistsError`
 */
export async function atomicFile(path: string, replace: boolean): Promise<TextSink> {
  const temporary = temporaryFor(path);
  const file = await open(temporary, 'w').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw noFolder(path);
    throw notWritten(path, error);
  });
  // File systems without modes may refuse this.
  await file.chmod(ordinaryFileMode()).catch(() => {});
  return {
    async write(text) {
      await file.appendFile(text).catch((error: NodeJS.ErrnoException) => {
        throw notWritten(path, error);
      });
    },
    async finish() {
      try {
        await file.sync();
        await file.close();
        if (replace) renameSync(temporary, path);
        else linkInFreePlace(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error instanceof FileExistsError ? error : notWritten(path, error as NodeJS.ErrnoException);
      }
    },
    async discard() {
      await file.close().catch(() => {});
      rmSync(temporary, { force: true });
    },
  };
}

/** Makes a hard link, which fails where a file has appeared in the meantime. */
function linkInFreePlace(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new FileExistsError(path);
    // FAT and other file systems have no hard links.
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
