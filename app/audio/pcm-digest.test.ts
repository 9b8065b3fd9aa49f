import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PcmDigest, readStreamInfo } from './pcm-digest.ts';

const md5 = (bytes: readonly number[]): string => createHash('md5').update(Uint8Array.from(bytes)).digest('hex');

describe('the digest of sound', () => {
  it.each([
    [8, new Int16Array([0x1200, -0x100]), [0x12, 0xff]],
    [12, new Int16Array([0x1230, -0x10]), [0x23, 0x01, 0xff, 0xff]],
    [16, new Int16Array([0x1234, -1]), [0x34, 0x12, 0xff, 0xff]],
    [20, new Int32Array([0x12345000, -0x1000]), [0x45, 0x23, 0x01, 0xff, 0xff, 0xff]],
    [24, new Int32Array([0x12345600, -0x100]), [0x56, 0x34, 0x12, 0xff, 0xff, 0xff]],
    [32, new Int32Array([0x12345678, -1]), [0x78, 0x56, 0x34, 0x12, 0xff, 0xff, 0xff, 0xff]],
  ])('is made of samples of %i bits as FLAC counts them', (bits, samples, bytes) => {
    const digest = new PcmDigest(bits);
    digest.push(samples.subarray(0, 1));
    digest.push(samples.subarray(1));
    expect(digest.hex()).toBe(md5(bytes));
  });
});

describe('STREAMINFO', () => {
  it('says how many bits and samples there are, and what their digest is', () => {
    const block = Buffer.alloc(34);
    // 44 100 Hz, 2 channels, 24 bits, 2³² + 5 samples.
    block.writeUInt32BE((44_100 << 12) | (1 << 9) | (23 << 4) | 1, 10);
    block.writeUInt32BE(5, 14);
    expect(readStreamInfo(block)).toEqual({ bitsPerSample: 24, samples: 2 ** 32 + 5, md5: null });
    block.write('00112233445566778899aabbccddeeff', 18, 'hex');
    expect(readStreamInfo(block)?.md5).toBe('00112233445566778899aabbccddeeff');
    expect(readStreamInfo(block.subarray(1))).toBeNull();
  });
});
