/**
 * File segments with random content, and what a plain count of their postings says about queries.
 */

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { BlockCache } from '../../index-engine/blocks/block-cache.ts';
import { allocatePostings } from '../../index-engine/blocks/postings.ts';
import { CandidateCounter } from '../../index-engine/segments/candidate-counter.ts';
import { DocumentTable } from '../../index-engine/segments/document-table.ts';
import { FileSegmentWriter } from '../../index-engine/segments/file-segment-writer.ts';
import { FileSegment } from '../../index-engine/segments/file-segment.ts';
import { TimeSlice } from '../../index-engine/segments/time-slice.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface SegmentContent {
  /** Ascending. */
  readonly ids: number[];
  readonly tombstones: number[];
  /** By hash. */
  readonly postings: [hash: number, ordinal: number][];
}

/** Documents with rare hashes, and a few hashes that are in many documents. `dense`: ids are consecutive. */
export function randomContent(random: SeededRandom, documents: number, dense: boolean): SegmentContent {
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

/** Writes a segment, its postings in pieces of odd sizes. */
export function writeSegment(path: string, content: SegmentContent): void {
  const writer = new FileSegmentWriter(
    path,
    DocumentTable.of(Uint32Array.from(content.ids)),
    Uint32Array.from(content.tombstones),
  );
  const postings = allocatePostings(content.postings.length);
  postings.set(content.postings.flat());
  for (let from = 0, size = 1; from < content.postings.length; from += size, size = size * 3 + 1) {
    writer.add(postings.subarray(2 * from), Math.min(size, content.postings.length - from));
  }
  expect(writer.finish()).toEqual({ postings: content.postings.length, bytes: readFileSync(path).length });
}

export function openSegment(path: string, cacheBytes = 1 << 20, usage = { used: 0, read: 0 }): FileSegment {
  return new FileSegment(1, path, new BlockCache(cacheBytes), usage);
}

/** The counts by ordinal that a search finds. Its slices have no length: it yields as often as it can. */
export function matchesOf(segment: FileSegment, query: readonly number[]): Map<number, number> {
  const counter = new CandidateCounter();
  counter.begin(segment.documentCount, 1);
  const slice = new TimeSlice();
  slice.begin(0);
  for (const _ of segment.match(Uint32Array.from(query), segment.documentCount, counter, slice));
  return new Map(counter.candidates.map((ordinal) => [ordinal, counter.countOf(ordinal)]));
}

export function expectedMatches(content: SegmentContent, query: readonly number[]): Map<number, number> {
  const asked = new Set(query);
  const counts = new Map<number, number>();
  for (const [hash, ordinal] of content.postings) {
    if (asked.has(hash)) counts.set(ordinal, (counts.get(ordinal) ?? 0) + 1);
  }
  return counts;
}
