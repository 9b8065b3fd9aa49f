/**
 * Small pictures of covers, for lists and walls. Each is made when it is first asked for, and kept in `thumbnails/` of
 * the library folder under the hash of the large picture: all tracks of an album share one. The folder is derived data
 * and can be deleted at any time.
 *
 * Invariant: a file under its name is complete. A file that a crash has left unfinished has another name.
 */
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ChildError, ChildPool } from '../child-processes/child-pool.ts';
import type { FitRequest, PictureLimits, PictureReply, ThumbnailRequest } from './thumbnail-messages.ts';

/** Edges in pixels: a row of a list, a tile of a wall, a tile on a dense screen, a page. */
export const THUMBNAIL_SIZES = [96, 256, 512, 1024] as const;
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number];

/** Milliseconds that one picture may take. */
const TIME_LIMIT = 20_000;

export function isThumbnailSize(size: number): size is ThumbnailSize {
  return (THUMBNAIL_SIZES as readonly number[]).includes(size);
}

export class Thumbnails {
  readonly #folder: string;
  readonly #children: ChildPool<ThumbnailRequest | FitRequest, PictureReply>;
  /** Thumbnails that are being made, by path. */
  readonly #made = new Map<string, Promise<Uint8Array | null>>();

  /** @param program the program that makes them: `main/thumbnails.ts` */
  constructor(library: string, program: URL | string) {
    this.#folder = join(library, 'thumbnails');
    this.#children = new ChildPool({ size: 1, program });
  }

  /**
   * @param hash SHA-256 of the large picture, in hexadecimal
   * @param read reads the large picture; called only where the thumbnail has still to be made
   * @returns WebP; null for a picture that cannot be read
   */
  async get(hash: string, size: ThumbnailSize, read: () => Promise<Uint8Array>): Promise<Uint8Array | null> {
    const path = this.#pathOf(hash, size);
    const kept = await readFile(path).catch(() => null);
    if (kept) return kept;
    let making = this.#made.get(path);
    if (!making) {
      making = this.#make(path, size, read).finally(() => this.#made.delete(path));
      this.#made.set(path, making);
    }
    return making;
  }

  /** The same as a file, for other programs. @returns its absolute path; null where it could not be kept */
  async file(hash: string, size: ThumbnailSize, read: () => Promise<Uint8Array>): Promise<string | null> {
    if ((await this.get(hash, size, read)) === null) return null;
    const path = this.#pathOf(hash, size);
    return access(path).then(
      () => path,
      () => null,
    );
  }

  /** The picture made small enough for limits: see `fitPicture`. Nothing is kept. @returns JPEG, or why there is none */
  fit(picture: Uint8Array, { mostBytes, mostPixels }: PictureLimits): Promise<PictureReply> {
    return this.#answer({ picture, mostBytes, mostPixels });
  }

  close(): Promise<void> {
    return this.#children.close();
  }

  #pathOf(hash: string, size: ThumbnailSize): string {
    return join(this.#folder, String(size), hash.slice(0, 2), `${hash}.webp`);
  }

  async #make(path: string, size: ThumbnailSize, read: () => Promise<Uint8Array>): Promise<Uint8Array | null> {
    const picture = await read();
    const reply = await this.#answer({ picture, size });
    if ('error' in reply) return null;
    // Without a place to keep it the thumbnail is made again the next time.
    await keep(path, reply.bytes).catch(() => {});
    return reply.bytes;
  }

  #answer(request: ThumbnailRequest | FitRequest): Promise<PictureReply> {
    return this.#children.run(request, TIME_LIMIT).catch((error: unknown) => {
      if (error instanceof ChildError) return { error: error.message };
      throw error;
    });
  }
}

async function keep(path: string, webp: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, webp, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
