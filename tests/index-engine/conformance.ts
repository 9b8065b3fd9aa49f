/**
 * The behaviour of every index. Each implementation runs these tests.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change, FingerprintIndex } from '../../index-engine/index.ts';
import { PlainIndex } from './plain-index.ts';
import { SeededRandom } from './seeded-random.ts';

export interface TestedIndex {
  readonly index: FingerprintIndex;
  /** Removes what the test created. */
  dispose(): Promise<void>;
}

const insert = (id: number, ...hashes: number[]): Change => ({ type: 'insert', id, hashes: Uint32Array.from(hashes) });
const remove = (id: number): Change => ({ type: 'delete', id });
const query = (...hashes: number[]): Uint32Array => Uint32Array.from(hashes);

/** `open` makes an empty index for each test. */
export function testConformance(name: string, open: () => Promise<TestedIndex>): void {
  describe(`an index ${name}`, () => {
    let tested: TestedIndex;
    let index: FingerprintIndex;
    beforeEach(async () => {
      tested = await open();
      index = tested.index;
    });
    afterEach(() => tested.dispose());

    it('begins empty, at version 0', async () => {
      expect(await index.info()).toEqual({
        version: 0,
        metadata: {},
        documents: 0,
        segments: expect.any(Number) as number,
        minDocumentId: 0,
        maxDocumentId: 0,
      });
      expect(await index.search(query(1, 2, 3))).toEqual([]);
      expect(await index.has(1)).toBe(false);
    });

    it('finds a document by its hashes and counts one that occurs twice, twice', async () => {
      await index.update([insert(7, 50, 50, 50, 60), insert(9, 60)]);
      expect(await index.search(query(50, 60), { minScore: 1 })).toEqual([
        { id: 7, score: 4 },
        { id: 9, score: 1 },
      ]);
    });

    it('counts a repeated hash of the query once', async () => {
      await index.update([insert(7, 50, 60)]);
      expect(await index.search(query(50, 50, 50), { minScore: 1 })).toEqual([{ id: 7, score: 1 }]);
    });

    it('orders results by score, then by id', async () => {
      await index.update([insert(30, 1, 2), insert(10, 1, 2), insert(20, 1, 2, 3), insert(40, 1)]);
      expect(await index.search(query(1, 2, 3), { minScore: 1 })).toEqual([
        { id: 20, score: 3 },
        { id: 10, score: 2 },
        { id: 30, score: 2 },
        { id: 40, score: 1 },
      ]);
    });

    it('has a default minimum score of a twentieth of the query, rounded up', async () => {
      const hashes = Array.from({ length: 21 }, (_, i) => 100 + i);
      await index.update([insert(1, 100), insert(2, 100, 101)]);
      expect(await index.search(query(...hashes))).toEqual([{ id: 2, score: 2 }]);
      expect(await index.search(query(...hashes.slice(0, 20)))).toHaveLength(2);
      expect(await index.search(query(...hashes), { minScore: 1 })).toHaveLength(2);
    });

    it('drops results below a share of the best score', async () => {
      const hashes = Array.from({ length: 11 }, (_, i) => i);
      await index.update([insert(1, ...hashes), insert(2, 0), insert(3, 0, 1)]);
      expect(await index.search(query(...hashes), { minScore: 1 })).toEqual([
        { id: 1, score: 11 },
        { id: 3, score: 2 },
      ]);
      expect(await index.search(query(...hashes), { minScore: 1, minScorePercent: 0 })).toHaveLength(3);
      expect(await index.search(query(...hashes), { minScore: 1, minScorePercent: 50 })).toHaveLength(1);
    });

    it('keeps the number of results between 1 and 100', async () => {
      await index.update(Array.from({ length: 150 }, (_, i) => insert(1 + i, 5)));
      expect(await index.search(query(5), { minScore: 1 })).toHaveLength(40);
      expect(await index.search(query(5), { minScore: 1, limit: 3 })).toHaveLength(3);
      expect(await index.search(query(5), { minScore: 1, limit: 0 })).toHaveLength(1);
      expect(await index.search(query(5), { minScore: 1, limit: 1000 })).toHaveLength(100);
    });

    it('answers an empty query with nothing', async () => {
      await index.update([insert(1, 5)]);
      expect(await index.search(query())).toEqual([]);
    });

    it('accepts documents without hashes', async () => {
      await index.update([insert(4)]);
      expect(await index.has(4)).toBe(true);
      expect((await index.info()).documents).toBe(1);
    });

    it('accepts every id and hash from the smallest to the largest', async () => {
      await index.update([insert(1, 0), insert(0xffffffff, 0xffffffff, 0)]);
      expect(await index.search(query(0, 0xffffffff), { minScore: 1 })).toEqual([
        { id: 0xffffffff, score: 2 },
        { id: 1, score: 1 },
      ]);
      expect(await index.info()).toMatchObject({ minDocumentId: 1, maxDocumentId: 0xffffffff });
    });

    it('refuses the id 0 and leaves the batch undone', async () => {
      await expect(index.update([insert(1, 5), insert(0, 5)])).rejects.toMatchObject({ code: 'InvalidFingerprintId' });
      expect(await index.has(1)).toBe(false);
    });

    it('replaces a document of the same id', async () => {
      await index.update([insert(1, 5, 6)]);
      await index.update([insert(1, 7)]);
      expect(await index.search(query(5, 6, 7), { minScore: 1 })).toEqual([{ id: 1, score: 1 }]);
      expect((await index.info()).documents).toBe(1);
    });

    it('removes a deleted document and ignores an unknown one', async () => {
      await index.update([insert(1, 5), insert(2, 5)]);
      await index.update([remove(1), remove(99)]);
      expect(await index.search(query(5), { minScore: 1 })).toEqual([{ id: 2, score: 1 }]);
      expect(await index.has(1)).toBe(false);
      expect(await index.info()).toMatchObject({ documents: 1, minDocumentId: 2, maxDocumentId: 2 });
    });

    it('lets the last change of an id in a batch win', async () => {
      await index.update([insert(1, 5), insert(1, 6), insert(2, 5), remove(2), remove(3), insert(3, 5)]);
      expect(await index.search(query(5, 6), { minScore: 1 })).toEqual([
        { id: 1, score: 1 },
        { id: 3, score: 1 },
      ]);
      expect(await index.has(2)).toBe(false);
    });

    it('counts a version for every batch, an empty one too', async () => {
      expect(await index.update([insert(1, 5)])).toEqual({ version: 1 });
      expect(await index.update([])).toEqual({ version: 2 });
      expect((await index.info()).version).toBe(2);
    });

    it('refuses a batch that expects another version', async () => {
      await index.update([insert(1, 5)]);
      await expect(index.update([insert(2, 5)], { expectedVersion: 0 })).rejects.toMatchObject({
        code: 'VersionMismatch',
      });
      expect(await index.has(2)).toBe(false);
      expect(await index.update([insert(2, 5)], { expectedVersion: 1 })).toEqual({ version: 2 });
    });

    it('lets one of two batches that expect the same version through', async () => {
      const outcomes = await Promise.allSettled([
        index.update([insert(1, 5)], { expectedVersion: 0 }),
        index.update([insert(2, 5)], { expectedVersion: 0 }),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect((await index.info()).documents).toBe(1);
    });

    it('merges metadata by key', async () => {
      await index.update([], { metadata: { colour: 'red', size: 'small' } });
      await index.update([], { metadata: { colour: 'blü', __proto__x: '' } });
      expect((await index.info()).metadata).toEqual({ colour: 'blü', size: 'small', __proto__x: '' });
    });

    it('does not change the arrays of the caller', async () => {
      const hashes = query(5, 4, 3);
      await index.update([{ type: 'insert', id: 1, hashes }]);
      await index.search(hashes);
      expect([...hashes]).toEqual([5, 4, 3]);
    });

    it('answers many concurrent searches and updates', async () => {
      const work: Promise<unknown>[] = [];
      for (let id = 1; id <= 50; id++) {
        work.push(index.update([insert(id, id, 1000)]));
        work.push(index.search(query(id), { minScore: 1 }));
      }
      await Promise.all(work);
      for (let id = 1; id <= 50; id++) {
        expect(await index.search(query(id), { minScore: 1 })).toEqual([{ id, score: 1 }]);
      }
    });

    it('ends a search whose signal is aborted', async () => {
      await expect(index.search(query(1), { signal: AbortSignal.abort() })).rejects.toMatchObject({
        name: 'AbortError',
      });
      const controller = new AbortController();
      const pending = index.search(query(1), { signal: controller.signal });
      controller.abort();
      await pending.catch((error: unknown) => expect(error).toMatchObject({ name: 'AbortError' }));
    });

    it('reports that it is closed', async () => {
      await index.close();
      await expect(index.search(query(1))).rejects.toMatchObject({ code: 'Closed' });
      await expect(index.update([])).rejects.toMatchObject({ code: 'Closed' });
    });

    it('answers as a plain map does through random batches', async () => {
      const random = new SeededRandom(11);
      const plain = new PlainIndex();
      for (let step = 0; step < 60; step++) {
        const changes = Array.from({ length: random.below(10) }, (): Change => {
          const id = 1 + random.below(40);
          return random.chance(0.3)
            ? remove(id)
            : insert(id, ...Array.from({ length: random.below(20) }, () => random.below(64)));
        });
        plain.apply(changes);
        expect(await index.update(changes)).toEqual({ version: plain.version });
        const hashes = Uint32Array.from({ length: 1 + random.below(30) }, () => random.below(64));
        expect(await index.search(hashes)).toEqual(plain.search(hashes));
      }
    });
  });
}
