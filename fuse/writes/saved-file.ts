/**
 * The differences between a saved file and the served one: changed fields and pictures. The same head reader reads
 * both, so values that a format cannot store or spells differently are no changes.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PictureRef } from '../formats/layout.ts';
import { readPictureBody } from '../formats/picture-body.ts';
import type { SavedChanges, SavedPicture } from '../overlay/edit-sink.ts';
import { runBuffered } from '../overlay/buffered-file.ts';
import type { ReadFile } from './read-file.ts';
import { isSamePicture } from './same-picture.ts';

/** The changes from one file to the other. */
export async function changesBetween(
  served: ReadFile,
  saved: ReadFile,
): Promise<Pick<SavedChanges, 'fields' | 'pictures'>> {
  const fields: Record<string, readonly string[] | null> = {};
  const [before, after] = [served.layout.tags, saved.layout.tags];
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!isDeepStrictEqual(before[field], after[field])) fields[field] = after[field] ?? null;
  }
  const pictures = await changedPictures(served, saved);
  return { fields, ...(pictures === null ? {} : { pictures }) };
}

/**
 * All pictures of the saved file, or `null` where they did not change. Only the order of those of one type counts:
 * mutagen sorts the frames of a tag by length. Blanks at the end of a description do not count: mutagen adds them to
 * tell frames apart.
 */
async function changedPictures(served: ReadFile, saved: ReadFile): Promise<SavedPicture[] | null> {
  const [before, after] = [byType(served.layout.pictures), byType(saved.layout.pictures)];
  const isAlike = (one: PictureRef, index: number): boolean => {
    const other = before[index] as PictureRef;
    return one.type === other.type && one.description.trimEnd() === other.description.trimEnd();
  };
  if (after.length === 0) return before.length === 0 ? null : [];
  if (before.length !== after.length || !after.every(isAlike)) return bodies(saved, saved.layout.pictures);
  for (const [index, picture] of after.entries()) {
    if (!(await isSamePicture(served, before[index] as PictureRef, saved, picture))) {
      return bodies(saved, saved.layout.pictures);
    }
  }
  return null;
}

/** Pictures by type; those of one type keep their order. */
function byType(pictures: readonly PictureRef[]): PictureRef[] {
  return pictures.toSorted((one, other) => one.type - other.type);
}

function bodies({ source }: ReadFile, pictures: readonly PictureRef[]): Promise<SavedPicture[]> {
  return runBuffered(() =>
    pictures.map((picture) => ({
      type: picture.type,
      mime: picture.mime,
      description: picture.description,
      bytes: readPictureBody(source, picture),
    })),
  );
}
