import { describe, expect, it } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary } from '../library/testing-library.ts';
import { followDamage, readFileFingerprint, readStoredFingerprint } from './stored-fingerprint.ts';

const ITEMS = Uint32Array.from({ length: 50 }, (_, at) => (at + 1) * 0x9e37_79b1);
const STORED = compressToBytes(ITEMS);

describe('a stored fingerprint', () => {
  it('is read as it was made', () => {
    expect(readStoredFingerprint(STORED)).toEqual(ITEMS);
  });

  it.each([
    ['there is none', null],
    ['there is no row', undefined],
    ['it is cut within its header', Uint8Array.of(1, 2)],
    ['it is cut', STORED.subarray(0, -1)],
    ['it is empty', new Uint8Array()],
    ['it has no items', compressToBytes(new Uint32Array())],
    ['another algorithm made it', compressToBytes(ITEMS, 2)],
    ['it is overwritten', STORED.map((byte, at) => (at < 4 ? byte : 0xff))],
  ])('counts as absent where %s', (_, stored) => {
    expect(readStoredFingerprint(stored)).toBeNull();
  });

  it('of a file is told of where it is damaged, and only then', () => {
    const [{ connection }, other] = [memoryLibrary(), memoryLibrary()];
    const told: number[] = [];
    followDamage(connection, (fileId) => told.push(fileId));
    expect(readFileFingerprint(connection, 1, STORED)).toEqual(ITEMS);
    expect(readFileFingerprint(connection, 2, Uint8Array.of(1, 2))).toBeNull();
    expect(readFileFingerprint(connection, 3, null)).toBeNull();
    expect(readFileFingerprint(other.connection, 4, Uint8Array.of(1, 2))).toBeNull();
    expect(told).toEqual([2]);
  });
});
