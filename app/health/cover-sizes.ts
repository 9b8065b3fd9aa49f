/**
 * The length of front covers in bytes, from what the database knows: two covers of one length are taken for the same,
 * so that no picture has to be read.
 */
import type { PictureRef } from '../../fuse/formats/layout.ts';
import { parseOverrides } from '../library/effective-track.ts';
import { FRONT_COVER, PICTURE_FIELD, filePictures, resolvePictures } from '../library/pictures.ts';
import type { Connection } from '../storage/connection.ts';

export class CoverSizes {
  readonly #stored;

  constructor(connection: Connection) {
    this.#stored = connection.prepare<[string], number>('SELECT length FROM picture WHERE hash = ?').pluck();
  }

  /**
   * @param row.ownPictures the pictures of the file, as JSON of its layout
   * @returns null where the length is not known
   */
  bytesOf({
    overrides,
    ownPictures,
  }: {
    readonly overrides: string;
    readonly ownPictures: string | null;
  }): number | null {
    const own = JSON.parse(ownPictures ?? '[]') as readonly PictureRef[];
    const tokens = parseOverrides(overrides)[PICTURE_FIELD] ?? filePictures(own.length);
    const resolved = resolvePictures(tokens, own);
    const typeOf = (one: (typeof resolved)[number]): number => (one.kind === 'file' ? one.picture.type : one.type);
    const cover = resolved.find((one) => typeOf(one) === FRONT_COVER) ?? resolved[0];
    if (cover === undefined) return null;
    return cover.kind === 'file' ? bodyLength(cover.picture) : (this.#stored.get(cover.hash) ?? null);
  }
}

/** Null where the text around the picture makes its length uncertain. */
function bodyLength({ encoding, location, bodyLength: stated, skip = 0 }: PictureRef): number | null {
  if (stated !== undefined) return stated;
  return encoding === 'raw' ? location.length - skip : null;
}
