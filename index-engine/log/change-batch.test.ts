import { describe, expect, it } from 'vitest';
import { applyBatch, batchHashes, batchIdRange, batchSize, isBatch, packChanges } from './change-batch.ts';
import type { Change } from '../contract/fingerprint-index.ts';

const CHANGES: Change[] = [
  { type: 'insert', id: 7, hashes: Uint32Array.from([1, 0xffffffff]) },
  { type: 'delete', id: 0xffffffff },
  { type: 'insert', id: 8, hashes: new Uint32Array() },
];

describe('a batch of changes', () => {
  it('applies its changes in order', () => {
    const seen: unknown[] = [];
    applyBatch(
      packChanges(CHANGES),
      (id, hashes) => seen.push([id, [...hashes]]),
      (id) => seen.push(id),
    );
    expect(seen).toEqual([[7, [1, 0xffffffff]], 0xffffffff, [8, []]]);
    expect(batchSize(packChanges(CHANGES))).toEqual({ documents: 3, postings: 2 });
  });

  it('has the hashes of all documents in the order in which they are added', () => {
    expect([...batchHashes(packChanges([...CHANGES, ...CHANGES]))]).toEqual([1, 0xffffffff, 1, 0xffffffff]);
    expect([...batchHashes(packChanges([]))]).toEqual([]);
  });

  it('passes each document its own hashes', () => {
    const lists = [[1, 2], [3], [], [4, 5, 6], [7]];
    const seen: number[][] = [];
    applyBatch(
      packChanges(lists.map((hashes, i) => ({ type: 'insert', id: i + 1, hashes: Uint32Array.from(hashes) }))),
      (_id, hashes) => seen.push([...hashes]),
      () => expect.fail('nothing is deleted'),
    );
    expect(seen).toEqual(lists);
  });

  it('is the number of changes, the ids, the numbers of hashes, and the hashes', () => {
    const more: Change[] = [...CHANGES, { type: 'insert', id: 9, hashes: Uint32Array.from([5]) }];
    const ids = [7, 0xffffffff, 8, 9];
    const lengths = [2, 0xffffffff, 0, 1];
    expect([...packChanges(more)]).toEqual([4, ...ids, ...lengths, 1, 0xffffffff, 5]);
  });

  it('can be empty', () => {
    expect([...packChanges([])]).toEqual([0]);
    expect(isBatch(packChanges([]))).toBe(true);
    expect(batchSize(packChanges([]))).toEqual({ documents: 0, postings: 0 });
  });

  it('refuses numbers that are not document ids', () => {
    for (const id of [0, -1, 1.5, 2 ** 32, Number.NaN]) {
      expect(() => packChanges([{ type: 'delete', id }])).toThrow(
        expect.objectContaining({
          code: 'InvalidFingerprintId',
          message: `${id} is not a fingerprint id: ids are whole numbers from 1 to 4294967295.`,
        }),
      );
    }
  });

  it('of deletes alone has no hashes', () => {
    const batch = packChanges([
      { type: 'delete', id: 1 },
      { type: 'delete', id: 2 },
    ]);
    expect([...batch]).toEqual([2, 1, 2, 0xffffffff, 0xffffffff]);
    expect(isBatch(batch)).toBe(true);
    expect(batchSize(batch)).toEqual({ documents: 2, postings: 0 });
  });

  it('is distinguished from other words', () => {
    const batch = packChanges(CHANGES);
    expect(isBatch(batch)).toBe(true);
    for (let length = 0; length < batch.length; length++) expect(isBatch(batch.subarray(0, length))).toBe(false);
    expect(isBatch(Uint32Array.from([...batch, 0]))).toBe(false);
    expect(isBatch(batch.with(0, 0xffffffff))).toBe(false);
    expect(isBatch(batch.with(1, 0))).toBe(false);
    expect(isBatch(batch.with(3, 0))).toBe(false);
    expect(isBatch(batch.with(4, 0xfffffffe))).toBe(false);
  });
});

it('knows the range of the ids of a batch, of inserts and deletes', () => {
  const hashes = Uint32Array.from([0xffffffff, 1]);
  const changes: Change[] = [
    { type: 'insert', id: 70, hashes },
    { type: 'delete', id: 9 },
    { type: 'insert', id: 4_000_000_000, hashes },
    { type: 'delete', id: 80 },
  ];
  expect(batchIdRange(packChanges(changes))).toEqual([9, 4_000_000_000]);
  expect(batchIdRange(packChanges(changes.slice(0, 1)))).toEqual([70, 70]);
  expect(batchIdRange(packChanges([]))).toEqual([Infinity, 0]);
});
