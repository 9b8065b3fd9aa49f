import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { writeSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BlockCache } from '../blocks/block-cache.ts';
import { packChanges } from '../log/change-batch.ts';
import { Log } from '../log/log.ts';
import { logPath, manifestPath, segmentPath } from '../storage/index-files.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { recover } from './recovery.ts';
import type { Recovered } from './recovery.ts';

const newPath = temporaryPaths();

function newDirectory(): string {
  const directory = newPath();
  mkdirSync(directory);
  return directory;
}

function recovered(directory: string): Promise<Recovered> {
  return recover(directory, new BlockCache(0), { used: 0, read: 0 }, 0);
}

/** Writes a log with one document for each version; its id is the version. */
async function writeLog(directory: string, number: number, versions: readonly number[]): Promise<number> {
  const log = await Log.create(logPath(directory, number), false);
  for (const version of versions) {
    const batch = packChanges([{ type: 'insert', id: version, hashes: Uint32Array.from([1]) }]);
    await log.append([{ version, batch, metadata: { last: String(version) } }]);
  }
  await log.close();
  return log.bytes;
}

const SEGMENT = { tombstones: [], postings: [] };

describe('recovering an index', () => {
  it('makes a new one where there is none', async () => {
    const directory = join(newPath(), 'deep');
    const { state, logs, nextNumber, manifest } = await recovered(directory);
    expect([state.version, state.segments.length, logs, nextNumber]).toEqual([0, 1, [], 2]);
    expect(readManifest(directory)).toEqual(manifest);
    expect(readdirSync(directory)).toEqual(['manifest']);
  });

  it('replays logs onto the segments of the manifest, a memory segment for each', async () => {
    const directory = newDirectory();
    writeSegment(segmentPath(directory, 1), { ids: [1, 2, 12], ...SEGMENT });
    writeSegment(segmentPath(directory, 4), { ids: [2], tombstones: [1], postings: [] });
    await writeManifest(directory, { version: 10, metadata: { a: 'b' }, segments: [1, 4], firstLog: 3 });
    const first = await writeLog(directory, 3, [11, 12]);
    const second = await writeLog(directory, 11, [13]);
    const { state, logs, nextNumber } = await recovered(directory);
    expect(state.info()).toMatchObject({ version: 13, metadata: { a: 'b', last: '13' }, documents: 4, segments: 4 });
    expect([1, 2, 11, 12, 13].map((id) => state.has(id))).toEqual([false, true, true, true, true]);
    expect(logs.map(({ number, length, version, metadata }) => [number, length, version, metadata['last']])).toEqual([
      [3, first, 12, '12'],
      [11, second, 13, '13'],
    ]);
    expect(logs.map(({ segment }) => segment)).toEqual([...state.frozen, state.active]);
    expect(nextNumber).toBe(12);
    state.release();
  });

  it('replays logs in the order of their numbers, not of their names', async () => {
    const directory = newDirectory();
    await writeManifest(directory, { version: 0, metadata: {}, segments: [], firstLog: 99_999_998 });
    await writeLog(directory, 100_000_000, [3]);
    await writeLog(directory, 99_999_998, [1]);
    await writeLog(directory, 99_999_999, [2]);
    const { logs, nextNumber, state } = await recovered(directory);
    expect(logs.map(({ number, version }) => [number, version])).toEqual([
      [99_999_998, 1],
      [99_999_999, 2],
      [100_000_000, 3],
    ]);
    expect([nextNumber, state.frozen.length]).toEqual([100_000_001, 2]);
  });

  it('goes on with a number above all that it finds', async () => {
    const next = async (firstLog: number, log: number, segment: number): Promise<number> => {
      const directory = newDirectory();
      await writeManifest(directory, { version: 0, metadata: {}, segments: [segment], firstLog });
      writeSegment(segmentPath(directory, segment), { ids: [1], ...SEGMENT });
      await writeLog(directory, log, []);
      const { nextNumber, state } = await recovered(directory);
      state.release();
      return nextNumber;
    };
    expect([await next(9, 3, 5), await next(3, 9, 5), await next(3, 5, 9)]).toEqual([10, 10, 10]);
  });

  it('removes what a crash left behind, and nothing else', async () => {
    const directory = newDirectory();
    await writeManifest(directory, { version: 0, metadata: {}, segments: [5], firstLog: 3 });
    writeSegment(segmentPath(directory, 5), { ids: [1], ...SEGMENT });
    copyFileSync(segmentPath(directory, 5), segmentPath(directory, 7));
    for (const name of ['segment-00000009.tmp', 'manifest.tmp', 'notes.txt', 'lock']) {
      writeFileSync(join(directory, name), 'x');
    }
    await writeLog(directory, 2, [1]);
    await writeLog(directory, 3, [1]);
    const { state, nextNumber } = await recovered(directory);
    expect(readdirSync(directory).toSorted()).toEqual([
      'lock',
      'log-00000003',
      'manifest',
      'notes.txt',
      'segment-00000005',
    ]);
    expect(nextNumber).toBe(8);
    state.release();
  });

  it('makes a new index where a crash left the beginnings of one', async () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'manifest.tmp'), 'x');
    const { state } = await recovered(directory);
    expect(readdirSync(directory)).toEqual(['manifest']);
    state.release();
  });

  it('reports a missing manifest where there are files of an index', async () => {
    const withLog = newDirectory();
    await writeLog(withLog, 1, []);
    const withSegment = newDirectory();
    writeSegment(segmentPath(withSegment, 1), { ids: [1], ...SEGMENT });
    for (const directory of [withLog, withSegment]) {
      await expect(recovered(directory)).rejects.toMatchObject({
        code: 'CorruptFile',
        path: manifestPath(directory),
        message: expect.stringContaining('it is missing') as string,
      });
      expect(readdirSync(directory)).toHaveLength(1);
    }
  });

  it('reports a missing segment', async () => {
    const directory = newDirectory();
    writeSegment(segmentPath(directory, 1), { ids: [1], ...SEGMENT });
    await writeManifest(directory, { version: 1, metadata: {}, segments: [1, 2], firstLog: 3 });
    const calls = await recordFileCalls();
    await expect(recovered(directory)).rejects.toMatchObject({ code: 'CorruptFile', path: segmentPath(directory, 2) });
    expect(existsSync(segmentPath(directory, 1))).toBe(true);
    // The one that was opened is closed again.
    const name = basename(segmentPath(directory, 1));
    expect(calls).toEqual([`open ${name}`, `close ${name}`]);
  });

  it('reports a log whose versions do not follow', async () => {
    for (const [versions, what] of [
      [[2], 'version 2 follows version 0'],
      [[1, 3], 'version 3 follows version 1'],
      [[1, 1], 'version 1 follows version 1'],
    ] as const) {
      const directory = newDirectory();
      await writeManifest(directory, { version: 0, metadata: {}, segments: [], firstLog: 1 });
      await writeLog(directory, 1, versions);
      await expect(recovered(directory)).rejects.toMatchObject({
        code: 'CorruptFile',
        path: logPath(directory, 1),
        message: `${logPath(directory, 1)} is damaged: ${what}. Restore it from a backup or rebuild the index.`,
      });
      rmSync(directory, { recursive: true });
    }
  });
});
