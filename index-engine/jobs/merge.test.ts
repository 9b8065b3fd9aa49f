import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { matchesOf, openSegment, randomContent, writeSegment } from '../../tests/index-engine/segment-content.ts';
import type { SegmentContent } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BLOCK_BYTES } from '../blocks/block.ts';
import { countDead } from '../segments/dead-set.ts';
import { mergeSegments } from './merge.ts';
import type { MergeJob, SegmentJobResult } from './segment-job.ts';

const newPath = temporaryPaths();

function written(content: SegmentContent): string {
  const path = newPath();
  writeSegment(path, content);
  return path;
}

function runMerge(job: Omit<MergeJob, 'kind' | 'postings'>): SegmentJobResult {
  const steps = mergeSegments({ kind: 'merge', postings: 0, ...job });
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

const NONE_DEAD = new Uint32Array();
const NO_TOMBSTONES = new Uint32Array();

describe('merging file segments', () => {
  it.for([1, 2, 3, 4])('keeps live documents and nothing else (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    const contents = Array.from({ length: 1 + random.below(5) }, () =>
      randomContent(random, random.below(700), random.chance(0.5)),
    );
    const inputs = contents.map((content) => openSegment(written(content)));
    // A document is alive in the last segment that has its id; some more documents die.
    const live = new Map<number, Map<number, number>>();
    contents.forEach((content, i) => {
      const newer = new Set(contents.slice(i + 1).flatMap(({ ids }) => ids));
      content.ids.forEach((id, ordinal) => {
        if (newer.has(id) || random.chance(0.1)) inputs[i]!.dead.mark(ordinal);
        else live.set(id, new Map());
      });
      for (const [hash, ordinal] of content.postings) {
        if (inputs[i]!.dead.has(ordinal)) continue;
        const counts = live.get(content.ids[ordinal]!)!;
        counts.set(hash, (counts.get(hash) ?? 0) + 1);
      }
    });
    const path = newPath();
    const result = runMerge({
      path,
      inputs: inputs.map((input) => ({ path: input.path, dead: input.dead.view() })),
      tombstones: Uint32Array.from([7, 9]),
    });
    const merged = openSegment(path);
    expect([...merged.tombstones]).toEqual([7, 9]);
    expect(countDead(merged.dead.view())).toBe(0);
    expect(result).toEqual({ postings: merged.postingCount, bytes: merged.bytes });
    const ids = [...live.keys()].sort((a, b) => a - b);
    expect(Array.from({ length: merged.documentCount }, (_, i) => merged.idOf(i))).toEqual(ids);
    const hashes = [...new Set([...live.values()].flatMap((counts) => [...counts.keys()]))].sort((a, b) => a - b);
    for (const hash of hashes.filter((_, i) => i % 50 === 0).concat(0x5000_0000, 0x5000_0001, 0x5000_0002)) {
      const expected = new Map(
        ids.map((id, ordinal) => [ordinal, live.get(id)!.get(hash) ?? 0] as const).filter(([, count]) => count > 0),
      );
      expect(matchesOf(merged, [hash])).toEqual(expected);
    }
    for (const segment of [...inputs, merged]) segment.release();
  });

  it('interleaves segments whose ids alternate', () => {
    const postings = [5, 6, 7, 7].map((hash, i): [number, number] => [hash, i % 2]);
    const paths = [
      written({ ids: [1, 3], tombstones: [], postings }),
      written({ ids: [2, 4], tombstones: [], postings }),
    ];
    const path = newPath();
    runMerge({ path, inputs: paths.map((input) => ({ path: input, dead: NONE_DEAD })), tombstones: NO_TOMBSTONES });
    const merged = openSegment(path);
    expect([0, 1, 2, 3].map((ordinal) => merged.idOf(ordinal))).toEqual([1, 2, 3, 4]);
    const found = [5, 6, 7].map((hash) => [...matchesOf(merged, [hash])].toSorted((a, b) => a[0] - b[0]));
    expect(found).toEqual([
      [
        [0, 1],
        [1, 1],
      ],
      [
        [2, 1],
        [3, 1],
      ],
      [
        [0, 1],
        [1, 1],
        [2, 1],
        [3, 1],
      ],
    ]);
    merged.release();
  });

  it('keeps every posting of segments whose ids follow each other', () => {
    const paths = [1, 3, 5].map((first) =>
      written({
        ids: [first, first + 1],
        tombstones: [],
        postings: [
          [first, 0],
          [first, 1],
          [90 + first, 1],
        ],
      }),
    );
    const path = newPath();
    runMerge({ path, inputs: paths.map((input) => ({ path: input, dead: NONE_DEAD })), tombstones: NO_TOMBSTONES });
    const merged = openSegment(path);
    const found = [1, 91, 3, 93, 5, 95].map((hash) => [...matchesOf(merged, [hash]).keys()].toSorted());
    expect(found).toEqual([[0, 1], [1], [2, 3], [3], [4, 5], [5]]);
    merged.release();
  });

  it('writes postings in the order of their hashes, also when a whole window has the hash 0', () => {
    const zeros = Array.from({ length: 12_000 }, (_, i): [number, number] => [0, i % 2]);
    const paths = [
      written({ ids: [1, 2], tombstones: [], postings: [...zeros, [5, 0], [5, 1]] }),
      written({
        ids: [3],
        tombstones: [],
        postings: [
          [0, 0],
          [3, 0],
          [7, 0],
        ],
      }),
    ];
    const path = newPath();
    const inputs = paths.map((input) => ({ path: input, dead: NONE_DEAD }));
    expect(runMerge({ path, inputs, tombstones: NO_TOMBSTONES }).postings).toBe(12_005);
    const merged = openSegment(path);
    const found = [0, 3, 5, 7].map((hash) => [...matchesOf(merged, [hash])].toSorted((a, b) => a[0] - b[0]));
    expect(found).toEqual([
      [
        [0, 6000],
        [1, 6000],
        [2, 1],
      ],
      [[2, 1]],
      [
        [0, 1],
        [1, 1],
      ],
      [[2, 1]],
    ]);
    merged.release();
  });

  it.runIf(process.platform === 'linux')('closes the files that it reads, whether it ends, fails or is ended', () => {
    const path = written(randomContent(new SeededRandom(6), 10, true));
    const inputs = [{ path, dead: NONE_DEAD }];
    const isOpen = (): boolean =>
      readdirSync('/proc/self/fd').some((name) => {
        try {
          return readlinkSync(`/proc/self/fd/${name}`) === path;
        } catch {
          return false;
        }
      });
    runMerge({ path: newPath(), inputs, tombstones: NO_TOMBSTONES });
    expect(isOpen()).toBe(false);
    const missing = [...inputs, { path: newPath(), dead: NONE_DEAD }];
    expect(() => runMerge({ path: newPath(), inputs: missing, tombstones: NO_TOMBSTONES })).toThrow('missing');
    expect(isOpen()).toBe(false);
    const steps = mergeSegments({ kind: 'merge', postings: 0, path: newPath(), inputs, tombstones: NO_TOMBSTONES });
    steps.next();
    expect(isOpen()).toBe(true);
    steps.return({ postings: 0, bytes: 0 });
    expect(isOpen()).toBe(false);
  });

  it('yields after each window of some thousand postings', () => {
    const content = randomContent(new SeededRandom(6), 1500, true);
    const steps = mergeSegments({
      kind: 'merge',
      postings: 0,
      path: newPath(),
      inputs: [{ path: written(content), dead: NONE_DEAD }],
      tombstones: NO_TOMBSTONES,
    });
    let windows = 0;
    while (steps.next().done !== true) windows++;
    const perWindow = content.postings.length / windows;
    expect(perWindow).toBeGreaterThan(4096);
    expect(perWindow).toBeLessThan(4096 + 3871);
  });

  it('names a damaged input and leaves no file', () => {
    const path = written(randomContent(new SeededRandom(6), 100, true));
    const bytes = readFileSync(path);
    bytes[3 * BLOCK_BYTES + 5]! ^= 1;
    writeFileSync(path, bytes);
    const output = newPath();
    expect(() => runMerge({ path: output, inputs: [{ path, dead: NONE_DEAD }], tombstones: NO_TOMBSTONES })).toThrow(
      expect.objectContaining({ code: 'CorruptFile', path }),
    );
    expect([existsSync(output), existsSync(`${output}.tmp`)]).toEqual([false, false]);
  });

  it('fails by the name of a file that cannot be written, and leaves no other', () => {
    const input = written(randomContent(new SeededRandom(6), 10, true));
    const output = newPath();
    mkdirSync(output);
    expect(() =>
      runMerge({ path: output, inputs: [{ path: input, dead: NONE_DEAD }], tombstones: NO_TOMBSTONES }),
    ).toThrow(expect.objectContaining({ code: 'WriteFailed', path: output }));
    expect(existsSync(`${output}.tmp`)).toBe(false);
  });

  it('leaves no file when it is ended early', () => {
    const path = written(randomContent(new SeededRandom(6), 1000, true));
    const output = newPath();
    const steps = mergeSegments({
      kind: 'merge',
      postings: 0,
      path: output,
      inputs: [{ path, dead: NONE_DEAD }],
      tombstones: NO_TOMBSTONES,
    });
    expect(steps.next().done).toBe(false);
    expect(existsSync(`${output}.tmp`)).toBe(true);
    steps.return({ postings: 0, bytes: 0 });
    expect([existsSync(output), existsSync(`${output}.tmp`)]).toEqual([false, false]);
  });
});
