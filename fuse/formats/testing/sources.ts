/**
 * Byte sources for tests that allow readers no more than the contract of `ByteSource` promises.
 */
import type { ByteSource } from '../layout.ts';
import { applyPatches, pagePatches } from '../ogg/page-patches.ts';
import type { PlanFiles } from '../plan-input.ts';
import type { Plan } from '../plan.ts';

export interface StrictSource extends ByteSource {
  /** Number of reads so far. */
  reads: number;
}

/**
 * A source over one reused buffer whose old content is overwritten with every read, and which fails the
 * test when it is asked for bytes outside the file.
 */
export function strictSource(bytes: Uint8Array): StrictSource {
  let buffer = Buffer.alloc(0);
  return {
    size: bytes.length,
    reads: 0,
    read(position, length) {
      if (
        !Number.isSafeInteger(position) ||
        !Number.isSafeInteger(length) ||
        position < 0 ||
        length < 0 ||
        position + length > bytes.length
      ) {
        throw new Error(`read outside the file: ${length} bytes at ${position} of ${bytes.length}`);
      }
      this.reads += 1;
      buffer.fill(0xaa);
      if (buffer.length < length) buffer = Buffer.alloc(length);
      buffer.set(bytes.subarray(position, position + length));
      return buffer.subarray(0, length);
    },
  };
}

/** Access for plans to an original and to blobs by path. */
export function planFiles(original: Uint8Array, blobs: Readonly<Record<string, Uint8Array>> = {}): PlanFiles {
  return { source: strictSource(original), blob: (path) => strictSource(blobs[path] as Uint8Array) };
}

/** The bytes of a virtual file. */
export function renderPlan(plan: Plan, original: Uint8Array, blobs: Readonly<Record<string, Uint8Array>> = {}): Buffer {
  return Buffer.concat(
    plan.segments.map((segment) => {
      if (segment.kind === 'bytes') return segment.bytes;
      const from = segment.kind === 'source' ? original : (blobs[segment.path] as Uint8Array);
      const bytes = from.subarray(segment.offset, segment.offset + segment.length);
      if (segment.kind === 'blob' || segment.pageShift === undefined) return bytes;
      const shifted = Uint8Array.from(bytes);
      applyPatches(shifted, segment.offset, pagePatches(strictSource(original), segment, segment.pageShift));
      return shifted;
    }),
  );
}

/** Random numbers that are the same for the same seed (mulberry32): whole numbers in `[0, below)`. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
