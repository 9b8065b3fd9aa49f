/** Takes a picture out of an original file, by the place that the scan noted. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { PictureRef } from '../../fuse/formats/layout.ts';
import type { Connection } from '../storage/connection.ts';
import type { Overrides } from './effective.ts';
import { PICTURE_FIELD } from './fields.ts';
import { filePictures, parsePictureToken } from './pictures.ts';

/** Larger than any sane cover; what claims more is not read. */
const MAX_PICTURE = 64 * 1024 * 1024;

/** A picture in force: its bytes from the original, or the hash it has in the art store. */
export type PictureInForce = { readonly bytes: Uint8Array; readonly mime: string } | { readonly hash: string } | null;

/** @param index position among the pictures in force; the front cover is preferred for 0 */
export function originalPicture(connection: Connection, trackId: number, index: number): PictureInForce {
  const row = connection.prepare<[number], { overrides: string; pictures: string | null; folder: Buffer; name: Buffer }>(`
    SELECT track.overrides, json_extract(file.layout, '$.pictures') AS pictures, folder.path AS folder, file.name
    FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id WHERE track.id = ?`).get(trackId);
  if (!row) return null;
  const own = row.pictures === null ? [] : (JSON.parse(row.pictures) as PictureRef[]);
  const override = (JSON.parse(row.overrides) as Overrides)[PICTURE_FIELD];
  const tokens = (override === undefined ? filePictures(own.length) : override ?? []).map(parsePictureToken);
  const isFront = (token: (typeof tokens)[number]): boolean => (token?.kind === 'stored' ? token.type : token && own[token.index]?.type) === 3;
  const token = (index === 0 ? tokens.find(isFront) : undefined) ?? tokens[index];
  if (!token) return null;
  if (token.kind === 'stored') return { hash: token.hash };
  const picture = own[token.index];
  if (!picture || picture.location.length > MAX_PICTURE) return null;
  const bytes = readRange(Buffer.concat([row.folder, Buffer.from('/'), row.name]), picture.location.offset, picture.location.length);
  return { bytes: decodePicture(bytes, picture.encoding), mime: picture.mime };
}

function readRange(path: Buffer, offset: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(file, bytes, filled, length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}

/**
 * The picture's own bytes. Base64 is that of an Ogg METADATA_BLOCK_PICTURE, whose head goes before the
 * body (RFC 9639, 8.8); unsynchronisation puts a zero behind every 0xFF (ID3v2.3, 5).
 */
function decodePicture(bytes: Buffer, encoding: PictureRef['encoding']): Uint8Array {
  if (encoding === 'raw') return bytes;
  if (encoding === 'unsynchronised') return bytes.filter((byte, at) => !(byte === 0 && at > 0 && bytes[at - 1] === 0xff));
  const block = Buffer.from(bytes.toString('latin1'), 'base64');
  if (block.length < 32) return block;
  const mimeLength = block.readUInt32BE(4);
  const descriptionAt = 8 + mimeLength;
  if (descriptionAt + 4 > block.length) return new Uint8Array();
  const dataAt = descriptionAt + 4 + block.readUInt32BE(descriptionAt) + 20;
  return dataAt <= block.length ? block.subarray(dataAt) : new Uint8Array();
}
