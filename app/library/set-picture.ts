/** Gives tracks a picture of their own, or takes their pictures away. */
import type { EditResult } from '../model/history.ts';
import { storePicture, type StoredPicture } from '../storage/art-store.ts';
import type { Author } from './edit-history.ts';
import type { FieldChanges } from './planned-edit.ts';
import { FRONT_COVER, PICTURE_FIELD, storedPicture } from './pictures.ts';

/** Write methods of the database that are used. */
export interface PictureWrites {
  addPicture(picture: StoredPicture): Promise<void>;
  edit(request: {
    readonly ids: readonly number[];
    readonly changes: FieldChanges;
    readonly author: Author;
    readonly note: string;
  }): Promise<EditResult>;
}

/**
 * Stores a picture and makes it the only one of these tracks, as their front cover.
 * @param library absolute path of the library folder
 * @param bytes of the picture; null removes the pictures of the tracks
 * @throws PictureError when the bytes are no picture that can be shown
 */
export async function setPicture(
  library: string,
  write: PictureWrites,
  ids: readonly number[],
  bytes: Uint8Array | null,
  author: Author,
): Promise<EditResult> {
  if (bytes === null) {
    return write.edit({ ids, changes: { [PICTURE_FIELD]: null }, author, note: 'removed the picture' });
  }
  const picture = await storePicture(library, bytes);
  await write.addPicture(picture);
  const changes = { [PICTURE_FIELD]: [storedPicture(FRONT_COVER, picture.hash)] };
  return write.edit({ ids, changes, author, note: 'changed the picture' });
}
