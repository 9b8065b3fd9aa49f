/**
 * Reads the files of an index by the description in the README alone. A failure means that the format has changed, so
 * existing folders would not open, or that the README is wrong.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packChanges } from '../../index-engine/log/change-batch.ts';
import { Engine } from '../../index-engine/engine/engine.ts';
import { SegmentBuilder } from '../../index-engine/jobs/segment-builder.ts';
import { PlainIndex } from './plain-index.ts';
import { SeededRandom } from './seeded-random.ts';
import { temporaryPaths } from './temporary-directory.ts';

const newPath = temporaryPaths();
const BLOCK = 512;

/** Whole numbers of any width, bit by bit: slow and plain. */
function bits(words: readonly number[], from: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) value += ((words[(from + i) >> 5]! >>> ((from + i) & 31)) & 1) * 2 ** i;
  return value;
}

/** The 127 words of content of a block. */
function block(file: Buffer, number: number): number[] {
  const bytes = file.subarray(number * BLOCK, (number + 1) * BLOCK);
  expect(bytes.readUInt32LE(508)).toBe(crc32(bytes.subarray(0, 508)));
  return Array.from({ length: 127 }, (_, i) => bytes.readUInt32LE(4 * i));
}

function section(file: Buffer, first: number, count: number): number[] {
  return Array.from({ length: Math.ceil(count / 127) }, (_, i) => block(file, first + i))
    .flat()
    .slice(0, count);
}

function hashesOfBlock(words: number[]): number[] {
  const [first, counts] = words as [number, number];
  const count = counts & 0xffff;
  const upperBits = counts >>> 16;
  const low = words[2]! & 0xff;
  const shift = (words[2]! >>> 8) & 0xff;
  const upper = words.slice(6);
  const lower = upper.slice(Math.ceil(upperBits / 32));
  const hashes: number[] = [];
  for (let bit = 0; bit < upperBits; bit++) {
    if (bits(upper, bit, 1) === 0) continue;
    const i = hashes.length;
    hashes.push(first + ((bit - i) * 2 ** low + bits(lower, i * low, low)) * 2 ** shift);
  }
  expect(hashes).toHaveLength(count);
  expect(bits(upper, upperBits - 1, 1)).toBe(0);
  for (let sample = 1; sample <= 7; sample++) {
    const before = Math.min(16 * sample - 6, Math.ceil(upperBits / 32)) * 32;
    let zeros = 0;
    for (let bit = 0; bit < before; bit++) zeros += 1 - bits(upper, bit, 1);
    const kept = bits(words.slice(2), 16 * sample, 16);
    if (16 * sample - 6 < Math.ceil(upperBits / 32)) expect(kept).toBe(zeros);
  }
  return hashes;
}

/** All documents of a segment, and its tombstones. */
function readSegment(path: string): { documents: Map<number, number[]>; tombstones: number[] } {
  const file = readFileSync(path);
  expect(block(file, 0).slice(0, 2)).toEqual([0x53504644, 1]);
  const footer = block(file, file.length / BLOCK - 1);
  const [
    magic,
    format,
    count,
    firstId,
    consecutive,
    tombstoneCount,
    postings,
    groups,
    width,
    documentsAt,
    tombstonesAt,
    firstHashesAt,
    groupBlocksAt,
    footerAt,
  ] = footer as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  expect([magic, format, footerAt]).toEqual([0x46504644, 1, file.length / BLOCK - 1]);
  const ids =
    consecutive === 1 ? Array.from({ length: count }, (_, i) => firstId + i) : section(file, documentsAt, count);
  const documents = new Map(ids.map((id): [number, number[]] => [id, []]));
  const perBlock = Math.floor(4064 / width);
  let seen = 0;
  section(file, groupBlocksAt, groups).forEach((at, group) => {
    const hashes = hashesOfBlock(block(file, at));
    expect(hashes[0]).toBe(section(file, firstHashesAt, groups)[group]);
    hashes.forEach((hash, i) => {
      const ordinal = bits(block(file, at + 1 + Math.floor(i / perBlock)), (i % perBlock) * width, width);
      documents.get(ids[ordinal]!)!.push(hash);
      seen++;
    });
  });
  expect(seen).toBe(postings);
  return { documents, tombstones: section(file, tombstonesAt, tombstoneCount) };
}

interface LogChange {
  readonly id: number;
  readonly hashes: number[] | undefined;
}

function readLog(path: string): { version: number; changes: LogChange[]; metadata: unknown }[] {
  const file = readFileSync(path);
  expect([file.readUInt32LE(0), file.readUInt32LE(4), file.readUInt32LE(12)]).toEqual([
    0x4c504644,
    1,
    crc32(file.subarray(0, 12)),
  ]);
  const records: { version: number; changes: LogChange[]; metadata: unknown }[] = [];
  for (let at = 16; at < file.length;) {
    const word = (i: number): number => file.readUInt32LE(at + 4 * i);
    expect([word(0), word(7)]).toEqual([0x52504644, crc32(file.subarray(at, at + 28))]);
    const payload = file.subarray(at + 32, at + 32 + word(1));
    expect(crc32(payload)).toBe(word(5));
    const metadata = payload.subarray(payload.length - word(2)).toString();
    const value = (i: number): number => payload.readUInt32LE(4 * i);
    const count = value(0);
    let next = 1 + 2 * count;
    const changes = Array.from({ length: count }, (_, i): LogChange => {
      const length = value(1 + count + i);
      if (length === 0xffffffff) return { id: value(1 + i), hashes: undefined };
      next += length;
      return { id: value(1 + i), hashes: Array.from({ length }, (_unused, k) => value(next - length + k)) };
    });
    records.push({
      version: word(3) + word(4) * 2 ** 32,
      changes,
      metadata: metadata === '' ? {} : (JSON.parse(metadata) as unknown),
    });
    at += 32 + word(1);
  }
  return records;
}

describe('the files of an index', () => {
  it('are what the README says', async () => {
    const random = new SeededRandom(17);
    const directory = newPath();
    const plain = new PlainIndex();
    const engine = await Engine.open(directory, { jobRunner: new SegmentBuilder(), sync: false });
    const write = async (
      changes: Parameters<typeof packChanges>[0],
      metadata: Record<string, string> = {},
    ): Promise<void> => {
      await engine.update({ batch: packChanges(changes), metadata, expectedVersion: undefined });
      plain.apply(changes);
    };
    const hashes = (): Uint32Array =>
      Uint32Array.from({ length: random.below(80) }, () => (random.chance(0.3) ? 16 * random.below(40) : random.u32()));
    await write(Array.from({ length: 700 }, (_, i) => ({ type: 'insert', id: 1000 + i, hashes: hashes() })));
    await engine.checkpoint();
    await write(
      Array.from({ length: 60 }, (_, i) =>
        i % 3 === 0 ? { type: 'delete', id: 1000 + 7 * i } : { type: 'insert', id: 1003 + 11 * i, hashes: hashes() },
      ),
    );
    await engine.checkpoint();
    await write([{ type: 'insert', id: 5, hashes: hashes() }], { from: 'tëst' });
    await write([{ type: 'delete', id: 1001 }]);
    await engine.close();

    const manifestText = readFileSync(join(directory, 'manifest'), 'utf8');
    const [line, ...rest] = manifestText.split('\n');
    const body = rest.join('\n');
    expect(line).toBe(`fingerprint-index 1 ${crc32(body).toString(16).padStart(8, '0')}`);
    const manifest = JSON.parse(body) as { version: number; metadata: unknown; segments: number[]; firstLog: number };
    expect(manifest).toMatchObject({ version: 2, metadata: {} });

    const name = (kind: string, number: number): string =>
      join(directory, `${kind}-${String(number).padStart(8, '0')}`);
    const documents = new Map<number, number[]>();
    for (const number of manifest.segments) {
      const segment = readSegment(name('segment', number));
      for (const id of segment.tombstones) documents.delete(id);
      for (const [id, content] of segment.documents) documents.set(id, content);
    }
    const logs = readdirSync(directory).filter(
      (file) => file.startsWith('log-') && Number(file.slice(4)) >= manifest.firstLog,
    );
    const records = logs.toSorted().flatMap((file) => readLog(join(directory, file)));
    expect(records.map(({ version, metadata }) => [version, metadata])).toEqual([
      [3, { from: 'tëst' }],
      [4, {}],
    ]);
    for (const { id, hashes: content } of records.flatMap(({ changes }) => changes)) {
      if (content === undefined) documents.delete(id);
      else documents.set(id, content);
    }
    const sorted = (map: Iterable<[number, Iterable<number>]>): [number, number[]][] =>
      [...map]
        .map(([id, content]): [number, number[]] => [id, [...content].toSorted((a, b) => a - b)])
        .toSorted((a, b) => a[0] - b[0]);
    expect(sorted(documents)).toEqual(sorted(plain.documents));
  });
});
