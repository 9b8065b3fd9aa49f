import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { expectedMatches, matchesOf, openSegment } from '../../tests/index-engine/segment-content.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BLOCK_BYTES } from '../blocks/block.ts';
import { DocumentTable } from './document-table.ts';
import { FileSegmentWriter } from './file-segment-writer.ts';

const newPath = temporaryPaths();

/** The words of each block of a file, without the zeros at its end. Checks the checksums. */
function blocksOf(path: string): number[][] {
  const bytes = readFileSync(path);
  const blocks: number[][] = [];
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    expect(bytes.readUInt32LE(at + 508)).toBe(crc32(bytes.subarray(at, at + 508)));
    const words = Array.from({ length: 127 }, (_, i) => bytes.readUInt32LE(at + 4 * i));
    blocks.push(words.slice(0, words.findLastIndex((word) => word !== 0) + 1));
  }
  return blocks;
}

const DFPS = 0x53504644;
const DFPF = 0x46504644;

describe('the writer of file segments', () => {
  it('leaves no file when it is aborted', () => {
    const path = newPath();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(1, 1), new Uint32Array());
    writer.add(Uint32Array.from([5, 0]), 1);
    expect(existsSync(`${path}.tmp`)).toBe(true);
    writer.abort();
    expect([existsSync(path), existsSync(`${path}.tmp`)]).toEqual([false, false]);
  });

  it('closes the file when it is aborted, and leaves one that has its name', async () => {
    const path = newPath();
    const name = basename(path);
    const calls = await recordFileCalls();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(1, 1), new Uint32Array());
    writer.abort();
    expect(calls).toEqual([`open ${name}.tmp`, `close ${name}.tmp`, `remove ${name}.tmp`]);
    const finished = new FileSegmentWriter(path, DocumentTable.consecutive(1, 1), new Uint32Array());
    finished.finish();
    finished.abort();
    expect(existsSync(path)).toBe(true);
  });

  it('makes the content durable, then gives the file its name, then makes the name durable', async () => {
    const path = newPath();
    const [name, folder] = [basename(path), basename(dirname(path))];
    const calls = await recordFileCalls();
    new FileSegmentWriter(path, DocumentTable.consecutive(1, 1), new Uint32Array()).finish();
    const named = [`open ${name}.tmp`, `datasync ${name}.tmp`, `close ${name}.tmp`, `rename ${name}.tmp`];
    expect(calls).toEqual([...named, `open ${folder}`, `sync ${folder}`, `close ${folder}`]);
  });

  it('gives the file its name last', () => {
    const path = newPath();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(1, 1), new Uint32Array());
    expect(existsSync(path)).toBe(false);
    writer.finish();
    expect([existsSync(path), existsSync(`${path}.tmp`)]).toEqual([true, false]);
  });

  it('fills posting blocks: a group ends where another one would be mostly empty', () => {
    const random = new SeededRandom(12);
    const documents = 1000;
    // About 480 such hashes fit into a hash block, and 406 ordinals of ten bits into a posting block.
    const hashes = Uint32Array.from({ length: 60_000 }, () => random.below(2 ** 22) * 16).sort();
    const writer = new FileSegmentWriter(newPath(), DocumentTable.consecutive(1, documents), new Uint32Array());
    writer.add(Uint32Array.from([...hashes].flatMap((hash) => [hash, random.below(documents)])), hashes.length);
    const { bytes } = writer.finish();
    expect((bytes * 8) / hashes.length).toBeCloseTo((2 * 4096) / 406, 0);
  });

  it('writes exactly these blocks', () => {
    const path = newPath();
    const documents = DocumentTable.of(Uint32Array.from([7, 9]));
    const writer = new FileSegmentWriter(path, documents, Uint32Array.from([3]));
    writer.add(Uint32Array.from([10, 0, 10, 1, 26, 1, 99, 99]), 3);
    expect(writer.finish()).toEqual({ postings: 3, bytes: 8 * BLOCK_BYTES });
    expect(blocksOf(path)).toEqual([
      [DFPS, 1],
      // Two hashes in bucket 0, one in bucket 1: five bits. Four low bits are left out.
      [10, 3 | (5 << 16), 4 << 8, 0, 0, 0, 0b01011],
      // The ordinals 0, 1, 1 of one bit each.
      [0b110],
      [7, 9],
      [3],
      [10],
      [1],
      [DFPF, 1, 2, 7, 0, 1, 3, 1, 1, 3, 4, 5, 6, 7],
    ]);
  });

  it('writes no ids where they are consecutive, and no groups without postings', () => {
    const path = newPath();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(5, 300), new Uint32Array());
    expect(writer.finish()).toEqual({ postings: 0, bytes: 2 * BLOCK_BYTES });
    expect(blocksOf(path)).toEqual([
      [DFPS, 1],
      [DFPF, 1, 300, 5, 1, 0, 0, 0, 9, 1, 1, 1, 1, 1],
    ]);
    const empty = newPath();
    new FileSegmentWriter(empty, DocumentTable.of(new Uint32Array()), new Uint32Array()).finish();
    // The width of an ordinal means nothing where there is no document.
    expect(blocksOf(empty)[1]).toEqual([DFPF, 1, 0, 0, 1, 0, 0, 0, 32, 1, 1, 1, 1, 1]);
  });

  it('begins a group with the postings that the last one left', () => {
    const path = newPath();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(1, 2), new Uint32Array());
    // A group has 3871 equal hashes at most, of which 4064 ordinals of one bit would fit into a posting block.
    const postings = new Uint32Array(2 * 10_000).map((_, i) => (i % 2 === 0 ? 77 : Number(i > 15_482)));
    writer.add(postings, 5000);
    writer.add(postings.subarray(10_000), 5000);
    writer.finish();
    const blocks = blocksOf(path);
    const groups = [1, 3, 5].map((block) => [blocks[block]![0], blocks[block]![1]! & 0xffff]);
    expect(groups).toEqual([
      [77, 3871],
      [77, 3871],
      [77, 2258],
    ]);
    // The ordinals are 0 up to posting 7740, in the second group.
    expect([blocks[2], blocks[4]]).toEqual([[], [...Array.from({ length: 120 }, () => 0), 1 << 30]]);
    expect(blocks[6]!.slice(0, 70).every((word) => word === 0xffffffff)).toBe(true);
    expect([blocks[7], blocks[8]]).toEqual([
      [77, 77, 77],
      [1, 3, 5],
    ]);
  });

  it('leaves the end of the last posting block of a group empty', () => {
    const path = newPath();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(1, 3), new Uint32Array());
    // 2032 ordinals of two bits are in a posting block; the group of 3871 has 1839 in its second one.
    writer.add(
      new Uint32Array(2 * 5000).map((_, i) => (i % 2 === 0 ? 77 : 2)),
      5000,
    );
    writer.finish();
    const blocks = blocksOf(path);
    const [twos, end] = [0xaaaaaaaa, 0xaaaaaaaa >>> 2];
    expect(blocks[2]).toEqual(Array.from({ length: 127 }, () => twos));
    expect(blocks[3]).toEqual([...Array.from({ length: 114 }, () => twos), end]);
    expect(blocks[4]!.slice(0, 2)).toEqual([77, 1129 | (1130 << 16)]);
  });

  it('looks at the postings of many groups before it writes the first one', () => {
    const path = newPath();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(1, 1), new Uint32Array());
    const last = 16 * 3871 - 1;
    // The low bits of all hashes but one are zero; this one is the last that is looked at with the first group.
    const postings = new Uint32Array(2 * (last + 2)).map((_, i) => (i % 2 === 0 ? i * 8 : 0));
    postings[2 * last]! += 1;
    writer.add(postings, last);
    writer.add(postings.subarray(2 * last), 2);
    writer.finish();
    expect((blocksOf(path)[1]![2]! >>> 8) & 0xff).toBe(0);
  });

  it('cuts groups before it has all postings, when there are enough for any group', () => {
    const path = newPath();
    const writer = new FileSegmentWriter(path, DocumentTable.consecutive(1, 3), new Uint32Array());
    const random = new SeededRandom(7);
    const count = 16 * 3871 + 100;
    const hashes = Uint32Array.from({ length: count }, () => random.u32()).sort();
    const postings: [number, number][] = Array.from(hashes, (hash, i) => [hash, i % 3]);
    writer.add(Uint32Array.from(postings.flat()), count);
    expect(writer.finish().postings).toBe(count);
    const segment = openSegment(path);
    for (const i of [0, 3870, 3871, 16 * 3871 - 1, 16 * 3871, count - 1]) {
      const content = { ids: [1, 2, 3], tombstones: [], postings };
      expect(matchesOf(segment, [hashes[i]!])).toEqual(expectedMatches(content, [hashes[i]!]));
    }
    segment.release();
  });
});
