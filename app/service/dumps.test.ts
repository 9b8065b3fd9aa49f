import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { compress } from '../audio/chromaprint/compression.ts';
import { heardAgain, testItems, testUuid, writeDump } from '../dumps/testing-dumps.ts';
import { Dumps } from './dumps.ts';

let library: string;
let input: string;
let named: string | null;
let dumps: Dumps;
beforeEach(() => {
  library = temporaryFolder();
  input = join(library, 'input');
  mkdirSync(input);
  named = null;
  dumps = new Dumps(library, () => Promise.resolve({ 'dumps.folder': named }));
});
afterEach(() => dumps.close());

const SIGNAL = new AbortController().signal;

/** Three tracks, and a release with one of them. */
function writeDumps(): void {
  const write = (name: string, lines: readonly unknown[]) => writeDump(join(input, name), lines);
  const ids = [1, 2, 3];
  write(
    '2026-07-22-track-update.jsonl.gz',
    ids.map((id) => ({ id, gid: testUuid(id) })),
  );
  write(
    '2026-07-22-fingerprint-update.jsonl.gz',
    ids.map((id) => ({ id, fingerprint: [...new Int32Array(testItems(id))], length: 200 })),
  );
  write(
    '2026-07-22-track_fingerprint-update.jsonl.gz',
    ids.map((id) => ({ id, track_id: id, fingerprint_id: id })),
  );
  write('2026-07-22-track_mbid-update.jsonl.gz', [{ id: 1, track_id: 2, mbid: testUuid(12) }]);
  const track = { id: testUuid(22), position: 1, title: 'Salt', recording: { id: testUuid(12), title: 'Salt' } };
  write('release.gz', [{ id: testUuid(32), title: 'Copper', media: [{ position: 1, tracks: [track] }] }, 'nonsense']);
}

it('adds dumps, answers from them, and removes them', async () => {
  writeDumps();
  expect(await dumps.isThere()).toBe(false);
  expect(await dumps.summary()).toMatchObject({ isThere: false, bytes: 0, files: 0, rows: { track: 0 } });
  expect(await dumps.estimate([input])).toMatchObject({
    files: 5,
    rows: { track: 3, release: 2 },
    hasRoom: true,
    known: 0,
  });
  dumps.start([input]);
  expect(() => dumps.start([input])).toThrow(expect.objectContaining({ code: 'DUMPS_RUNNING' }));
  await dumps.settled();
  expect(dumps.progress).toMatchObject({
    state: 'done',
    filesDone: 5,
    rows: { track: 3, fingerprint: 3, track_fingerprint: 3, track_mbid: 1, release: 1 },
    refused: 1,
    problems: [{ file: 'release.gz', line: 2, reason: 'it is no JSON' }],
  });
  const summary = await dumps.summary();
  expect(summary).toMatchObject({ isThere: true, folder: join(library, 'dumps'), newest: '2026-07-22', files: 5 });
  expect(summary.bytes).toBeGreaterThan(100_000);

  const sound = { id: 7, fingerprint: compress(heardAgain(testItems(2), 0.02)), length: 201 };
  const { evidence, trackCounts } = await dumps.lookup([sound, { ...sound, id: 8, length: 300 }], SIGNAL);
  expect(evidence).toMatchObject([
    { id: 7, recordings: [testUuid(12)], releases: [testUuid(32)], acoustid: testUuid(2) },
  ]);
  expect(trackCounts.get(testUuid(32))).toBe(1);
  expect(await dumps.release(testUuid(32), SIGNAL)).toMatchObject({ title: 'Copper', source: 'musicbrainz' });
  expect(await dumps.search('copper', '', SIGNAL)).toEqual([{ id: testUuid(32), score: 100, tracks: 1 }]);

  dumps.start([input]);
  await dumps.settled();
  expect(dumps.progress).toMatchObject({ state: 'done', filesDone: 0, estimate: { known: 5, files: 0 } });
  expect(await dumps.remove()).toEqual({ bytes: expect.any(Number) });
  expect(await dumps.isThere()).toBe(false);
  expect(existsSync(join(library, 'dumps', 'index'))).toBe(false);
});

it('keeps what it reads in the folder that the setting names, and leaves other files there alone', async () => {
  writeDumps();
  named = join(library, 'elsewhere');
  mkdirSync(named);
  writeFileSync(join(named, 'mine.txt'), 'mine');
  dumps.start([join(input, 'release.gz')]);
  await dumps.settled();
  expect(await dumps.summary()).toMatchObject({ folder: named, rows: { release: 1 } });
  named = null;
  expect(await dumps.isThere()).toBe(false);
  named = join(library, 'elsewhere');
  await dumps.remove();
  expect(existsSync(join(named, 'mine.txt'))).toBe(true);
});

it('goes on in its folder when the setting changes during a run', async () => {
  const lines = Array.from({ length: 100_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at % 9) }));
  dumps.start([writeDump(join(input, 'track.jsonl'), lines)]);
  await dumps.summary();
  named = join(library, 'elsewhere');
  expect(await dumps.summary()).toMatchObject({ folder: join(library, 'dumps') });
  await dumps.settled();
  expect(dumps.progress).toMatchObject({ state: 'done', rows: { track: 100_000 } });
  expect(await dumps.isThere()).toBe(false);
});

it('tells as its progress why nothing could be added', async () => {
  dumps.start([join(library, 'none')]);
  await dumps.settled();
  expect(dumps.progress).toMatchObject({ state: 'failed', code: 'NOT_FOUND' });
});

it('ends when it is cancelled, and goes on there', async () => {
  const lines = Array.from({ length: 150_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at % 9) }));
  const path = writeDump(join(input, 'track.jsonl'), lines);
  dumps.start([path]);
  await dumps.cancel();
  expect(dumps.progress).toMatchObject({ state: 'cancelled', code: 'CANCELLED' });
  dumps.start([path]);
  await dumps.settled();
  expect(dumps.progress).toMatchObject({ state: 'done', repeated: 0 });
  expect((await dumps.summary()).rows.track).toBe(150_000);
});

it('goes on with a run that the end of the service has broken off, and with no other', async () => {
  const lines = Array.from({ length: 150_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at % 9) }));
  const path = writeDump(join(input, 'track.jsonl'), lines);
  expect(await dumps.resume()).toBe(false);
  dumps.start([path]);
  await dumps.close();
  dumps = new Dumps(library, () => Promise.resolve({ 'dumps.folder': null }));
  expect(await dumps.resume()).toBe(true);
  await dumps.settled();
  expect(dumps.progress).toMatchObject({ state: 'done', repeated: 0 });
  expect((await dumps.summary()).rows.track).toBe(150_000);
  expect(await dumps.resume()).toBe(false);
  dumps.start([join(library, 'none')]);
  await dumps.settled();
  expect(await dumps.resume()).toBe(false);
});

it('gives a run up that has the service killed again and again', async () => {
  writeDumps();
  const kept = join(library, 'dumps-run.json');
  writeFileSync(kept, JSON.stringify({ paths: [input], starts: 2 }));
  expect(await dumps.resume()).toBe(true);
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual({ paths: [input], starts: 3 });
  await dumps.settled();
  writeFileSync(kept, JSON.stringify({ paths: [input], starts: 3 }));
  expect(await dumps.resume()).toBe(false);
  expect(existsSync(kept)).toBe(false);
  writeFileSync(kept, 'half of a li');
  expect(await dumps.resume()).toBe(false);
});

it('says of a damaged store what to do, and so to identification', async () => {
  mkdirSync(join(library, 'dumps'));
  writeFileSync(join(library, 'dumps', 'store.db'), 'this is no database at all, whatever it may be called');
  await expect(dumps.summary()).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    message: expect.stringMatching(/descant dumps remove/),
  });
  await expect(dumps.release(testUuid(1), SIGNAL)).rejects.toMatchObject({ name: 'WebError', code: 'REFUSED' });
  await dumps.remove();
  expect(await dumps.isThere()).toBe(false);
});

it('rests while it is paused, answers meanwhile, and goes on or is cancelled', async () => {
  await expect(dumps.setPaused(true)).rejects.toMatchObject({ code: 'NOTHING_TO_PAUSE' });
  const lines = Array.from({ length: 150_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at % 9) }));
  const path = writeDump(join(input, 'track.jsonl'), lines);
  dumps.start([path]);
  await dumps.setPaused(true);
  // Meanwhile another one adds the same file from its beginning to its end.
  const others = new Dumps(temporaryFolder(), () => Promise.resolve({ 'dumps.folder': null }));
  others.start([path]);
  await others.settled();
  await others.close();
  expect(dumps.progress).toMatchObject({ state: 'running', isPaused: true });
  expect((await dumps.summary()).rows.track).toBeLessThan(150_000);
  await dumps.cancel();
  expect(dumps.progress).toMatchObject({ state: 'cancelled', isPaused: false });

  // The next run is not paused because the last one was.
  dumps.start([path]);
  await dumps.setPaused(true);
  await dumps.setPaused(false);
  await dumps.settled();
  expect(dumps.progress).toMatchObject({ state: 'done', isPaused: false, repeated: 0 });
  expect((await dumps.summary()).rows.track).toBe(150_000);
});

it('goes on with a run that was paused when the service ended', async () => {
  const lines = Array.from({ length: 150_000 }, (_, at) => ({ id: at + 1, gid: testUuid(at % 9) }));
  dumps.start([writeDump(join(input, 'track.jsonl'), lines)]);
  await dumps.setPaused(true);
  await dumps.close();
  dumps = new Dumps(library, () => Promise.resolve({ 'dumps.folder': null }));
  expect(await dumps.resume()).toBe(true);
  await dumps.settled();
  expect((await dumps.summary()).rows.track).toBe(150_000);
});
