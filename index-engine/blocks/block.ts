/**
 * The unit of a file segment: 512 bytes that are read, verified and cached together.
 * Invariant: the last word of every block is the CRC-32 of the 508 bytes before it, so a block that passes `verifyBlock`
 * has the bytes that were written.
 */

import { crc32 } from 'node:zlib';

export const BLOCK_BYTES = 512;
export const BLOCK_WORDS = BLOCK_BYTES / 4;
/** Words of a block that carry data. */
export const BLOCK_PAYLOAD_WORDS = BLOCK_WORDS - 1;
const PAYLOAD_BYTES = BLOCK_PAYLOAD_WORDS * 4;

/** Blocks in memory: two views of the same bytes. */
export interface BlockBuffer {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function allocateBlocks(count: number): BlockBuffer {
  const buffer = new ArrayBuffer(count * BLOCK_BYTES);
  return { words: new Uint32Array(buffer), bytes: new Uint8Array(buffer) };
}

/** Room for one block that is read again and again: looking whether it is intact makes no view of its bytes each time. */
export class IncomingBlock implements BlockBuffer {
  readonly words: BlockBuffer['words'];
  readonly bytes: BlockBuffer['bytes'];
  readonly #payload: Uint8Array;

  constructor() {
    ({ words: this.words, bytes: this.bytes } = allocateBlocks(1));
    this.#payload = this.bytes.subarray(0, PAYLOAD_BYTES);
  }

  /** Whether the block's checksum is that of its content. */
  get isIntact(): boolean {
    return this.words[BLOCK_PAYLOAD_WORDS] === crc32(this.#payload);
  }
}

/** Writes the checksum of the block that starts at byte `offset`. */
export function sealBlock(blocks: BlockBuffer, offset: number): void {
  blocks.words[offset / 4 + BLOCK_PAYLOAD_WORDS] = crc32(blocks.bytes.subarray(offset, offset + PAYLOAD_BYTES));
}

/** Whether the checksum of the block that starts at byte `offset` is that of its content. */
export function verifyBlock(blocks: BlockBuffer, offset: number): boolean {
  return (
    blocks.words[offset / 4 + BLOCK_PAYLOAD_WORDS] === crc32(blocks.bytes.subarray(offset, offset + PAYLOAD_BYTES))
  );
}
