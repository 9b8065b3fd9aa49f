/**
 * The picture structure of FLAC: type, MIME type, description, size in pixels, body. FLAC has it as a block,
 * Ogg as base64 text in a METADATA_BLOCK_PICTURE comment.
 *
 * Source: RFC 9639 (FLAC), section 8.8. Only the part in front of the body is read.
 */
import type { PictureRef } from '../layout.ts';
import { imageMime } from '../tags/image-mime.ts';
import type { Locate, Window } from '../window.ts';

export interface PictureHead {
  readonly type: number;
  readonly mime: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Length of everything in front of the body. */
  readonly headLength: number;
  readonly bodyLength: number;
}

/** Length of the structure's fixed numbers. */
export const PICTURE_NUMBERS = 32;
const USUAL_HEAD = 192;
const LONGEST_HEAD = 64 * 1024;

/** Parses the head of a picture structure; `null` when `bytes` ends inside it. */
export function parsePictureHead(bytes: Buffer, from: number, to: number): PictureHead | null {
  if (from + PICTURE_NUMBERS > to) return null;
  const mimeLength = bytes.readUInt32BE(from + 4);
  const afterMime = from + 8 + mimeLength;
  if (afterMime + 24 > to) return null;
  const descriptionLength = bytes.readUInt32BE(afterMime);
  const afterDescription = afterMime + 4 + descriptionLength;
  if (afterDescription + 20 > to) return null;
  return {
    type: bytes.readUInt32BE(from),
    mime: bytes.latin1Slice(from + 8, afterMime),
    description: bytes.utf8Slice(afterMime + 4, afterDescription),
    width: bytes.readUInt32BE(afterDescription),
    height: bytes.readUInt32BE(afterDescription + 4),
    depth: bytes.readUInt32BE(afterDescription + 8),
    headLength: afterDescription + 20 - from,
    bodyLength: bytes.readUInt32BE(afterDescription + 16),
  };
}

/** The picture of a FLAC block at `[begin, end)`; `null` when the block is no sound picture that a file holds. */
export function blockPicture(window: Window, begin: number, end: number): PictureRef | null {
  for (const limit of [USUAL_HEAD, LONGEST_HEAD]) {
    const length = Math.min(end - begin, limit);
    const i = window.at(begin, length);
    const head = parsePictureHead(window.bytes, i, i + length);
    if (head === null) continue;
    const offset = begin + head.headLength;
    if (head.bodyLength === 0 || offset + head.bodyLength > end || head.mime === '-->') return null;
    return { ...describe(head), location: { offset, length: head.bodyLength }, encoding: 'raw' };
  }
  return null;
}

/**
 * The picture whose base64 text is at the window's `[begin, end)`: a picture structure, or (`bare`) an image.
 * `null` when it cannot be one.
 */
export function base64Picture(
  window: Window,
  begin: number,
  end: number,
  locate: Locate,
  bare: boolean,
): PictureRef | null {
  if (end <= begin) return null;
  const parts = locate(begin, end);
  const first = parts[0];
  if (first === undefined) return null;
  const last = parts.at(-1) ?? first;
  const location = { offset: first.offset, length: last.offset + last.length - first.offset };
  const pieces = parts.length === 1 ? {} : { parts };
  if (bare) return { type: 3, mime: 'image/jpeg', description: '', location, encoding: 'base64', ...pieces };
  for (const limit of [USUAL_HEAD, LONGEST_HEAD]) {
    // Four characters of base64 are three bytes.
    const length = Math.min(end - begin, Math.ceil(limit / 3) * 4);
    const i = window.at(begin, length);
    const decoded = Buffer.from(window.bytes.latin1Slice(i, i + length), 'base64');
    const head = parsePictureHead(decoded, 0, decoded.length);
    if (head === null) continue;
    if (head.bodyLength === 0 || head.headLength + head.bodyLength > ((end - begin) * 3) / 4 || head.mime === '-->') {
      return null;
    }
    return {
      ...describe(head),
      location,
      encoding: 'base64',
      skip: head.headLength,
      bodyLength: head.bodyLength,
      ...pieces,
    };
  }
  return null;
}

function describe(head: PictureHead): Pick<PictureRef, 'type' | 'mime' | 'description' | 'width' | 'height' | 'depth'> {
  return {
    type: head.type,
    mime: imageMime(head.mime),
    description: head.description,
    width: head.width,
    height: head.height,
    depth: head.depth,
  };
}
