/**
 * A plan in the form that the native driver takes: arrays of numbers, and all bytes in one buffer. Padding, which is
 * runs of zeros, takes no memory there.
 */
import type { Segment } from '../formats/plan.ts';
import { lengthOf, type VirtualFile } from '../overlay/virtual-file.ts';
import { SegmentKind, type NativeBinding, type NativePlan } from '../native/native-binding.ts';

export function toNativePlan(binding: NativeBinding, file: VirtualFile): NativePlan {
  const { segments } = file.plan;
  const kinds = new Uint8Array(segments.length);
  const lengths = new Float64Array(segments.length);
  const offsets = new Float64Array(segments.length);
  const details = new Uint32Array(segments.length);
  const pieces: Uint8Array[] = [];
  const paths: string[] = [];
  let held = 0;
  for (const [index, segment] of segments.entries()) {
    lengths[index] = lengthOf(segment);
    if (segment.kind !== 'bytes') {
      kinds[index] = SegmentKind[segment.kind];
      offsets[index] = segment.offset;
      // A negative shift is one modulo 2³², as the page numbers themselves are.
      details[index] = segment.kind === 'blob' ? paths.push(segment.path) - 1 : (segment.pageShift ?? 0);
    } else if (isZero(segment)) {
      kinds[index] = SegmentKind.zeros;
    } else {
      kinds[index] = SegmentKind.bytes;
      offsets[index] = held;
      pieces.push(segment.bytes);
      held += segment.bytes.byteLength;
    }
  }
  const stamp =
    file.stamp === null
      ? new BigUint64Array(4)
      : BigUint64Array.of(file.stamp.inode, BigInt(file.stamp.size), file.stamp.mtimeNs, file.stamp.ctimeNs);
  return binding.createPlan(
    file.path,
    stamp,
    kinds,
    lengths,
    offsets,
    details,
    Buffer.concat(pieces),
    zeroEnded(paths),
  );
}

/** Consecutive texts, each ended by a zero. */
export function zeroEnded(texts: readonly string[]): Uint8Array {
  return texts.length === 0 ? new Uint8Array() : Buffer.from(`${texts.join('\0')}\0`);
}

const ZEROS = Buffer.alloc(64 * 1024);

function isZero({ bytes }: Extract<Segment, { kind: 'bytes' }>): boolean {
  for (let start = 0; start < bytes.byteLength; start += ZEROS.length) {
    const part = bytes.subarray(start, start + ZEROS.length);
    if (ZEROS.compare(part, 0, part.length, 0, part.length) !== 0) return false;
  }
  return true;
}
