/**
 * The content of a file while a program writes it: the written bytes are in a spool file without a name, the other
 * bytes are those of the generation that was served before. The spool file disappears with this process, however it
 * ends, so no incomplete save is ever left.
 */
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { BufferedFile } from '../overlay/buffered-file.ts';
import { readFully } from '../overlay/read-fully.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { ExtentMap } from './extent-map.ts';

let drafts = 0;
/** Bytes copied at once. */
const BLOCK = 1024 * 1024;

/** For messages: the spool file has no name. */
const SPOOL_NAME = Buffer.from('The saved file');

export class Draft {
  /** The generation that unwritten bytes come from; the caller of `begin` retains it. `null` for a new file. */
  readonly before: VirtualFile | null;
  readonly #spool: FileHandle;
  readonly #map: ExtentMap;

  private constructor(spool: FileHandle, before: VirtualFile | null) {
    this.#spool = spool;
    this.before = before;
    this.#map = new ExtentMap(before?.plan.size ?? 0);
  }

  /** @param folder for the spool file */
  static async begin(folder: string, before: VirtualFile | null): Promise<Draft> {
    drafts += 1;
    const path = join(folder, `.saving-${process.pid}-${drafts}`);
    const spool = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new Draft(spool, before);
  }

  get size(): number {
    return this.#map.size;
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#spool.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
    this.#map.write(position, position + bytes.length);
  }

  /** Truncates the file or extends it by zeros. */
  resize(size: number): void {
    this.#map.resize(size);
  }

  /** Whether these bytes are exactly those of the generation that was served before. */
  isUntouched(start: number, end: number): boolean {
    return this.#map.isUntouched(start, end);
  }

  /** Reads up to `length` bytes; fewer only at the end of the file. */
  async read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<number> {
    for (const { from, start, end } of this.#map.extents(position, position + length)) {
      const at = offset + start - position;
      if (from === 'written') await readFully(this.#spool, SPOOL_NAME, buffer, at, end - start, start);
      else if (from === 'before') await this.before?.read(buffer.subarray(at, at + end - start), end - start, start);
      else buffer.fill(0, at, at + end - start);
    }
    return Math.max(0, Math.min(position + length, this.size) - position);
  }

  /** The content for head readers, which read synchronously. */
  buffered(): BufferedFile {
    return new BufferedFile(this.size, async (...args) => void (await this.read(...args)));
  }

  /** Writes the whole content to a new file. */
  async copyTo(path: string): Promise<void> {
    const file = await open(path, 'wx', 0o600);
    try {
      const block = new Uint8Array(BLOCK);
      for (let position = 0; position < this.size;) {
        const count = await this.read(block, 0, BLOCK, position);
        await file.writeFile(block.subarray(0, count));
        position += count;
      }
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    await this.#spool.close();
  }
}
