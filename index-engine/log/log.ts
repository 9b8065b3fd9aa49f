/**
 * The write-ahead log of one memory segment: an update is acknowledged when its record is in the log and synced.
 *
 * A group of records is appended at once, so many updates share one sync (group commit).
 * Invariants: the synced part of the file consists of complete records. After a failed append the file is cut back to them
 * before anything else is written; while that fails, appends fail.
 */

import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFailed } from '../contract/index-error.ts';
import { syncDirectory } from '../storage/directory-sync.ts';
import { encodeLogHeader, encodeRecord, LOG_HEADER_BYTES } from './log-format.ts';
import type { LogRecord } from './log-format.ts';
import { writePieces } from './write-pieces.ts';

export class Log {
  readonly path: string;
  readonly #file: FileHandle;
  /** Length of the complete, synced records in bytes. */
  #length: number;
  /** An append failed, and the file has not been cut back yet. */
  #dirty = false;
  readonly #sync: boolean;

  private constructor(path: string, file: FileHandle, length: number, sync: boolean) {
    this.path = path;
    this.#file = file;
    this.#length = length;
    this.#sync = sync;
  }

  /** Creates an empty log, durably. `sync`: whether appends are synced. Rejects with `WriteFailed`. */
  static async create(path: string, sync: boolean): Promise<Log> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'w');
      const log = new Log(path, file, 0, sync);
      await log.#write([encodeLogHeader()]);
      if (sync) await syncDirectory(dirname(path));
      return log;
    } catch (error) {
      if (file !== undefined) {
        await file.close();
        await rm(path).catch(() => undefined);
      }
      throw writeFailed(path, error);
    }
  }

  /** Opens a log that was replayed, to append after its complete records, which end at `length`. Rejects with `WriteFailed`. */
  static async reopen(path: string, length: number, sync: boolean): Promise<Log> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, 'r+');
      const log = new Log(path, file, length < LOG_HEADER_BYTES ? 0 : length, sync);
      await log.#cutBack();
      if (log.#length === 0) await log.#write([encodeLogHeader()]);
      return log;
    } catch (error) {
      await file?.close();
      throw writeFailed(path, error);
    }
  }

  /** Length of the log in bytes, without what a failed append left. */
  get bytes(): number {
    return this.#length;
  }

  /** Appends the records; resolves when they are durable. On `WriteFailed` none of them is kept. */
  async append(records: readonly LogRecord[]): Promise<void> {
    try {
      if (this.#dirty) await this.#cutBack();
      await this.#write(records.flatMap(encodeRecord));
    } catch (error) {
      this.#dirty = true;
      // Frees the disk space at once; if this fails, the next append tries again.
      await this.#cutBack().catch(() => undefined);
      throw writeFailed(this.path, error);
    }
  }

  async close(): Promise<void> {
    if (this.#dirty) await this.#cutBack().catch(() => undefined);
    await this.#file.close();
  }

  async #write(pieces: readonly Uint8Array[]): Promise<void> {
    const end = await writePieces(this.#file, pieces, this.#length);
    if (this.#sync) await this.#file.datasync();
    this.#length = end;
  }

  /** Cuts the file back to its complete records. */
  async #cutBack(): Promise<void> {
    await this.#file.truncate(this.#length);
    if (this.#sync) await this.#file.datasync();
    this.#dirty = false;
  }
}
