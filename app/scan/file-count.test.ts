import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { FileCount } from './file-count.ts';
import type { ScanPlace } from './scan-result.ts';

let place: ScanPlace;
let inB: ScanPlace;

beforeEach(() => {
  const path = temporaryFolder();
  for (const folder of ['a', 'b', 'b/below']) mkdirSync(join(path, folder));
  for (const name of ['a/1.mp3', 'a/x.cue', 'b/1.flac', 'b/2.flac', 'b/below/1.mp3']) {
    writeFileSync(join(path, name), 'no audio');
  }
  const root = { id: 1, path: Buffer.from(path) };
  place = { root, path: root.path, shallow: false };
  inB = { root, path: Buffer.from(join(path, 'b')), shallow: true };
});
afterEach(() => vi.restoreAllMocks());

const count = (signal = new AbortController().signal, skip: (path: Buffer) => boolean = () => false): FileCount =>
  new FileCount(skip, signal);

describe('the number of files that a scan will look at', () => {
  it('is counted where no files are known', async () => {
    const files = count();
    const begun = files.begin([place, inB], [0, 0]);
    await begun;
    expect(files.total).toBe(6);
  });

  it('leaves out what is skipped', async () => {
    const files = count(undefined, (path) => path.toString().endsWith('/a'));
    await files.begin([place], [0]);
    expect(files.total).toBe(3);
  });

  it('is the number of known files where there are some, and counted for the other places alone', async () => {
    const files = count();
    await files.begin([place, inB], [70, 0]);
    expect(files.total).toBe(72);
    await files.begin([place, inB], [70, 8]);
    expect(files.total).toBe(78);
  });

  it('is counted for all places, once, after the scan has met many new files', async () => {
    const files = count();
    await files.begin([place, inB], [70, 0]);
    await files.meet(500);
    expect(files.total).toBe(72);
    await files.meet(501);
    expect(files.total).toBe(6);
    writeFileSync(join(place.path.toString(), 'a', '2.mp3'), 'no audio');
    await files.meet(502);
    expect(files.total).toBe(6);
  });

  it('is not counted again where all of it was counted', async () => {
    const files = count();
    await files.begin([place], [0]);
    writeFileSync(join(place.path.toString(), 'a', '2.mp3'), 'no audio');
    await files.meet(501);
    expect(files.total).toBe(4);
  });

  it('is what the scan has looked at when it ends, whatever was counted until then', async () => {
    const files = count();
    void files.begin([place], [0]);
    await files.end(3);
    expect(files.total).toBe(3);
  });

  it('stays open when the scan is cancelled first', async () => {
    const files = count(AbortSignal.abort());
    await files.begin([place], [0]);
    await files.begin([], []);
    expect(files.total).toBeNull();
    const ended = count();
    await ended.end(null);
    await ended.begin([place], [0]);
    expect(ended.total).toBeNull();
  });

  it('is counted in slices, between which the thread serves others', async () => {
    const step = 5;
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += step));
    const files = count();
    let turns = 0;
    const begun = files.begin([place], [0]);
    while (files.total === null) {
      await new Promise(setImmediate);
      turns += 1;
    }
    await begun;
    // The root and the three folders in it.
    expect(turns).toBeGreaterThanOrEqual(4);
  });
});
