import { describe, expect, it } from 'vitest';
import { readSynchsafe, toSynchsafe } from './synchsafe.ts';

describe('toSynchsafe', () => {
  it('leaves the highest bit of each byte clear, and reads back the same', () => {
    const bytes = Buffer.alloc(4);
    for (const value of [0, 1, 127, 128, 255, 256, 16_383, 16_384, 2 ** 21 - 1, 2 ** 21, 123_456_789, 2 ** 28 - 1]) {
      bytes.writeUInt32BE(toSynchsafe(value));
      expect(bytes.every((byte) => byte < 128)).toBe(true);
      expect(readSynchsafe(bytes, 0)).toBe(value);
    }
  });
});
