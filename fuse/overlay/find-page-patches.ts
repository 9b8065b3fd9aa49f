/**
 * The patches that renumber the pages of an Ogg stream (`fuse/formats/ogg/page-patches.ts`), found asynchronously:
 * the stream is read and searched in blocks.
 */
import type { ByteRange } from '../formats/layout.ts';
import { pagePatches, type PagePatches } from '../formats/ogg/page-patches.ts';
import { LONGEST_PAGE, PAGE_HEADER } from '../formats/ogg/pages.ts';
import type { Original } from './original.ts';

/** Bytes of a block; many pages. */
const BLOCK = 1024 * 1024;
/** Position of the sequence number in a page: patches begin there. */
const PATCH_AT = 18;

/** @param shift is added to the sequence number of every page */
export async function findPagePatches(original: Original, audio: ByteRange, shift: number): Promise<PagePatches> {
  const positions: number[] = [];
  const bytes: Uint8Array[] = [];
  const end = audio.offset + audio.length;
  const block = Buffer.alloc(Math.min(BLOCK + LONGEST_PAGE, audio.length));
  for (let position = audio.offset; position < end;) {
    const length = Math.min(block.length, end - position);
    await original.read(block, 0, length, position);
    const found = pagePatches(
      { size: length, read: (from, count) => block.subarray(from, Math.min(from + count, length)) },
      { offset: 0, length },
      shift,
    );
    const last = found.positions.at(-1);
    // No whole page is left: the remaining bytes stay as they are.
    if (last === undefined) break;
    for (const at of found.positions) positions.push(position + at);
    bytes.push(Uint8Array.from(found.bytes));
    position += last - PATCH_AT + pageLength(block, last - PATCH_AT);
  }
  return { positions: Float64Array.from(positions), bytes: Buffer.concat(bytes) };
}

function pageLength(bytes: Buffer, page: number): number {
  const segments = bytes[page + PAGE_HEADER - 1] ?? 0;
  let length = PAGE_HEADER + segments;
  for (let index = 0; index < segments; index += 1) length += bytes[page + PAGE_HEADER + index] ?? 0;
  return length;
}
