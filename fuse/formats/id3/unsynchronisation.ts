/**
 * Unsynchronisation (ID3v2.4 structure, section 6.1): a zero byte is put behind every $FF so that no MPEG
 * frame header appears inside a tag. Reading takes each zero behind an $FF away again, and remembers where.
 */
import type { ByteRange } from '../layout.ts';

export interface Resynchronised {
  readonly bytes: Buffer;
  /** Ascending indices of `bytes` in front of which a zero was taken away. */
  readonly cuts: readonly number[];
}

/** Takes unsynchronisation off `bytes`. The result is a copy. */
export function resynchronise(bytes: Uint8Array): Resynchronised {
  const result = Buffer.allocUnsafe(bytes.length);
  const cuts: number[] = [];
  let length = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    result[length] = byte;
    length += 1;
    if (byte === 0xff && bytes[i + 1] === 0) {
      i += 1;
      cuts.push(length);
    }
  }
  return { bytes: result.subarray(0, length), cuts };
}

/** Number of zeros that were taken away in front of index `at` of the result. */
function cutsBefore(cuts: readonly number[], at: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index in the unsynchronised bytes of index `at` of the result. */
export function rawIndex(cuts: readonly number[], at: number): number {
  return at + cutsBefore(cuts, at);
}

/** Where the result's `[from, to)` lies in the unsynchronised bytes that begin at `base`: runs without the zeros. */
export function rawRanges(cuts: readonly number[], from: number, to: number, base: number): ByteRange[] {
  const ranges: ByteRange[] = [];
  let begin = from;
  let index = cutsBefore(cuts, from);
  while (begin < to) {
    const next = cuts[index] ?? to;
    const end = Math.min(next, to);
    ranges.push({ offset: base + begin + index, length: end - begin });
    begin = end;
    index += 1;
  }
  return ranges;
}
