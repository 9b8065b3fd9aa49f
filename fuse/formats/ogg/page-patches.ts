/**
 * Renumbers the pages of an Ogg stream: an audio whose header has more or fewer pages than the original's is shown
 * with other sequence numbers, and with the checksums that go with them.
 *
 * Only page headers are read. The patches of a stream are a few bytes per page; they hold for the life of a plan.
 */
import type { ByteRange, ByteSource } from '../layout.ts';
import { Window } from '../window.ts';
import { CHECKSUM_AT, renumberedCrc, SEQUENCE_AT } from './crc.ts';
import { PAGE_HEADER } from './pages.ts';

/** Bytes of a page that change: the sequence number and the checksum, which stand side by side. */
const PATCH_LENGTH = 8;

export interface PagePatches {
  /** Positions in the original, ascending, at each of which eight bytes are replaced. */
  readonly positions: Float64Array;
  /** Eight bytes per position. */
  readonly bytes: Uint8Array;
}

/**
 * The patches that raise the sequence numbers of all pages in `audio` by `shift`. Bytes behind the last whole page
 * are left alone.
 */
export function pagePatches(source: ByteSource, audio: ByteRange, shift: number): PagePatches {
  const positions: number[] = [];
  const patches: Buffer[] = [];
  const end = audio.offset + audio.length;
  const window = new Window(source);
  let position = audio.offset;
  while (position + PAGE_HEADER <= end) {
    let i = window.at(position, PAGE_HEADER);
    if (window.bytes.readUInt32BE(i) !== 0x4f676753) break;
    const segments = window.bytes[i + 26] as number;
    if (position + PAGE_HEADER + segments > end) break;
    i = window.at(position, PAGE_HEADER + segments);
    const b = window.bytes;
    let length = PAGE_HEADER + segments;
    for (let k = 0; k < segments; k += 1) length += b[i + PAGE_HEADER + k] as number;
    if (position + length > end) break;
    const before = b.readUInt32LE(i + SEQUENCE_AT);
    const after = (before + shift) >>> 0;
    const patch = Buffer.allocUnsafe(PATCH_LENGTH);
    patch.writeUInt32LE(after, 0);
    patch.writeUInt32LE(renumberedCrc(b.readUInt32LE(i + CHECKSUM_AT), length, before, after), 4);
    positions.push(position + SEQUENCE_AT);
    patches.push(patch);
    position += length;
  }
  return { positions: Float64Array.from(positions), bytes: Buffer.concat(patches) };
}

/** Writes the patches into `buffer`, which holds bytes of the original from `position` on. */
export function applyPatches(buffer: Uint8Array, position: number, { positions, bytes }: PagePatches): void {
  const end = position + buffer.length;
  for (let k = firstBehind(positions, position - PATCH_LENGTH); (positions[k] ?? end) < end; k += 1) {
    const at = positions[k] as number;
    const from = Math.max(at, position);
    const to = Math.min(at + PATCH_LENGTH, end);
    const patch = k * PATCH_LENGTH - at;
    buffer.set(bytes.subarray(patch + from, patch + to), from - position);
  }
}

/** Index of the first position greater than `bound`. */
function firstBehind(positions: Float64Array, bound: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] as number) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
