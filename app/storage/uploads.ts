/**
 * Files that clients send, kept while one answer needs them: in a private folder of the library, because the folder for
 * temporary files of many systems is in memory. What a killed process has left is removed by the next one.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

const FOLDER = 'uploads';
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/** A file that is larger than is taken. */
export class UploadTooLargeError extends Error {
  readonly code = 'FILE_TOO_LARGE';
  constructor(most: number) {
    super(`the file is larger than ${most / 1e6} MB: name its path instead (descant lookup FILE)`);
    this.name = 'UploadTooLargeError';
  }
}

export class Uploads {
  readonly #folder: string;
  readonly #cleared: Promise<void>;

  /** @param library absolute path of the library folder, which this process owns */
  constructor(library: string) {
    this.#folder = join(library, FOLDER);
    // What cannot be removed now is reported where it matters: by the next upload.
    this.#cleared = rm(this.#folder, { recursive: true, force: true }).catch(() => {});
  }

  /**
   * Writes the bytes to a file that exists until `use` has ended, whatever its end. No more than some 64 kB are in
   * memory at a time.
   * @param most bytes that the file may have
   * @param use gets the path of the file
   * @throws UploadTooLargeError, the errors of the disk and of `use`, and AbortError when `signal` ends it
   */
  async with<Result>(
    bytes: ReadableStream<Uint8Array>,
    most: number,
    signal: AbortSignal,
    use: (path: Uint8Array) => Promise<Result>,
  ): Promise<Result> {
    await this.#cleared;
    await mkdir(this.#folder, { recursive: true, mode: PRIVATE_FOLDER });
    const path = join(this.#folder, randomUUID());
    try {
      const file = createWriteStream(path, { flags: 'wx', mode: PRIVATE_FILE });
      await pipeline(Readable.fromWeb(bytes), (chunks) => limited(chunks, most), file, { signal });
      return await use(Buffer.from(path));
    } finally {
      await rm(path, { force: true });
    }
  }
}

async function* limited(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > most) throw new UploadTooLargeError(most);
    yield chunk;
  }
}
