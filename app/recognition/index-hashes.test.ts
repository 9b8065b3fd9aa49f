import { describe, expect, it } from 'vitest';
import { indexHashes } from './index-hashes.ts';

const SILENCE = 627964279;

describe('the hashes of a fingerprint that are indexed', () => {
  it('are the 120 distinct ones from the 81st item on', () => {
    const hashes = indexHashes(Uint32Array.from({ length: 948 }, (_, i) => (i + 1) * 16 + 7));
    expect(hashes).toHaveLength(120);
    expect(hashes[0]).toBe(81 * 16);
  });

  it('begin earlier in a short fingerprint', () => {
    expect(indexHashes(Uint32Array.from({ length: 130 }, (_, i) => i * 16))[0]).toBe(10 * 16);
    expect(indexHashes(Uint32Array.of(5, 33))).toEqual(Uint32Array.of(0, 32));
  });

  it('leave silence and repetitions out', () => {
    expect(indexHashes(Uint32Array.of(SILENCE, 17, 18, SILENCE, 0xffffffff))).toEqual(Uint32Array.of(16, 0xfffffff0));
    expect(indexHashes(new Uint32Array(0))).toHaveLength(0);
  });
});
