/** Reads a picture out of an original file, from the byte range that the scan recorded. */
import { LayoutError, type PictureRef } from '../../fuse/formats/layout.ts';
import { readPictureBody } from '../../fuse/formats/picture-body.ts';
import { FileWindow } from '../storage/file-window.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { effectiveTrackOf, type EffectiveTrackRow } from './effective-track.ts';
import { FRONT_COVER, resolvePictures } from './pictures.ts';

/** A picture in force: its bytes from the original, or the hash it has in the art store. */
export type PictureInForce = { readonly bytes: Uint8Array; readonly mime: string } | { readonly hash: string } | null;

/**
 * @param index position among the pictures in force; null for the one that stands for the track: the front cover, or
 *   else the first
 * @returns null when there is no such track or picture, or the original no longer has it where the scan found it
 * @throws when the original cannot be opened
 */
export function originalPicture(connection: Connection, trackId: number, index: number | null): PictureInForce {
  const row = connection
    .prepare<[number], Omit<EffectiveTrackRow, 'pictures'> & { pictures: string | null; folder: Buffer }>(`
    SELECT file.tags, track.overrides, json_extract(file.layout, '$.pictures') AS pictures, folder.path AS folder,
      file.name
    FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id WHERE track.id = ?`)
    .get(trackId);
  if (!row) return null;
  const own = fromJsonColumn<PictureRef[]>(row.pictures) ?? [];
  const track = effectiveTrackOf({ ...row, pictures: own.length });
  const pictures = resolvePictures(track.pictures, own);
  const isFront = (one: (typeof pictures)[number]): boolean =>
    (one.kind === 'stored' ? one.type : one.picture.type) === FRONT_COVER;
  const found = index === null ? (pictures.find(isFront) ?? pictures[0]) : pictures[index];
  if (!found) return null;
  if (found.kind === 'stored') return { hash: found.hash };
  const { picture } = found;
  const window = new FileWindow();
  window.open(joinPath(row.folder, row.name));
  try {
    return { bytes: readPictureBody(window, picture), mime: picture.mime };
  } catch (error) {
    if (error instanceof LayoutError) return null;
    throw error;
  } finally {
    window.close();
  }
}
