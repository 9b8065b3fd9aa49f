/** Scans of parts of a library. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { TESTER, testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { placesIn } from './places.ts';
import { addRoot, roots } from './roots.ts';
import { Scanner } from './scanner.ts';
import type { ScanResult } from './scan-result.ts';

let library: TestLibrary;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);

beforeEach(async () => {
  library = testLibrary();
  for (const [i, path] of ['a/1.flac', 'a/deep/2.flac', 'b/3.flac'].entries()) {
    makeAudio(inMusic(path), { seconds: 1, pitch: 200 + 100 * i, tags: { title: path } });
  }
  await library.scan();
});

function scan(...places: { path: string; shallow: boolean }[]): Promise<ScanResult> {
  return new Scanner(library.connection, new TrackWriter(library.connection)).scanPlaces(
    placesIn(
      roots(library.connection),
      places.map(({ path, shallow }) => ({ path: Buffer.from(path), shallow })),
    ),
    () => false,
    { progress: () => {}, stored: () => {} },
    new AbortController().signal,
  );
}
const deep = (path: string) => ({ path, shallow: false });
const shallow = (path: string) => ({ path, shallow: true });
const paths = (): string[] =>
  library
    .find('')
    .map((id) => library.reader.get(id)!.path.slice(library.music.length + 1))
    .toSorted();
const idOf = (title: string): number => library.find(`title:="${title}"`)[0]!;

describe('a deep place', () => {
  it('is read with all below it, and nothing else is', async () => {
    makeAudio(inMusic('a/deep/deeper/new.flac'), { seconds: 1, pitch: 900 });
    makeAudio(inMusic('b/unseen.flac'), { seconds: 1, pitch: 1000 });
    rmSync(inMusic('b/3.flac'));
    expect(await scan(deep(inMusic('a')))).toMatchObject({ total: 3, done: 3, added: 1, missing: 0 });
    expect(paths()).toEqual(['a/1.flac', 'a/deep/2.flac', 'a/deep/deeper/new.flac', 'b/3.flac']);
  });

  it('that is gone takes what lay below it with it, and nothing beside it', async () => {
    makeAudio(inMusic('a.flac'), { seconds: 1, pitch: 900 });
    makeAudio(inMusic('a b/4.flac'), { seconds: 1, pitch: 1000 });
    await library.scan();
    rmSync(inMusic('a'), { recursive: true });
    expect(await scan(deep(inMusic('a')))).toMatchObject({ missing: 2, errors: [] });
    expect(paths()).toEqual(['a b/4.flac', 'a.flac', 'b/3.flac']);
  });

  it('of a root that is not plugged in forgets nothing', async () => {
    rmSync(library.music, { recursive: true });
    expect((await scan(deep(inMusic('a')))).errors).toHaveLength(1);
    mkdirSync(library.music);
    expect((await scan(shallow(inMusic('a')))).errors).toHaveLength(1);
    expect(library.find('')).toHaveLength(3);
  });
});

describe('a shallow place', () => {
  it('is read without the folders in it', async () => {
    makeAudio(inMusic('a/new.flac'), { seconds: 1, pitch: 900 });
    makeAudio(inMusic('a/deep/unseen.flac'), { seconds: 1, pitch: 1000 });
    rmSync(inMusic('a/1.flac'));
    rmSync(inMusic('a/deep/2.flac'));
    expect(await scan(shallow(inMusic('a')))).toMatchObject({ total: 1, added: 1, missing: 1 });
    expect(paths()).toEqual(['a/deep/2.flac', 'a/new.flac', 'b/3.flac']);
  });

  it('that is gone takes what lay below it with it', async () => {
    rmSync(inMusic('a'), { recursive: true });
    expect(await scan(shallow(inMusic('a')))).toMatchObject({ missing: 2, errors: [] });
    expect(paths()).toEqual(['b/3.flac']);
  });
});

describe('a file keeps its track', () => {
  it('when both of its places are scanned', async () => {
    const id = idOf('a/1.flac');
    renameSync(inMusic('a/1.flac'), inMusic('b/1.flac'));
    expect(await scan(shallow(inMusic('b')), shallow(inMusic('a')))).toMatchObject({ added: 0, moved: 1, missing: 0 });
    expect(idOf('a/1.flac')).toBe(id);
  });

  it('when only its new place is scanned', async () => {
    const id = idOf('a/1.flac');
    renameSync(inMusic('a/1.flac'), inMusic('b/1.flac'));
    expect(await scan(shallow(inMusic('b')))).toMatchObject({ added: 0, moved: 1, missing: 0 });
    expect(idOf('a/1.flac')).toBe(id);
    expect(paths()).toEqual(['a/deep/2.flac', 'b/1.flac', 'b/3.flac']);
  });

  it('when only its old place is scanned, and its new one later', async () => {
    const id = idOf('a/1.flac');
    library.edits.apply([id], { comment: ['mine'] }, TESTER);
    renameSync(inMusic('a/1.flac'), inMusic('b/1.flac'));
    expect(await scan(shallow(inMusic('a')))).toMatchObject({ moved: 0, missing: 1 });
    expect(await scan(shallow(inMusic('b')))).toMatchObject({ added: 0, moved: 1 });
    expect(idOf('a/1.flac')).toBe(id);
  });

  it('when it is swapped with another one, and the places are scanned one after the other', async () => {
    const [one, other] = [idOf('a/1.flac'), idOf('b/3.flac')];
    library.edits.apply([one, other], { comment: ['mine'] }, TESTER);
    renameSync(inMusic('a/1.flac'), inMusic('between'));
    renameSync(inMusic('b/3.flac'), inMusic('a/1.flac'));
    renameSync(inMusic('between'), inMusic('b/3.flac'));
    expect(await scan(shallow(inMusic('a')))).toMatchObject({ added: 0, missing: 0 });
    expect([idOf('a/1.flac'), idOf('b/3.flac')]).toEqual([one, other]);
    expect(library.reader.get(one)!.path).toBe(inMusic('b/3.flac'));
    expect(await scan(shallow(inMusic('b')))).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 0 });
  });

  it('when it has gone round three folders, and one of them is scanned', async () => {
    const ids = ['a/1.flac', 'a/deep/2.flac', 'b/3.flac'].map(idOf);
    library.edits.apply(ids, { comment: ['mine'] }, TESTER);
    renameSync(inMusic('a/1.flac'), inMusic('between'));
    renameSync(inMusic('b/3.flac'), inMusic('a/1.flac'));
    renameSync(inMusic('a/deep/2.flac'), inMusic('b/3.flac'));
    renameSync(inMusic('between'), inMusic('a/deep/2.flac'));
    await scan(shallow(inMusic('a')));
    expect(ids.map((id) => library.reader.get(id)!.path)).toEqual(
      ['a/deep/2.flac', 'b/3.flac', 'a/1.flac'].map((path) => inMusic(path)),
    );
  });

  it('when a copy of it is added in another root while its own root is not plugged in', async () => {
    const id = idOf('a/1.flac');
    const other = join(library.folder, 'other');
    mkdirSync(other);
    addRoot(library.connection, other, null);
    renameSync(library.music, join(library.folder, 'unplugged'));
    makeAudio(join(other, '1.flac'), { seconds: 1, pitch: 200, tags: { title: 'a/1.flac' } });
    expect(await scan(deep(other))).toMatchObject({ added: 1, moved: 0, missing: 0 });
    expect(library.find('title:="a/1.flac"')).toContain(id);
  });
});
