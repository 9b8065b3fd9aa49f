import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { roots } from './roots.ts';
import { Scanner } from './scanner.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';

let library: TestLibrary;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);
const only = (query = ''): number => {
  const ids = library.find(query);
  expect(ids).toHaveLength(1);
  return ids[0]!;
};

beforeEach(() => {
  library = testLibrary();
});

describe('a scan', () => {
  it.each(['flac', 'mp3', 'ogg', 'opus', 'm4a', 'wav', 'aiff'])(
    'reads tags and technical data of .%s',
    async (extension) => {
      makeAudio(inMusic(`song.${extension}`), {
        tags: { title: 'Legends', artist: 'Juniper Hall', album: 'North', date: '2008', genre: 'Folk', track: '3/12' },
        seconds: 2,
      });
      expect(await library.scan()).toMatchObject({ added: 1, failed: 0 });
      const track = library.reader.get(only())!;
      expect(track).toMatchObject({
        title: 'Legends',
        artist: 'Juniper Hall',
        album: 'North',
        year: 2008,
        genre: 'Folk',
        trackNumber: 3,
        error: null,
      });
      expect(Math.abs(track.duration - 2)).toBeLessThan(0.2);
      expect(track.sampleRate).toBeGreaterThan(0);
      expect(track.channels).toBe(1);
    },
  );

  it('skips what is unchanged and reads again what is not', async () => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
    await library.scan();
    expect(await library.scan()).toMatchObject({ done: 1, added: 0, changed: 0 });
    makeAudio(inMusic('a.flac'), { tags: { title: 'two' }, seconds: 1 });
    utimesSync(inMusic('a.flac'), new Date(), new Date(Date.now() + 5000));
    expect(await library.scan()).toMatchObject({ added: 0, changed: 1 });
    expect(library.reader.get(only())!.title).toBe('two');
  });

  it('keeps edits when another program retags the file', async () => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'one', artist: 'x' }, seconds: 1 });
    await library.scan();
    library.edits.apply([only()], { title: ['mine'] }, TESTER);
    makeAudio(inMusic('a.flac'), { tags: { title: 'theirs', artist: 'y' }, seconds: 1 });
    await library.scan();
    expect(library.reader.get(only())).toMatchObject({ title: 'mine', artist: 'y' });
  });

  it('makes a broken file a row with its cause, and goes on', async () => {
    writeFileSync(inMusic('broken.flac'), 'fLaC this is not one');
    writeFileSync(inMusic('empty.mp3'), '');
    makeAudio(inMusic('good.mp3'), { tags: { title: 'good' }, seconds: 1 });
    truncateSync(makeAudio(inMusic('cut.m4a'), { seconds: 1 }), 20);
    expect(await library.scan()).toMatchObject({ added: 4, failed: 3 });
    for (const id of library.find('is:broken')) expect(library.reader.get(id)!.error).toMatch(/\w/);
    expect(library.find('is:broken')).toHaveLength(3);
  });

  it('finds files whose names are not UTF-8', async () => {
    makeAudio(inMusic('plain.mp3'), { tags: { title: 'odd' }, seconds: 1 });
    renameSync(
      inMusic('plain.mp3'),
      Buffer.concat([Buffer.from(`${library.music}/`), Buffer.from([0xff, 0xe9, 0x2e, 0x6d, 0x70, 0x33])]),
    );
    await library.scan();
    expect(library.reader.get(only())!.title).toBe('odd');
    expect(await library.scan()).toMatchObject({ added: 0, changed: 0, missing: 0 });
  });

  it('remembers a file that is gone, and knows it when it comes back', async () => {
    makeAudio(inMusic('album', 'a.flac'), { tags: { title: 'here' }, seconds: 1 });
    makeAudio(inMusic('b.flac'), { seconds: 1 });
    await library.scan();
    const id = only('here');
    renameSync(inMusic('album'), join(library.folder, 'away'));
    expect(await library.scan()).toMatchObject({ missing: 1 });
    expect(library.find('here')).toEqual([]);
    expect(library.find('here is:missing')).toEqual([id]);
    renameSync(join(library.folder, 'away'), inMusic('album'));
    await library.scan();
    expect(library.find('here')).toEqual([id]);
  });

  it('follows a file that was moved and renamed, with its edits', async () => {
    makeAudio(inMusic('old', 'a.flac'), { tags: { title: 'one' }, seconds: 1 });
    await library.scan();
    const id = only();
    library.edits.apply([id], { title: ['mine'] }, TESTER);
    mkdirSync(inMusic('new'));
    renameSync(inMusic('old', 'a.flac'), inMusic('new', 'b.flac'));
    await library.scan();
    expect(only()).toBe(id);
    expect(library.reader.get(id)).toMatchObject({ title: 'mine', path: inMusic('new', 'b.flac'), missing: false });
  });

  it('marks nothing as missing when the disk is not plugged in', async () => {
    makeAudio(inMusic('a.flac'), { seconds: 1 });
    await library.scan();
    renameSync(library.music, join(library.folder, 'unplugged'));
    expect((await library.scan()).errors).toHaveLength(1);
    mkdirSync(library.music);
    expect(await library.scan()).toMatchObject({
      missing: 0,
      errors: [{ message: expect.stringContaining('plugged in') }],
    });
    only();
  });

  it('does not take the files of an unreadable folder, or below it, for missing', async () => {
    makeAudio(inMusic('locked', 'a.flac'), { seconds: 1 });
    makeAudio(inMusic('locked', 'below', 'c.flac'), { seconds: 1 });
    makeAudio(inMusic('b.flac'), { seconds: 1 });
    await library.scan();
    // Root may read every folder. One that becomes a link to itself after it was listed is unreadable for root too.
    let listed = 0;
    const lock = (path: Buffer): boolean => {
      if (path.toString() === inMusic('locked') && ++listed === 1) {
        renameSync(path, join(library.folder, 'kept'));
        symlinkSync('locked', path);
      }
      return false;
    };
    const scanner = new Scanner(library.connection, new TrackWriter(library.connection));
    const observer = { progress: () => {}, stored: () => {} };
    const result = await scanner.scan(roots(library.connection), lock, observer, new AbortController().signal);
    expect(result).toMatchObject({ missing: 0, errors: [{ path: Buffer.from(inMusic('locked')) }] });
    expect(library.find('')).toHaveLength(3);

    rmSync(inMusic('locked'));
    expect(await library.scan()).toMatchObject({ missing: 2, errors: [] });
    expect(library.find('')).toHaveLength(1);
  });

  it('enters a folder once, however many links lead to it', async () => {
    makeAudio(inMusic('album', 'a.flac'), { seconds: 1 });
    symlinkSync('..', inMusic('album', 'up'));
    symlinkSync(inMusic('album'), inMusic('again'));
    makeAudio(join(library.folder, 'outside', 'b.flac'), { seconds: 1 });
    symlinkSync(join(library.folder, 'outside'), inMusic('outside'));
    await library.scan();
    expect(library.find('')).toHaveLength(2);
  });

  it('lets the log grow larger for as long as it runs', async () => {
    writeFileSync(inMusic('a.mp3'), '');
    const { connection } = library;
    const settings = (): unknown[] =>
      ['wal_autocheckpoint', 'journal_size_limit'].map((name) => connection.pragma(name, { simple: true }));
    const during: unknown[] = [];
    const observer = { progress: () => {}, stored: () => void during.push(settings()) };
    const { signal } = new AbortController();
    await new Scanner(connection, new TrackWriter(connection)).scan(roots(connection), () => false, observer, signal);
    expect(during).toEqual([[16_000, -1]]);
    expect(settings()).toEqual([16_000, 16_384_000]);
    const failing = { ...observer, stored: () => expect.unreachable() };
    writeFileSync(inMusic('b.mp3'), '');
    const scanner = new Scanner(connection, new TrackWriter(connection));
    await expect(scanner.scan(roots(connection), () => false, failing, signal)).rejects.toThrow();
    expect(settings()).toEqual([16_000, 16_384_000]);
  });

  it('stops when it is cancelled, and keeps what was read', async () => {
    for (const name of ['a', 'b', 'c']) makeAudio(inMusic(`${name}.mp3`), { seconds: 1 });
    const cancelled = new AbortController();
    cancelled.abort();
    expect(await library.scan(cancelled.signal)).toMatchObject({ cancelled: true, missing: 0 });
    expect(await library.scan()).toMatchObject({ cancelled: false, done: 3 });
    expect(library.find('')).toHaveLength(3);
  });
});
