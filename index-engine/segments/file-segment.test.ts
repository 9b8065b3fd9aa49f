import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BLOCK_BYTES } from '../blocks/block.ts';
import { BlockCache } from '../blocks/block-cache.ts';
import { CandidateCounter } from './candidate-counter.ts';
import { countDead } from './dead-set.ts';
import { DocumentTable } from './document-table.ts';
import { FileSegment } from './file-segment.ts';
import { FileSegmentWriter } from './file-segment-writer.ts';
import { mergeSegments } from '../jobs/merge.ts';
import { TimeSlice } from './time-slice.ts';
import { allocatePostings } from '../blocks/postings.ts';
import type { SegmentJobResult } from '../jobs/segment-job.ts';

const newPath = temporaryPaths();

interface Content {
  readonly ids: number[];
  readonly tombstones: number[];
  /** (hash, ordinal), by hash. */
  readonly postings: [hash: number, ordinal: number][];
}

/** Documents with common and rare hashes, a few of which are in all documents. */
function randomContent(random: SeededRandom, documents: number, dense: boolean): Content {
  const ids: number[] = [];
  let id = random.below(1000);
  for (let i = 0; i < documents; i++) ids.push((id += dense ? 1 : 1 + random.below(9)));
  const postings: [number, number][] = [];
  for (let ordinal = 0; ordinal < documents; ordinal++) {
    for (let k = random.below(60); k > 0; k--) {
      postings.push([random.chance(0.2) ? 0x5000_0000 + random.below(3) : random.u32(), ordinal]);
    }
  }
  postings.sort((a, b) => a[0] - b[0]);
  return { ids, tombstones: [1, 5, 0xffffffff].slice(0, random.below(4)), postings };
}

function write(content: Content): string {
  const path = newPath();
  const writer = new FileSegmentWriter(
    path,
    DocumentTable.of(Uint32Array.from(content.ids)),
    Uint32Array.from(content.tombstones),
  );
  const postings = allocatePostings(content.postings.length);
  postings.set(content.postings.flat());
  // In pieces of odd sizes.
  for (let from = 0, size = 1; from < content.postings.length; from += size, size = size * 3 + 1) {
    writer.add(postings.subarray(2 * from), Math.min(size, content.postings.length - from));
  }
  expect(writer.finish()).toEqual({ postings: content.postings.length, bytes: readFileSync(path).length });
  return path;
}

function open(path: string, cacheBytes = 1 << 20): FileSegment {
  return new FileSegment(1, path, new BlockCache(cacheBytes), { used: 0, read: 0 });
}

function matches(segment: FileSegment, query: readonly number[]): Map<number, number> {
  const counter = new CandidateCounter();
  counter.begin(segment.documentCount, 1);
  const slice = new TimeSlice();
  slice.begin(0);
  // A slice of no length: it yields as often as it can.
  for (const _ of segment.match(Uint32Array.from(query), segment.documentCount, counter, slice));
  return new Map(counter.candidates.map((ordinal) => [ordinal, counter.countOf(ordinal)]));
}

function expectedMatches(content: Content, query: readonly number[]): Map<number, number> {
  const asked = new Set(query);
  const counts = new Map<number, number>();
  for (const [hash, ordinal] of content.postings) {
    if (asked.has(hash)) counts.set(ordinal, (counts.get(ordinal) ?? 0) + 1);
  }
  return counts;
}

function randomQuery(random: SeededRandom, content: Content): number[] {
  const known = Array.from({ length: 20 }, () => content.postings[random.below(content.postings.length)]?.[0] ?? 0);
  return [...new Set([...known, random.u32(), 0, 0x5000_0001, 0xffffffff])].sort((a, b) => a - b);
}

function mergeAll(job: Parameters<typeof mergeSegments>[0]): SegmentJobResult {
  const steps = mergeSegments(job);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

describe('a file segment', () => {
  it.for([
    [0, true],
    [1, true],
    [3, false],
    [500, true],
    [4000, false],
  ] as const)('has what was written to it (%i documents)', ([documents, dense]) => {
    const random = new SeededRandom(documents + 1);
    const content = randomContent(random, documents, dense);
    const segment = open(write(content));
    expect(segment.documentCount).toBe(documents);
    expect(Array.from({ length: documents }, (_, i) => segment.idOf(i))).toEqual(content.ids);
    expect(content.ids.map((id) => segment.ordinalOf(id))).toEqual(content.ids.map((_, i) => i));
    expect([0, 1, 5, 6, 0xffffffff].map((id) => segment.hasTombstone(id))).toEqual(
      [0, 1, 5, 6, 0xffffffff].map((id) => content.tombstones.includes(id)),
    );
    for (let i = 0; i < 20; i++) {
      const query = randomQuery(random, content);
      expect(matches(segment, query)).toEqual(expectedMatches(content, query));
    }
    segment.release();
  });

  it('finds a hash that fills many groups, and its neighbours', () => {
    const content: Content = { ids: [1, 2, 3], tombstones: [], postings: [] };
    for (let i = 0; i < 10; i++) content.postings.push([i, 0]);
    for (let i = 0; i < 20_000; i++) content.postings.push([500, i % 3]);
    content.postings.push([501, 2], [0xffffffff, 1]);
    const segment = open(write(content), 0);
    for (const query of [[500], [499, 500, 501], [9], [501, 0xffffffff], [0, 499, 502]]) {
      expect(matches(segment, query)).toEqual(expectedMatches(content, query));
    }
    segment.release();
  });

  it('is found damaged, and named, whichever bit is flipped', () => {
    const random = new SeededRandom(8);
    const content = randomContent(random, 300, false);
    const path = write(content);
    const whole = readFileSync(path);
    const everything = [...new Set(content.postings.map(([hash]) => hash))];
    for (let byte = random.below(40); byte < whole.length; byte += 1 + random.below(40)) {
      const damaged = Buffer.from(whole);
      damaged[byte]! ^= 1 << random.below(8);
      writeFileSync(path, damaged);
      const read = (): void => {
        const segment = open(path, 0);
        try {
          matches(segment, everything);
        } finally {
          segment.release();
        }
      };
      // The header is not needed for reading: all of it is in the footer as well.
      if (byte < BLOCK_BYTES) read();
      else expect(read, `byte ${byte}`).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    }
  });

  it('is found damaged when it was cut off', () => {
    const path = write(randomContent(new SeededRandom(4), 50, true));
    const whole = readFileSync(path);
    for (const length of [0, 1, BLOCK_BYTES, whole.length - BLOCK_BYTES, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(() => open(path, 0)).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    }
  });

  it('is missing by name', () => {
    const path = newPath();
    expect(() => open(path, 0)).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
  });
});

describe('merging file segments', () => {
  it.for([1, 2, 3, 4])('keeps what is alive and nothing else (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    const contents = Array.from({ length: 1 + random.below(5) }, () =>
      randomContent(random, random.below(1500), random.chance(0.5)),
    );
    const inputs = contents.map((content) => open(write(content)));
    // An id lives in the last segment that has it; some die besides.
    const living = new Map<number, Map<number, number>>();
    contents.forEach((content, i) => {
      content.ids.forEach((id, ordinal) => {
        const overruled = contents.slice(i + 1).some(({ ids }) => ids.includes(id));
        if (overruled || random.chance(0.1)) inputs[i]!.dead.mark(ordinal);
        else living.set(id, new Map());
      });
      for (const [hash, ordinal] of content.postings) {
        if (inputs[i]!.dead.has(ordinal)) continue;
        const counts = living.get(content.ids[ordinal]!)!;
        counts.set(hash, (counts.get(hash) ?? 0) + 1);
      }
    });
    const path = newPath();
    const tombstones = Uint32Array.from([7, 9]);
    const result = mergeAll({
      kind: 'merge',
      path,
      inputs: inputs.map((input) => ({ path: input.path, dead: input.dead.view() })),
      tombstones,
    });
    const merged = open(path);
    expect([...merged.tombstones]).toEqual([7, 9]);
    expect(countDead(merged.dead.view())).toBe(0);
    expect(result.postings).toBe(merged.postingCount);
    const ids = [...living.keys()].sort((a, b) => a - b);
    expect(Array.from({ length: merged.documentCount }, (_, i) => merged.idOf(i))).toEqual(ids);
    const hashes = [...new Set([...living.values()].flatMap((counts) => [...counts.keys()]))].sort((a, b) => a - b);
    for (const hash of hashes.filter((_, i) => i % 50 === 0).concat(0x5000_0000, 0x5000_0001, 0x5000_0002)) {
      const expected = new Map(
        ids.map((id, ordinal) => [ordinal, living.get(id)!.get(hash) ?? 0] as const).filter(([, count]) => count > 0),
      );
      expect(matches(merged, [hash])).toEqual(expected);
    }
    for (const segment of [...inputs, merged]) segment.release();
  });

  it('names a damaged input and leaves no file', () => {
    const path = write(randomContent(new SeededRandom(6), 400, true));
    const bytes = readFileSync(path);
    bytes[3 * BLOCK_BYTES + 5]! ^= 1;
    writeFileSync(path, bytes);
    const output = newPath();
    expect(() =>
      mergeAll({
        kind: 'merge',
        path: output,
        inputs: [{ path, dead: new Uint32Array() }],
        tombstones: new Uint32Array(),
      }),
    ).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    for (const left of [output, `${output}.tmp`]) expect(() => readFileSync(left)).toThrow('ENOENT');
  });

  it('leaves no file when it is given up', () => {
    const path = write(randomContent(new SeededRandom(6), 4000, true));
    const output = newPath();
    const steps = mergeSegments({
      kind: 'merge',
      path: output,
      inputs: [{ path, dead: new Uint32Array() }],
      tombstones: new Uint32Array(),
    });
    expect(steps.next().done).toBe(false);
    steps.return({ postings: 0, bytes: 0 });
    for (const left of [output, `${output}.tmp`]) expect(() => readFileSync(left)).toThrow('ENOENT');
  });
});
