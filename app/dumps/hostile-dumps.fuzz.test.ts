/** Files with damage of all sorts are read to their end or to the damage: nothing is thrown, and memory stays bounded. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemoryIndex, type FingerprintIndex } from '../../index-engine/index.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { Connection } from '../storage/connection.ts';
import { addDump, type BatchStep } from './add-dump.ts';
import { findDumps } from './find-dumps.ts';
import { openStore } from './store/store-file.ts';
import { storedDumps } from './store/stored-files.ts';
import { tarOf, testItems, testUuid } from './testing-dumps.ts';

const ROUNDS = 60;
const folder = temporaryFolder();
let connection: Connection;
const index: FingerprintIndex = openMemoryIndex();
beforeAll(() => {
  connection = openStore(join(folder, 'store'));
});
afterAll(async () => {
  connection.close();
  await index.close();
});

/** Adds a file of these bytes. */
async function add(name: string, bytes: Buffer) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const { sources } = await findDumps([path]);
  const steps: BatchStep[] = [];
  const to = { connection, index: () => Promise.resolve(index), now: () => 1 };
  const isWhole = await addDump(to, sources[0]!, (step) => steps.push(step), new AbortController().signal);
  const sum = (of: (step: BatchStep) => number): number => steps.reduce((total, step) => total + of(step), 0);
  return { isWhole, added: sum(({ added }) => added), refused: sum(({ refused }) => refused), steps };
}

const jsonl = (count: number, line: (at: number) => unknown): string =>
  Array.from({ length: count }, (_, at) => `${JSON.stringify(line(at + 1))}\n`).join('');
const releases = jsonl(40, (at) => ({
  id: testUuid(at),
  title: `Release ${at}`,
  media: [{ position: 1, tracks: [{ id: testUuid(at), position: 1, recording: { id: testUuid(at) } }] }],
}));
const fingerprints = jsonl(20, (id) => ({ id, fingerprint: [...new Int32Array(testItems(id).buffer)], length: 100 }));
const archive = tarOf({ COPYING: 'x', 'mbdump/release': releases });

it.each<readonly [string, Buffer]>([
  ['fingerprint.jsonl.gz', gzipSync(fingerprints)],
  ['fingerprint.jsonl', Buffer.from(fingerprints)],
  ['release.tar', archive],
  ['release.tar.gz', gzipSync(archive)],
  ['release.gz', gzipSync(releases)],
])('reads damaged files like %s', async (name, sound) => {
  const random = new SeededRandom(sound.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    let bytes = Buffer.from(sound);
    for (let damage = random.below(4); damage >= 0; damage -= 1) {
      const at = random.below(bytes.length);
      const kind = random.below(4);
      if (kind === 0) bytes[at] = random.below(256);
      else if (kind === 1) bytes = bytes.subarray(0, Math.max(1, at));
      else if (kind === 2) bytes.fill(random.below(256), at, Math.min(bytes.length, at + random.below(700)));
      else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.below(bytes.length))]);
      if (bytes.length === 0) bytes = Buffer.from([0]);
    }
    const told = await add(name, bytes);
    expect(storedDumps(connection).shown.find((file) => file.name === name)?.state).toBe(
      told.isWhole ? 'done' : 'damaged',
    );
  }
  // What was read before does not stand in the way of the sound file.
  expect(await add(name, sound)).toMatchObject({ isWhole: true, refused: 0 });
});

it('does not hold what unpacks to a line without end', async () => {
  const packed = gzipSync(Buffer.alloc(1 << 20));
  const before = process.memoryUsage().arrayBuffers;
  const bomb = Buffer.concat(Array.from({ length: 200 }, () => packed));
  const most = Math.max(0, ...(await heldWhile(() => add('track.jsonl.gz', bomb))));
  expect(most - before).toBeLessThan(100 << 20);
  expect(storedDumps(connection).shown.find(({ name }) => name === 'track.jsonl.gz')).toMatchObject({
    state: 'done',
    lines: 1,
    refused: 1,
  });
});

/** Bytes of array buffers while some work goes on. */
async function heldWhile(work: () => Promise<unknown>): Promise<readonly number[]> {
  const held: number[] = [];
  const timer = setInterval(() => held.push(process.memoryUsage().arrayBuffers), 5);
  await work().finally(() => clearInterval(timer));
  return held;
}

it('counts lines that would become large, and goes on behind them', async () => {
  const track = JSON.stringify({ id: 500_001, gid: testUuid(1) });
  const lines = [`{"id":1,"gid":"${'x'.repeat(100_000)}"}`, '['.repeat(60_000), track];
  expect(await add('track.jsonl', Buffer.from(lines.join('\n')))).toMatchObject({
    isWhole: true,
    added: 1,
    refused: 2,
  });
  const nested = `{"id":"${testUuid(900)}","media":${'['.repeat(1_000_000)}}`;
  const many = `{"id":"${testUuid(901)}","media":[${'{},'.repeat(2_100_000)}{}]}`;
  const told = await add('release.jsonl', Buffer.from([nested, many, releases].join('\n')));
  expect(told).toMatchObject({ isWhole: true, refused: 2 });
  expect(told.steps.flatMap(({ problems }) => problems).map(({ line }) => line)).toEqual([1, 2]);
});
