import { describe, expect, it } from 'vitest';

import { seededRandom } from '../test-signals.ts';
import {
  ALGORITHM_TEST2,
  compress,
  compressToBytes,
  decompress,
  decompressBytes,
  FingerprintFormatError,
} from './compression.ts';

describe('compressed fingerprints', () => {
  it('writes header, distances and end marks as the format says', () => {
    // Item 1 has bit 1: distance 1, end. Item 1 again: no bits, end. So 001 000 000, low bits first.
    expect([...compressToBytes(Uint32Array.of(1, 1))]).toEqual([1, 0, 0, 2, 0b0000_0001, 0]);
    // A distance of 32 is 7 and a remainder of 25 in the second list, which begins on a new byte.
    expect([...compressToBytes(Uint32Array.of(0x8000_0000))]).toEqual([1, 0, 0, 1, 0b0000_0111, 25]);
  });

  it('has no padding and only URL-safe characters', () => {
    const random = seededRandom(7);
    const items = Uint32Array.from({ length: 500 }, () => random() * 2 ** 32);
    expect(compress(items)).toMatch(/^[\w-]+$/);
  });

  it('keeps the empty fingerprint', () => {
    expect(compress(new Uint32Array())).toBe('AQAAAA');
    expect(decompress('AQAAAA')).toEqual({ algorithm: ALGORITHM_TEST2, items: new Uint32Array() });
  });

  it('gives back what went in, for seeded lists of every character', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seededRandom(seed);
      const length = Math.floor(random() * 200);
      const flips = Math.floor(random() * 33);
      let item = Math.floor(random() * 2 ** 32);
      const items = Uint32Array.from({ length }, () => {
        for (let i = 0; i < flips; i += 1) item ^= 1 << Math.floor(random() * 32);
        return item >>> 0;
      });
      const algorithm = Math.floor(random() * 256);
      expect(decompress(compress(items, algorithm)), `seed ${seed}`).toEqual({ algorithm, items });
    }
  });

  it('answers hostile bytes with items or a typed error, never more items than the bytes can hold', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const random = seededRandom(seed);
      const bytes = Uint8Array.from({ length: Math.floor(random() * 64) }, () => random() * 256);
      // Every second input claims a count that could be true, so that the rest of the decoder is reached.
      if (seed % 2 === 0 && bytes.length >= 4) bytes.set([1, 0, 0, Math.floor(random() * bytes.length)]);
      try {
        expect(decompressBytes(bytes).items.length).toBeLessThanOrEqual((bytes.length * 8) / 3);
      } catch (error) {
        expect(error).toBeInstanceOf(FingerprintFormatError);
      }
    }
  });

  it('refuses an item of more than 32 bits, and a count that the bytes cannot hold', () => {
    // Six distances of 6, then the end: the last bit would be the 36th.
    expect(() => decompressBytes(Uint8Array.of(1, 0, 0, 1, 0b10_110_110, 0b0_110_110_1, 0b000_110_11))).toThrow(
      'more than 32 bits',
    );
    expect(() => decompressBytes(Uint8Array.of(1, 255, 255, 255, 0, 0, 0))).toThrow('it has 8 items and not 16777215');
  });

  it('refuses every truncation of a real one', () => {
    const random = seededRandom(3);
    const bytes = compressToBytes(Uint32Array.from({ length: 40 }, () => random() * 2 ** 32));
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decompressBytes(bytes.subarray(0, length)), `${length} bytes`).toThrow(FingerprintFormatError);
    }
  });

  it('refuses a text that is not base64', () => {
    expect(() => decompress('AQAA!A')).toThrow(FingerprintFormatError);
    expect(() => decompress('')).toThrow('shorter than its header');
  });
});
