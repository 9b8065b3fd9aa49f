/**
 * Takes pictures into the art store: checks their kind and the limits, and scales down what exceeds them where that is
 * asked for. A picture that no track uses in the end is deleted by `descant art clean`.
 */
import { constants, open } from 'node:fs/promises';
import { LONGEST_PICTURE } from '../../fuse/formats/picture-body.ts';
import type { StoredArt } from '../model/art.ts';
import { identifyPicture, keepPicture, PictureError, type StoredPicture } from '../storage/art-store.ts';
import type { PictureLimits, PictureReply } from '../thumbnails/thumbnail-messages.ts';
import { ArtLimitError, excess } from './art-limits.ts';

/** A picture that comes as bytes, or lies in a file; `path` is also what errors name. */
export interface ArtSource {
  readonly bytes?: Uint8Array;
  readonly path?: string;
  /** The exact bytes of `path` where it cannot express them. */
  readonly pathBase64?: string | undefined;
}

export interface ArtStoreParts {
  /** Absolute path of the library folder. */
  readonly library: string;
  readonly limits: PictureLimits;
  /** Makes a picture fit limits, in a child process. */
  fit(picture: Uint8Array, limits: PictureLimits): Promise<PictureReply>;
  addPicture(picture: StoredPicture): Promise<void>;
}

/**
 * @param fit whether a picture that exceeds the limits is scaled down
 * @returns the stored picture, which is durable and recorded
 * @throws PictureError, ArtLimitError; the errors of reading the file, with its path
 */
export async function storeArt(parts: ArtStoreParts, source: ArtSource, fit: boolean): Promise<StoredArt> {
  const path = source.path ?? null;
  const bytes = source.bytes ?? (await readPicture(source));
  const kind = identifyPicture(bytes);
  if (!kind) {
    throw new PictureError(
      path === null
        ? 'this is not a JPEG, PNG, GIF or WebP picture'
        : `${path} is not a JPEG, PNG, GIF or WebP picture`,
    );
  }
  const tooMuch = excess({ ...kind, length: bytes.length }, parts.limits);
  const kept = tooMuch === null ? bytes : await fitted(parts, bytes, path, tooMuch, fit);
  const stored = await keepPicture(parts.library, kept, (picture) => parts.addPicture(picture));
  return { ...stored, scaled: tooMuch !== null };
}

async function fitted(
  { limits, fit: make }: ArtStoreParts,
  bytes: Uint8Array,
  path: string | null,
  tooMuch: string,
  fit: boolean,
): Promise<Uint8Array> {
  const name = path ?? 'the picture';
  if (!fit) throw new ArtLimitError(`${name} ${tooMuch}; --fit scales it down`, path);
  const reply = await make(bytes, limits);
  if ('error' in reply) throw new ArtLimitError(`${name} ${tooMuch}, and cannot be scaled down: ${reply.error}`, path);
  return reply.bytes;
}

/** The bytes of a file of an ordinary length; a pipe or a device is refused. */
async function readPicture({ path = '', pathBase64 }: ArtSource): Promise<Uint8Array> {
  const place = pathBase64 === undefined ? path : Buffer.from(pathBase64, 'base64');
  try {
    // Without O_NONBLOCK a pipe would wait for a writer.
    const file = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw new PictureError(`${path} is not a file`);
      if (stats.size > LONGEST_PICTURE) {
        throw new ArtLimitError(`${path} has ${stats.size} bytes; pictures of up to ${LONGEST_PICTURE} are read`, path);
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof PictureError || error instanceof ArtLimitError) throw error;
    throw Object.assign(new Error(`${path} cannot be read: ${message}`), { code, path });
  }
}
