/** For tests: bytes in memory, as what reads saved files takes them. */
import { expect } from 'vitest';
import type { ByteSource } from '../../formats/layout.ts';
import type { ReadFile } from '../read-file.ts';

export const sourceOf = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  read: (position, length) => bytes.subarray(position, position + length),
});

/** Reads beyond the end fail the test. */
export const readerOf =
  (bytes: Buffer): ReadFile['read'] =>
  async (buffer, offset, length, position) => {
    expect(bytes.copy(buffer, offset, position, position + length)).toBe(length);
  };
