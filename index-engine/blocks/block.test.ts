import { describe, expect, it } from 'vitest';
import {
  allocateBlocks,
  BLOCK_BYTES,
  BLOCK_PAYLOAD_WORDS,
  BLOCK_WORDS,
  IncomingBlock,
  sealBlock,
  verifyBlock,
} from './block.ts';

describe('a block', () => {
  it('has 512 bytes: 127 words of content and the checksum', () => {
    expect([BLOCK_BYTES, BLOCK_WORDS, BLOCK_PAYLOAD_WORDS]).toEqual([512, 128, 127]);
    const blocks = allocateBlocks(3);
    expect([blocks.bytes.length, blocks.words.length]).toEqual([3 * 512, 3 * 128]);
    blocks.words[5] = 0x04030201;
    expect([...blocks.bytes.subarray(20, 24)]).toEqual([1, 2, 3, 4]);
  });

  it('ends with the CRC-32 of its first 508 bytes, and leaves its neighbours alone', () => {
    const blocks = allocateBlocks(3);
    blocks.bytes.fill(0xa5);
    blocks.bytes.subarray(BLOCK_BYTES, 2 * BLOCK_BYTES).forEach((_, i, bytes) => (bytes[i] = i & 0xff));
    sealBlock(blocks, BLOCK_BYTES);
    // By another implementation, of the bytes 0, 1 … 255, 0, 1 … 251.
    expect(blocks.words[2 * BLOCK_WORDS - 1]).toBe(0x49f1a5ee);
    const others = [...blocks.bytes.subarray(0, BLOCK_BYTES), ...blocks.bytes.subarray(2 * BLOCK_BYTES)];
    expect(others.every((byte) => byte === 0xa5)).toBe(true);
  });

  it('is verified by its checksum, whichever byte is another', () => {
    const blocks = allocateBlocks(3);
    blocks.bytes.forEach((_, i) => (blocks.bytes[i] = (i * 7) & 0xff));
    expect(verifyBlock(blocks, BLOCK_BYTES)).toBe(false);
    sealBlock(blocks, BLOCK_BYTES);
    expect([0, 1, 2].map((block) => verifyBlock(blocks, block * BLOCK_BYTES))).toEqual([false, true, false]);
    for (let byte = BLOCK_BYTES; byte < 2 * BLOCK_BYTES; byte++) {
      blocks.bytes[byte]! ^= 1;
      expect(verifyBlock(blocks, BLOCK_BYTES), `byte ${byte}`).toBe(false);
      blocks.bytes[byte]! ^= 1;
    }
    blocks.bytes[BLOCK_BYTES - 1]! ^= 1;
    blocks.bytes[2 * BLOCK_BYTES]! ^= 1;
    expect(verifyBlock(blocks, BLOCK_BYTES)).toBe(true);
  });

  it('that comes from a file is intact if no byte of it is another', () => {
    const block = new IncomingBlock();
    block.bytes.forEach((_, i) => (block.bytes[i] = (i * 7) & 0xff));
    expect(block.isIntact).toBe(false);
    sealBlock(block, 0);
    expect(block.isIntact).toBe(true);
    for (let byte = 0; byte < BLOCK_BYTES; byte++) {
      block.bytes[byte]! ^= 1;
      expect(block.isIntact, `byte ${byte}`).toBe(false);
      block.bytes[byte]! ^= 1;
    }
  });
});
