/** Takes a picture out of an original file, by the place that the scan noted. */
import { LayoutError, type PictureRef } from '../../fuse/formats/layout.ts';
import { readPictureBody } from '../../fuse/formats/picture-body.ts';
import { FileWindow } from '../storage/file-window.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';
import type { Overrides } from './derived-columns.ts';
import { PICTURE_FIELD } from './fields.ts';
import { filePictures, parsePictureToken } from './pictures.ts';

/** A picture in force: its bytes from the original, or the hash it has in the art store. */
export type PictureInForce = { readonly bytes: Uint8Array; readonly mime: string } | { readonly hash: string } | null;

/** @param index position among the pictures in force; the front cover is preferred for 0 */
export function originalPicture(connection: Connection, trackId: number, index: number): PictureInForce {
  const row = connection
    .prepare<[number], { overrides: string; pictures: string | null; folder: Buffer; name: Buffer }>(`
    SELECT track.overrides, json_extract(file.layout, '$.pictures') AS pictures, folder.path AS folder, file.name
    FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id WHERE track.id = ?`)
    .get(trackId);
  if (!row) return null;
  const own = row.pictures === null ? [] : (JSON.parse(row.pictures) as PictureRef[]);
  const override = (JSON.parse(row.overrides) as Overrides)[PICTURE_FIELD];
  const tokens = (override === undefined ? filePictures(own.length) : (override ?? [])).map(parsePictureToken);
  const isFront = (token: (typeof tokens)[number]): boolean =>
    (token?.kind === 'stored' ? token.type : token && own[token.index]?.type) === 3;
  const token = (index === 0 ? tokens.find(isFront) : undefined) ?? tokens[index];
  if (!token) return null;
  if (token.kind === 'stored') return { hash: token.hash };
  const picture = own[token.index];
  if (!picture) return null;
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
