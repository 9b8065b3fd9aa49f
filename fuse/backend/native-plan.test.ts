import { describe, expect, it, vi } from 'vitest';
import type { Segment } from '../formats/plan.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import type { NativeBinding } from '../native/native-binding.ts';
import { toNativePlan, zeroEnded } from './native-plan.ts';

const bytes = (...values: number[]): Segment => ({ kind: 'bytes', bytes: Uint8Array.from(values) });

/** The arguments that the driver gets for these segments. */
function given(segments: readonly Segment[], stamp: VirtualFile['stamp'] = null) {
  const createPlan = vi.fn<NativeBinding['createPlan']>();
  const file = { plan: { segments }, path: Buffer.from('/music/1.flac'), stamp } as unknown as VirtualFile;
  toNativePlan({ createPlan } as unknown as NativeBinding, file);
  const [path, facts, kinds, lengths, offsets, details, held, blobPaths] = createPlan.mock.calls[0] ?? [];
  return {
    path: String(path),
    stamp: [...(facts ?? [])],
    kinds: [...(kinds ?? [])],
    lengths: [...(lengths ?? [])],
    offsets: [...(offsets ?? [])],
    details: [...(details ?? [])],
    bytes: [...(held ?? [])],
    blobPaths: String(blobPaths),
  };
}

describe('a plan for the driver', () => {
  it('has the bytes of all segments in one buffer, but for zeros', () => {
    expect(given([bytes(1, 2), bytes(0, 0, 0), bytes(0, 3)])).toMatchObject({
      path: '/music/1.flac',
      kinds: [0, 3, 0],
      lengths: [2, 3, 2],
      offsets: [0, 0, 2],
      bytes: [1, 2, 0, 3],
    });
  });

  it('knows zeros from bytes whose last one is set, however many there are', () => {
    const long = new Uint8Array(200_000);
    expect(given([{ kind: 'bytes', bytes: long }]).kinds).toEqual([3]);
    long[199_999] = 1;
    expect(given([{ kind: 'bytes', bytes: long }]).kinds).toEqual([0]);
  });

  it('names ranges of the original with their page shift, and pictures by the index of their path', () => {
    const segments: Segment[] = [
      { kind: 'source', offset: 100, length: 50 },
      { kind: 'blob', path: '/art/a', offset: 3, length: 7 },
      { kind: 'source', offset: 150, length: 20, pageShift: -1 },
      { kind: 'blob', path: '/art/b', offset: 0, length: 9 },
    ];
    expect(given(segments)).toMatchObject({
      kinds: [1, 2, 1, 2],
      lengths: [50, 7, 20, 9],
      offsets: [100, 3, 150, 0],
      details: [0, 0, 0xffff_ffff, 1],
      blobPaths: '/art/a\0/art/b\0',
    });
  });

  it('has the stamp of the original, or zeros without one', () => {
    expect(given([]).stamp).toEqual([0n, 0n, 0n, 0n]);
    const stamp = { inode: 2n ** 60n, size: 5, mtimeNs: 7n, ctimeNs: 9n } as NonNullable<VirtualFile['stamp']>;
    expect(given([], stamp).stamp).toEqual([2n ** 60n, 5n, 7n, 9n]);
  });
});

describe('texts for the driver', () => {
  it('are each ended by a zero', () => {
    expect([...zeroEnded(['a', '', 'é'])]).toEqual([97, 0, 0, 0xc3, 0xa9, 0]);
    expect(zeroEnded([]).length).toBe(0);
  });
});
