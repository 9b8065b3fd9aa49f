import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import {
  expectedMatches,
  matchesOf,
  openSegment,
  randomContent,
  writeSegment,
} from '../../tests/index-engine/segment-content.ts';
import type { SegmentContent } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BLOCK_BYTES } from '../blocks/block.ts';
import { BlockCache } from '../blocks/block-cache.ts';
import { FileRemover } from '../storage/file-remover.ts';
import { FileSegment } from './file-segment.ts';
import { TimeSlice } from './time-slice.ts';
import { CandidateCounter } from './candidate-counter.ts';

const newPath = temporaryPaths();

function written(content: SegmentContent): string {
  const path = newPath();
  writeSegment(path, content);
  return path;
}

function randomQuery(random: SeededRandom, content: SegmentContent): number[] {
  const known = Array.from({ length: 20 }, () => content.postings[random.below(content.postings.length)]?.[0] ?? 0);
  return [...new Set([...known, random.u32(), 0, 0x5000_0001, 0xffffffff])].sort((a, b) => a - b);
}

function corrupt(path: string, what: string): Error {
  return expect.objectContaining({
    code: 'CorruptFile',
    path,
    message: expect.stringContaining(what) as string,
  }) as Error;
}

describe('a file segment', () => {
  it.for([
    [0, true],
    [1, true],
    [3, false],
    [500, true],
    [2000, false],
  ] as const)('has what was written to it (%i documents)', ([documents, dense]) => {
    const random = new SeededRandom(documents + 1);
    const content = randomContent(random, documents, dense);
    const path = written(content);
    const segment = openSegment(path);
    expect([segment.number, segment.path, segment.bytes]).toEqual([1, path, readFileSync(path).length]);
    expect([segment.documentCount, segment.postingCount]).toEqual([documents, content.postings.length]);
    expect([segment.isOrdered, segment.documents.isConsecutive]).toEqual([true, dense]);
    expect(Array.from({ length: documents }, (_, i) => segment.idOf(i))).toEqual(content.ids);
    expect(content.ids.map((id) => segment.ordinalOf(id))).toEqual(content.ids.map((_, i) => i));
    expect([...segment.tombstones]).toEqual(content.tombstones);
    expect([0, 1, 5, 6, 0xffffffff].map((id) => segment.hasTombstone(id))).toEqual(
      [0, 1, 5, 6, 0xffffffff].map((id) => content.tombstones.includes(id)),
    );
    for (let i = 0; i < 20; i++) {
      const query = randomQuery(random, content);
      expect(matchesOf(segment, query)).toEqual(expectedMatches(content, query));
    }
    segment.release();
  });

  it('finds a hash that fills many groups, and its neighbours', () => {
    const content: SegmentContent = { ids: [1, 2, 3], tombstones: [], postings: [] };
    for (let i = 0; i < 10; i++) content.postings.push([i, 0]);
    for (let i = 0; i < 20_000; i++) content.postings.push([500, i % 3]);
    content.postings.push([501, 2], [0xffffffff, 1]);
    const segment = openSegment(written(content), 0);
    for (const query of [[500], [499, 500, 501], [9], [501, 0xffffffff], [0, 499, 502]]) {
      expect(matchesOf(segment, query)).toEqual(expectedMatches(content, query));
    }
    segment.release();
  });

  it('has more groups than the writer first makes room for', () => {
    const content: SegmentContent = { ids: [1, 2], tombstones: [], postings: [] };
    // About 180 such hashes fit into a hash block: more than 1024 groups.
    for (let i = 0; i < 260_000; i++) content.postings.push([i * 16_411, i % 2]);
    const segment = openSegment(written(content));
    for (const i of [0, 1, 90_001, 184_319, 184_320, 200_000, 259_999]) {
      expect([...matchesOf(segment, [i * 16_411])], String(i)).toEqual([[i % 2, 1]]);
    }
    segment.release();
  });

  it('reads few blocks: one for a hash that is missing, two for one that is rare', () => {
    const content: SegmentContent = { ids: [1, 2], tombstones: [], postings: [] };
    for (let i = 0; i < 3000; i++) content.postings.push([i * 1_000_003, i % 2]);
    const usage = { used: 0, read: 0 };
    const segment = openSegment(written(content), 1 << 20, usage);
    matchesOf(segment, [1_000_004]);
    expect(usage).toEqual({ used: 1, read: 1 });
    matchesOf(segment, [1_000_003 * 1500]);
    expect(usage).toEqual({ used: 3, read: 3 });
    matchesOf(segment, [1_000_003 * 1500]);
    expect(usage).toEqual({ used: 5, read: 3 });
    segment.release();
  });

  it('asks for the blocks that it will need in advance, and announces how many matches there are', () => {
    const content: SegmentContent = { ids: [1, 2, 3], tombstones: [], postings: [] };
    for (let i = 0; i < 5000; i++) content.postings.push([500, i % 3]);
    content.postings.push([600, 1]);
    const cache = new BlockCache(1 << 20);
    const prefetch = vi.spyOn(cache, 'prefetch');
    const segment = new FileSegment(1, written(content), cache, { used: 0, read: 0 });
    const counter = new CandidateCounter();
    const expectMatches = vi.spyOn(counter, 'expect');
    const slice = new TimeSlice();
    counter.begin(3, 1);
    for (const _ of segment.match(Uint32Array.from([5, 500, 600, 700]), 3, counter, slice));
    // The hash blocks have number 0. Hash 500 begins in group 0 and continues in group 1.
    expect(prefetch.mock.calls.map(([owner, page]) => [owner.number, page])).toEqual([
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 1],
    ]);
    expect(expectMatches.mock.calls).toEqual([[5001]]);
    segment.release();
  });

  it('has no blocks to ask for without postings', () => {
    const cache = new BlockCache(0);
    const prefetch = vi.spyOn(cache, 'prefetch');
    const usage = { used: 0, read: 0 };
    const segment = new FileSegment(1, written({ ids: [4], tombstones: [], postings: [] }), cache, usage);
    expect(matchesOf(segment, [0, 5, 0xffffffff])).toEqual(new Map());
    expect([prefetch.mock.calls, usage]).toEqual([[], { used: 0, read: 0 }]);
    segment.release();
  });

  it('yields after a few blocks when the slice is over', () => {
    const content: SegmentContent = { ids: [1, 2], tombstones: [], postings: [] };
    for (let i = 0; i < 3000; i++) content.postings.push([i * 1_000_003, i % 2]);
    const segment = openSegment(written(content));
    const slice = new TimeSlice();
    slice.begin(0);
    const counter = new CandidateCounter();
    counter.begin(2, 1);
    const query = Uint32Array.from(content.postings.slice(0, 640), ([hash]) => hash);
    const yields = [...segment.match(query, 2, counter, slice)].length;
    // One step for each hash block and one for each run of postings.
    expect(yields).toBe((640 + 640) / 64);
    segment.release();
  });

  it('is reported as damaged, by name, whichever bit is flipped', () => {
    const random = new SeededRandom(8);
    const content = randomContent(random, 40, false);
    const path = written(content);
    const whole = readFileSync(path);
    const everything = [...new Set(content.postings.map(([hash]) => hash))];
    for (let byte = random.below(40); byte < whole.length; byte += 1 + random.below(40)) {
      const damaged = Buffer.from(whole);
      damaged[byte]! ^= 1 << random.below(8);
      writeFileSync(path, damaged);
      const read = (): void => {
        const segment = openSegment(path, 0);
        try {
          matchesOf(segment, everything);
        } finally {
          segment.release();
        }
      };
      // The header is not needed for reading: the footer has all of it.
      if (byte < BLOCK_BYTES) read();
      else expect(read, `byte ${byte}`).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    }
  });

  it('is reported as damaged when it was cut off', () => {
    const path = written(randomContent(new SeededRandom(4), 50, true));
    const whole = readFileSync(path);
    for (const length of [0, 1, BLOCK_BYTES, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(() => openSegment(path, 0)).toThrow(corrupt(path, 'its length is not that of a segment'));
    }
    writeFileSync(path, whole.subarray(0, whole.length - BLOCK_BYTES));
    expect(() => openSegment(path, 0)).toThrow(corrupt(path, 'it has no footer'));
  });

  it('is reported as damaged when it is missing', () => {
    const path = newPath();
    expect(() => openSegment(path, 0)).toThrow(corrupt(path, 'it is missing'));
  });

  it('stays open until its last use ends, and is then closed, or removed if it is retired', async () => {
    const content = randomContent(new SeededRandom(4), 50, true);
    const path = written(content);
    const remover = new FileRemover();
    const segment = openSegment(path);
    segment.retain();
    segment.retire(remover);
    await remover.finished();
    expect(existsSync(path)).toBe(true);
    const query = [content.postings[0]![0]];
    expect(matchesOf(segment, query)).toEqual(expectedMatches(content, query));
    segment.release();
    await remover.finished();
    expect(existsSync(path)).toBe(false);
    const other = written(content);
    openSegment(other).release();
    await remover.finished();
    expect(existsSync(other)).toBe(true);
  });

  it('frees its blocks in the cache and closes its file when its last use ends', async () => {
    const path = written(randomContent(new SeededRandom(4), 5, true));
    const cache = new BlockCache(0);
    const detach = vi.spyOn(cache, 'detach');
    const calls = await recordFileCalls();
    const segment = new FileSegment(1, path, cache, { used: 0, read: 0 });
    segment.retain();
    segment.release();
    expect([detach.mock.calls, calls]).toEqual([[], [`open ${basename(path)}`]]);
    segment.release();
    expect(detach.mock.calls.map(([owner]) => [owner.number, owner.path])).toEqual([
      [0, path],
      [1, path],
    ]);
    expect(calls).toEqual([`open ${basename(path)}`, `close ${basename(path)}`]);
  });

  it('knows the ranges of the ids of its documents and of its tombstones', () => {
    const mentions = (content: Pick<SegmentContent, 'ids' | 'tombstones'>): boolean[] => {
      const segment = openSegment(written({ ...content, postings: [] }));
      const ranges = [
        [1, 4],
        [1, 5],
        [9, 20],
        [10, 20],
        [40, 49],
        [50, 60],
        [60, 70],
        [61, 70],
      ] as const;
      const answers = ranges.map(([lowest, highest]) => segment.mayMention(lowest, highest));
      segment.release();
      return answers;
    };
    const [no, yes] = [false, true];
    expect(mentions({ ids: [5, 9], tombstones: [] })).toEqual([no, yes, yes, no, no, no, no, no]);
    expect(mentions({ ids: [], tombstones: [50, 60] })).toEqual([no, no, no, no, no, yes, yes, no]);
    expect(mentions({ ids: [5, 9], tombstones: [50, 60] })).toEqual([no, yes, yes, no, no, yes, yes, no]);
    expect(mentions({ ids: [], tombstones: [] })).toEqual([no, no, no, no, no, no, no, no]);
  });

  it('reads hash blocks ahead of searches in short steps', () => {
    const postings = Array.from({ length: 600_000 }, (_, i): [number, number] => [i * 4096, 0]);
    const path = written({ ids: [1], tombstones: [], postings });
    const usage = { used: 0, read: 0 };
    const segment = openSegment(path, 1 << 20, usage);
    const steps = [...segment.readAhead()].length;
    expect(steps).toBe(2);
    const missing = Array.from({ length: 1000 }, (_, i) => i * 2_000_003 + 1).filter((hash) => hash % 4096 !== 0);
    expect(matchesOf(segment, missing).size).toBe(0);
    expect([usage.read, usage.used > 900]).toEqual([0, true]);
    segment.release();
    // Of the 64 slots of this cache the segment would need more than a quarter.
    const small = openSegment(path, 0, usage);
    expect([...small.readAhead()]).toEqual([]);
    matchesOf(small, missing.slice(0, 1));
    expect(usage.read).toBe(1);
    small.release();
  });
});
