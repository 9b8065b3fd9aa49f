/**
 * Pictures by the SHA-256 of their bytes, one file each, in `art/` of the library folder. A picture is stored
 * completely or not at all: it is written to a temporary file, synced, and renamed.
 *
 * `art/copies/` holds pictures of originals that the mount cannot show as ranges of them. They have no rows in the
 * database, because the mount only reads it, so that no collection of unused pictures may touch them.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes that are no picture of a known kind. */
export class PictureError extends Error {
  readonly code = 'BAD_PICTURE';
  constructor(message: string) {
    super(message);
    this.name = 'PictureError';
  }
}

export interface StoredPicture {
  readonly hash: string;
  readonly mime: string;
  /** Pixels; 0 when the format does not say. */
  readonly width: number;
  readonly height: number;
  readonly length: number;
}

/** Path of the picture with this hash. */
export function picturePath(library: string, hash: string): string {
  return placeIn(join(library, 'art'), hash);
}

/** Path of the copy of an original's picture with this hash. */
export function copiedPicturePath(library: string, hash: string): string {
  return placeIn(join(library, 'art', 'copies'), hash);
}

const placeIn = (store: string, hash: string): string => join(store, hash.slice(0, 2), hash);

/** Stores `bytes`; durable when the promise resolves. @throws PictureError for what is no picture */
export function storePicture(library: string, bytes: Uint8Array): Promise<StoredPicture> {
  return storeIn(join(library, 'art'), bytes);
}

/** Stores a copy of an original's picture. @throws PictureError for what is no picture */
export function storeCopiedPicture(library: string, bytes: Uint8Array): Promise<StoredPicture> {
  return storeIn(join(library, 'art', 'copies'), bytes);
}

/**
 * Stores a picture that is about to be named, with its row. A collection may delete the file of a picture that was
 * stored long ago while it is found here; when the row is new, no collection takes it any more.
 */
export async function keepPicture(
  library: string,
  bytes: Uint8Array,
  addRow: (picture: StoredPicture) => Promise<void>,
): Promise<StoredPicture> {
  const stored = await storePicture(library, bytes);
  await addRow(stored);
  await storePicture(library, bytes);
  return stored;
}

/** Deletes what a kill has left of pictures that were being stored, before a time in milliseconds since 1970. */
export async function removePartialPictures(library: string, before: number): Promise<void> {
  const store = join(library, 'art');
  for (const name of await readdir(store, { recursive: true }).catch(() => [])) {
    if (!name.endsWith('.tmp')) continue;
    const path = join(store, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() && found.mtimeMs < before) await rm(path, { force: true });
  }
}

async function storeIn(store: string, bytes: Uint8Array): Promise<StoredPicture> {
  const kind = identifyPicture(bytes);
  if (!kind) throw new PictureError('this is not a JPEG, PNG, GIF or WebP picture');
  const hash = createHash('sha256').update(bytes).digest('hex');
  const path = placeIn(store, hash);
  if (!(await stat(path).catch(() => null))) {
    const folder = join(path, '..');
    await mkdir(folder, { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
      await file.close();
      await rename(temporary, path);
    } catch (error) {
      await file.close().catch(() => {});
      await rm(temporary, { force: true });
      throw error;
    }
    const directory = await open(folder, 'r');
    await directory.sync().finally(() => directory.close());
  }
  return { hash, length: bytes.length, ...kind };
}

/** The kind and size of a picture by its first bytes; null for anything else. */
export function identifyPicture(bytes: Uint8Array): { mime: string; width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) {
    return { mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes.length >= 10 && view.getUint32(0) === 0x47494638) {
    return { mime: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (bytes.length >= 16 && view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) {
    return { mime: 'image/webp', ...webpSize(view) };
  }
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return { mime: 'image/jpeg', ...jpegSize(view) };
  return null;
}

/** Walks a JPEG's segments to its frame header (ITU T.81 B.2.2). */
function jpegSize(view: DataView): { width: number; height: number } {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return { width: 0, height: 0 };
}

/** Pixels by the first chunk of a WebP: lossy, lossless or extended (RFC 9649 2.5–2.7, RFC 6386 9.1). */
function webpSize(view: DataView): { width: number; height: number } {
  if (view.byteLength < 30) return { width: 0, height: 0 };
  switch (view.getUint32(12)) {
    case 0x56503820:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858:
      return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
    default:
      return { width: 0, height: 0 };
  }
}
