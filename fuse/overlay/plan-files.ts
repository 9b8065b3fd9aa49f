/** Access to the original and to pictures for header writers that read them. */
import { open, type FileHandle } from 'node:fs/promises';
import type { PlanFiles } from '../formats/plan-file.ts';
import { OverlayError } from './errors.ts';
import { BufferedFile, runBuffered } from './buffered-file.ts';
import { Original } from './original.ts';
import { readFully } from './read-fully.ts';
import type { Stamp } from './track-source.ts';

/** The writers know the lengths of pictures from their tracks, so the size of a picture's file is not needed. */
const ANY_SIZE = Number.MAX_SAFE_INTEGER;

/**
 * Runs `work`, which must be synchronous and pure, with access to the files of a track.
 * @throws OverlayError `EIO` when a file cannot be read, and the errors of `work`
 */
export async function withPlanFiles<T>(path: Uint8Array, stamp: Stamp, work: (files: PlanFiles) => T): Promise<T> {
  const original = await Original.open(path, stamp);
  const pictures = new Map<string, Picture>();
  try {
    const source = new BufferedFile(stamp.size, (...args) => original.read(...args));
    return await runBuffered(() =>
      work({
        source,
        blob(name) {
          const picture = pictures.get(name) ?? new Picture(name);
          pictures.set(name, picture);
          return picture.buffered;
        },
      }),
    );
  } finally {
    await original.close();
    for (const picture of pictures.values()) await picture.close();
  }
}

/** One file of the art store, opened by the first read. */
class Picture {
  readonly buffered: BufferedFile;
  readonly #path: string;
  #file: FileHandle | null = null;

  constructor(path: string) {
    this.#path = path;
    this.buffered = new BufferedFile(ANY_SIZE, (buffer, offset, _block, position) =>
      this.#read(buffer, offset, position),
    );
  }

  async #read(buffer: Uint8Array, offset: number, position: number): Promise<void> {
    this.#file ??= await open(this.#path, 'r').catch((error: unknown) => {
      throw new OverlayError('EIO', `The picture ${this.#path} cannot be opened`, error);
    });
    const { size } = await this.#file.stat();
    // The read is for a whole block, and pictures end inside one. The writers check lengths themselves.
    const length = Math.max(0, Math.min(buffer.length - offset, size - position));
    await readFully(this.#file, Buffer.from(this.#path), buffer, offset, length, position);
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}
