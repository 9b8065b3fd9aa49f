import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { TESTER, testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { FileWindow } from '../storage/file-window.ts';
import { HeldFiles } from './batch-files.ts';
import { Copies } from './copies.ts';
import { FileCount } from './file-count.ts';
import { removeRoot, roots } from './roots.ts';
import { LateIndexes } from './late-indexes.ts';
import { everywhere } from './places.ts';
import { ScanPass } from './scan-pass.ts';
import { ScanReader } from './scan-reader.ts';
import type { ScanResult } from './scan-result.ts';
import { FileStore } from './store-files.ts';
import { SidecarStore } from './store-sidecars.ts';

/** A window on files of which some are on a failing disk. */
class FailingWindow extends FileWindow {
  readonly #failing: string;
  readonly #when: 'open' | 'read';
  #path = '';

  constructor(failing: string, when: 'open' | 'read') {
    super();
    this.#failing = failing;
    this.#when = when;
  }

  override open(path: Buffer): BigIntStats {
    this.#path = path.toString();
    if (this.#when === 'open') this.#check();
    return super.open(path);
  }

  override read(position: number, length: number): Uint8Array {
    if (this.#when === 'read') this.#check();
    return super.read(position, length);
  }

  #check(): void {
    if (!this.#path.endsWith(this.#failing)) return;
    throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
  }
}

let library: TestLibrary;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);
beforeEach(() => {
  library = testLibrary();
});

async function scan(window = new FileWindow(), progress: () => void = () => {}): Promise<ScanResult> {
  const { connection } = library;
  const tracks = new TrackWriter(connection);
  const stores = {
    connection,
    files: new FileStore(connection, tracks),
    copies: new Copies(connection, tracks),
    sidecars: new SidecarStore(connection),
    indexes: new LateIndexes(connection),
  };
  const observer = { progress, stored: () => {} };
  const { signal } = new AbortController();
  const skip = (): boolean => false;
  const source = new ScanReader(connection, window, skip, signal, () => new HeldFiles());
  const pass = new ScanPass(stores, source, new FileCount(skip, signal), observer, signal);
  await pass.scanAll(everywhere(roots(connection)));
  await pass.findMoved();
  return pass.result();
}

test.each(['open', 'read'] as const)(
  'a file whose disk fails at the %s keeps what is known of it, and is read again by the next scan',
  async (when) => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'before' }, seconds: 1 });
    makeAudio(inMusic('b.flac'), { tags: { title: 'other' }, seconds: 1 });
    await scan();
    const [id] = library.find('before');
    library.edits.apply([id!], { artist: ['mine'] }, TESTER);
    makeAudio(inMusic('a.flac'), { tags: { title: 'after' }, seconds: 1 });
    makeAudio(inMusic('c.flac'), { tags: { title: 'third' }, seconds: 1 });

    const result = await scan(new FailingWindow('a.flac', when));
    expect(result).toMatchObject({ added: 1, changed: 0, missing: 0, failed: 1 });
    expect(result.errors).toEqual([
      {
        path: Buffer.from(inMusic('a.flac')),
        message: 'it cannot be read: its disk failed to read or write; check the disk and its cable, and try again',
      },
    ]);
    expect(library.reader.get(id!)).toMatchObject({ title: 'before', artist: 'mine', error: null, missing: false });

    expect(await scan()).toMatchObject({ added: 0, changed: 1, failed: 0, errors: [] });
    expect(library.reader.get(id!)).toMatchObject({ title: 'after', artist: 'mine' });
  },
);

test('a new file whose disk fails is a row with the cause, until it can be read', async () => {
  makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
  expect(await scan(new FailingWindow('a.flac', 'read'))).toMatchObject({ added: 1, failed: 1 });
  const [id] = library.find('is:broken');
  expect(library.reader.get(id!)!.error).toBe(
    'it cannot be read: its disk failed to read or write; check the disk and its cable, and try again',
  );
  expect(await scan(new FailingWindow('a.flac', 'read'))).toMatchObject({ added: 0, changed: 0, failed: 1 });
  expect(await scan()).toMatchObject({ added: 0, changed: 1, failed: 0 });
  expect(library.reader.get(id!)).toMatchObject({ title: 'one', error: null });
});

test('the files of a folder that is taken out of the library during the scan are not stored', async () => {
  for (let i = 0; i < 600; i++) writeFileSync(inMusic(`${i}.mp3`), 'no audio');
  const result = await scan(new FileWindow(), () => {
    const [root] = roots(library.connection);
    if (root) removeRoot(library.connection, root.id);
  });
  expect(result.errors).toEqual([]);
  expect(library.find('')).toEqual([]);
});

test('a moved file is counted as moved, and neither as new nor as missing', async () => {
  makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
  makeAudio(inMusic('z.flac'), { tags: { title: 'two' }, seconds: 1, pitch: 300 });
  await scan();
  renameSync(inMusic('a.flac'), inMusic('b.flac'));
  renameSync(inMusic('z.flac'), inMusic('y.flac'));
  expect(await scan()).toMatchObject({ added: 0, changed: 0, moved: 2, missing: 0 });
  rmSync(inMusic('b.flac'));
  expect(await scan()).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 1 });
});

test('a folder with hidden files alone is that of a disk which is not plugged in', async () => {
  makeAudio(inMusic('a.flac'), { seconds: 1 });
  await scan();
  renameSync(inMusic('a.flac'), join(library.folder, 'a.flac'));
  writeFileSync(inMusic('.hidden'), '');
  expect(await scan()).toMatchObject({ missing: 0, errors: [{ message: expect.stringContaining('plugged in') }] });
  writeFileSync(inMusic('note.txt'), '');
  expect(await scan()).toMatchObject({ missing: 1, errors: [] });
});
