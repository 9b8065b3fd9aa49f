/**
 * The write-ahead log of one memory segment: an update is acknowledged when its record is here and synced.
 *
 * Appending takes a group of records at once, so many updates share one sync (group commit).
 * Invariants: the file's synced part is whole records; after a failed append the file is cut back to them before anything
 * else is written, and as long as that fails, nothing is.
 */

import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFailed } from '../contract/index-error.ts';
import { syncDirectory } from '../storage/directory-sync.ts';
import { encodeLogHeader, encodeRecord, LOG_HEADER_BYTES } from './log-format.ts';
import type { LogRecord } from './log-format.ts';

export class Log {
  readonly path: string;
  readonly #file: FileHandle;
  /** Bytes that are whole, synced records. */
  #length: number;
  /** An append failed and what it left has not been cut off yet. */
  #dirty = false;
  readonly #sync: boolean;

  private constructor(path: string, file: FileHandle, length: number, sync: boolean) {
    this.path = path;
    this.#file = file;
    this.#length = length;
    this.#sync = sync;
  }

  /** Creates an empty log, durably. `sync`: whether appends are synced (only tests say no). Throws `WriteFailed`. */
  static async create(path: string, sync: boolean): Promise<Log> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'w');
      const log = new Log(path, file, 0, sync);
      await log.#write([encodeLogHeader()]);
      if (sync) await syncDirectory(dirname(path));
      return log;
    } catch (error) {
      await file?.close();
      await rm(path, { force: true }).catch(() => undefined);
      throw writeFailed(path, error);
    }
  }

  /** Opens a log that was replayed, to go on behind its last whole record at `length`. Throws `WriteFailed`. */
  static async reopen(path: string, length: number, sync: boolean): Promise<Log> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, constants.O_RDWR);
      const log = new Log(path, file, length, sync);
      if (length < LOG_HEADER_BYTES) {
        log.#length = 0;
        log.#dirty = true;
        await log.#cutBack();
        await log.#write([encodeLogHeader()]);
      } else if ((await file.stat()).size !== length) {
        log.#dirty = true;
        await log.#cutBack();
      }
      return log;
    } catch (error) {
      await file?.close();
      throw writeFailed(path, error);
    }
  }

  get bytes(): number {
    return this.#length;
  }

  /** Appends the records; when it returns they are durable. On `WriteFailed` none of them is kept. */
  async append(records: readonly LogRecord[]): Promise<void> {
    try {
      await this.#cutBack();
      await this.#write(records.flatMap(encodeRecord));
    } catch (error) {
      this.#dirty = true;
      // Room for the records of others may be needed at once; if this fails, the next append tries again.
      await this.#cutBack().catch(() => undefined);
      throw writeFailed(this.path, error);
    }
  }

  async close(): Promise<void> {
    await this.#cutBack().catch(() => undefined);
    await this.#file.close();
  }

  async #write(pieces: readonly Uint8Array[]): Promise<void> {
    let position = this.#length;
    for (const run of writableRuns(pieces)) {
      for (let rest = run; rest.length > 0;) {
        const { bytesWritten } = await this.#file.writev(rest, position);
        position += bytesWritten;
        rest = without(rest, bytesWritten);
      }
    }
    if (this.#sync) await this.#file.datasync();
    this.#length = position;
  }

  async #cutBack(): Promise<void> {
    if (!this.#dirty) return;
    await this.#file.truncate(this.#length);
    if (this.#sync) await this.#file.datasync();
    this.#dirty = false;
  }
}

/** The system takes at most 1024 pieces in one call. */
const MAX_PIECES = 1024;

function writableRuns(pieces: readonly Uint8Array[]): Uint8Array[][] {
  const runs: Uint8Array[][] = [];
  const whole = pieces.filter((piece) => piece.length > 0);
  for (let i = 0; i < whole.length; i += MAX_PIECES) runs.push(whole.slice(i, i + MAX_PIECES));
  return runs;
}

/** What is left of the pieces when so many bytes of them are written. */
function without(pieces: readonly Uint8Array[], written: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let skip = written;
  for (const piece of pieces) {
    if (skip >= piece.length) skip -= piece.length;
    else {
      rest.push(piece.subarray(skip));
      skip = 0;
    }
  }
  return rest;
}
