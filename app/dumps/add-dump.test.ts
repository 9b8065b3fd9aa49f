import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMemoryIndex, type FingerprintIndex } from '../../index-engine/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { DumpProblem } from '../model/dumps.ts';
import { PauseGate } from '../model/pause-gate.ts';
import type { Connection } from '../storage/connection.ts';
import { addDump, isAdded, type BatchStep } from './add-dump.ts';
import { findDumps, type DumpSource } from './find-dumps.ts';
import { fingerprintsOf, recordingsOf, trackOf } from './store/known-sounds.ts';
import { openStore } from './store/store-file.ts';
import { storedDumps } from './store/stored-files.ts';
import { testItems, testUuid, writeDump } from './testing-dumps.ts';

let folder: string;
let connection: Connection;
let index: FingerprintIndex;
beforeEach(() => {
  folder = temporaryFolder();
  connection = openStore(join(folder, 'store'));
  index = openMemoryIndex();
});
afterEach(async () => {
  connection.close();
  await index.close();
});

const NEVER = new AbortController().signal;
const to = () => ({ connection, index: () => Promise.resolve(index), now: () => 5 });
async function sourceOf(path: string): Promise<DumpSource> {
  return (await findDumps([path])).sources[0]!;
}

/** Adds a file of a dump, and tells what came of it. */
async function add(name: string, lines: readonly unknown[]) {
  const source = await sourceOf(writeDump(join(folder, name), lines));
  const steps: BatchStep[] = [];
  const isWhole = await addDump(to(), source, (step) => steps.push(step), NEVER);
  const sum = (of: (step: BatchStep) => number): number => steps.reduce((total, step) => total + of(step), 0);
  return {
    isWhole,
    added: sum(({ added }) => added),
    repeated: sum(({ repeated }) => repeated),
    refused: sum(({ refused }) => refused),
    problems: steps.flatMap(({ problems }): readonly DumpProblem[] => problems),
  };
}

it('adds rows, and counts what is new and what was there', async () => {
  const lines = [1, 2, 3].map((id) => ({ id, gid: testUuid(id) }));
  expect(await add('2026-07-22-track-update.jsonl.gz', lines)).toMatchObject({ added: 3, repeated: 0, refused: 0 });
  expect(await add('2026-07-23-track-update.jsonl.gz', [...lines, { id: 9, gid: testUuid(9) }])).toMatchObject({
    added: 1,
    repeated: 3,
  });
  expect(storedDumps(connection)).toMatchObject({
    rows: { track: 4 },
    files: 2,
    newest: '2026-07-23',
    shown: [{ name: '2026-07-22-track-update.jsonl.gz', lines: 3, state: 'done' }, { lines: 4 }],
  });
});

it('keeps what the newest dump says, in whatever order dumps are added', async () => {
  const line = (disabled?: true) => ({ id: 1, track_id: 7, mbid: testUuid(1), submission_count: 1, disabled });
  await add('2026-07-23-track_mbid-update.jsonl', [line(true)]);
  await add('2026-07-22-track_mbid-update.jsonl', [line()]);
  expect(recordingsOf(connection, 7)).toEqual([]);
  await add('2026-07-24-track_mbid-update.jsonl', [line()]);
  expect(recordingsOf(connection, 7)).toEqual([testUuid(1)]);
});

it('takes the last of several lines with one id', async () => {
  const told = await add('track.jsonl', [
    { id: 1, gid: testUuid(1) },
    { id: 1, gid: testUuid(2) },
  ]);
  expect(told).toMatchObject({ added: 1, repeated: 1 });
  expect(trackOf(connection, 1)?.gid).toBe(testUuid(2));
});

it('follows tracks through merges, and not through circles', async () => {
  await add('track.jsonl', [
    { id: 1, gid: testUuid(1), new_id: 2 },
    { id: 2, gid: testUuid(2), new_id: 3 },
    { id: 3, gid: testUuid(3) },
    { id: 4, gid: testUuid(4), new_id: 5 },
    { id: 5, gid: testUuid(5), new_id: 4 },
    { id: 6, gid: testUuid(6), new_id: 99 },
  ]);
  expect(trackOf(connection, 1)).toEqual({ id: 3, gid: testUuid(3) });
  expect(trackOf(connection, 4)).toBeNull();
  expect(trackOf(connection, 6)).toBeNull();
});

it('puts fingerprints into the store and into the index', async () => {
  const items = testItems(5);
  await add('fingerprint.jsonl', [{ id: 5, fingerprint: [...new Int32Array(items)], length: 221 }]);
  await add('track_fingerprint.jsonl', [{ id: 5, track_id: 7, fingerprint_id: 5, submission_count: 1 }]);
  expect(fingerprintsOf(connection, [5, 6])).toEqual([{ id: 5, items, length: 221, trackId: 7 }]);
  expect(await index.has(5)).toBe(true);
});

it('names the first lines that it does not take, and counts the others', async () => {
  const bad = Array.from({ length: 30 }, () => '{"id":');
  const told = await add('track.jsonl', [{ id: 1, gid: testUuid(1) }, '', ...bad, { id: 2, gid: testUuid(2) }]);
  expect(told).toMatchObject({ isWhole: true, added: 2, refused: 30 });
  expect(told.problems).toHaveLength(20);
  expect(told.problems[0]).toEqual({ file: 'track.jsonl', line: 3, reason: 'it is no JSON' });
  expect(storedDumps(connection).shown).toMatchObject([{ lines: 33, refused: 30, state: 'done' }]);
});

it('keeps what is before damage, and says where the file ends', async () => {
  const path = join(folder, 'track.jsonl.gz');
  const lines = Array.from({ length: 60_000 }, (_, at) => `${JSON.stringify({ id: at + 1, gid: testUuid(at) })}\n`);
  const whole = gzipSync(lines.join(''));
  writeFileSync(path, whole.subarray(0, whole.length >> 1));
  const steps: BatchStep[] = [];
  const cut = await sourceOf(path);
  expect(await addDump(to(), cut, (step) => steps.push(step), NEVER)).toBe(false);
  const { rows, shown } = storedDumps(connection);
  expect(rows.track).toBeGreaterThan(20_000);
  expect(shown).toMatchObject([{ state: 'damaged', lines: rows.track }]);
  expect(steps.at(-1)?.problems).toEqual([
    {
      file: 'track.jsonl.gz',
      line: rows.track! + 1,
      reason: `the file cannot be read any further: it is cut off after ${whole.length >> 1} bytes`,
    },
  ]);
  expect(isAdded(connection, cut)).toBe(false);
  // The whole file is another one, and is read from its begin.
  writeFileSync(path, whole);
  expect(await addDump(to(), await sourceOf(path), () => {}, NEVER)).toBe(true);
  expect(storedDumps(connection)).toMatchObject({ rows: { track: 60_000 }, files: 1 });
});

it('goes on behind the batch after which it was ended', async () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at) }));
  const source = await sourceOf(writeDump(join(folder, 'track.jsonl.gz'), lines));
  const controller = new AbortController();
  const ended = addDump(to(), source, () => controller.abort(new Error('enough')), controller.signal);
  await expect(ended).rejects.toThrow('enough');
  expect(storedDumps(connection)).toMatchObject({
    rows: { track: 20_000 },
    shown: [{ state: 'unfinished', lines: 20_000 }],
  });
  const steps: BatchStep[] = [];
  await addDump(to(), source, (step) => steps.push(step), NEVER);
  expect(steps.map(({ added, repeated }) => [added, repeated])).toEqual([
    [20_000, 0],
    [10_000, 0],
  ]);
  expect(isAdded(connection, source)).toBe(true);
});

it('begins anew where an unfinished file has changed', async () => {
  const path = join(folder, 'track.jsonl');
  const lines = Array.from({ length: 30_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at) }));
  const controller = new AbortController();
  const source = await sourceOf(writeDump(path, lines));
  await addDump(to(), source, () => controller.abort(), controller.signal).catch(() => {});
  const { added } = await add('track.jsonl', [{ id: 99_999, gid: testUuid(1) }]);
  expect(added).toBe(1);
  expect(statSync(path).size).toBeLessThan(source.bytes);
});

it('rests behind a batch, in no transaction, and goes on there', async () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at) }));
  const source = await sourceOf(writeDump(join(folder, 'track.jsonl'), lines));
  const gate = new PauseGate();
  const batches: number[] = [];
  const rests = Promise.withResolvers<void>();
  const onBatch = ({ added }: BatchStep): void => {
    batches.push(added);
    if (batches.length > 1) return;
    gate.pause();
    rests.resolve();
  };
  const added = addDump(to(), source, onBatch, NEVER, gate);
  await rests.promise;
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  expect(batches).toEqual([20_000]);
  expect(connection.inTransaction).toBe(false);
  gate.resume();
  expect(await added).toBe(true);
  expect(batches).toEqual([20_000, 20_000, 10_000]);
});
