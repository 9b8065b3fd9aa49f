import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { FileWindow } from '../storage/file-window.ts';
import { recordOf } from './file-record.ts';
import { readFile } from './read-file.ts';
import { roots } from './roots.ts';
import { FileStore } from './store-files.ts';

let library: TestLibrary;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);

beforeEach(() => {
  library = testLibrary();
});

function one(sql: string): Record<string, unknown> {
  return library.connection.prepare<[], Record<string, unknown>>(sql).get()!;
}

function only(query = ''): number {
  const ids = library.find(query);
  expect(ids).toHaveLength(1);
  return ids[0]!;
}

/** What a file's analysis would be: a row that is there as long as it holds. */
function analyse(): void {
  library.connection
    .prepare('INSERT OR REPLACE INTO analysis (file_id, version, analysed_at) SELECT id, 1, 1 FROM file')
    .run();
}

function isAnalysed(): boolean {
  return one('SELECT count(*) AS n FROM analysis')['n'] === 1;
}

describe('a new file', () => {
  it('has its technical data, tags, layout and stamp in its row', async () => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
    const before = Date.now();
    await library.scan();
    const row = one('SELECT * FROM file');
    expect(row).toMatchObject({
      name: Buffer.from('a.flac'),
      codec: 'flac',
      sample_rate: 22050,
      channels: 1,
      bits_per_sample: 24,
      lossless: 1,
      missing_since: null,
      error: null,
    });
    expect(row['duration']).toBeCloseTo(1, 2);
    expect(row['bitrate']).toBeGreaterThan(0);
    expect(row['scanned_at']).toBeGreaterThanOrEqual(before);
    expect(JSON.parse(row['tags'] as string)).toMatchObject({ title: ['one'] });
    expect(JSON.parse(row['layout'] as string)).toMatchObject({ audio: { length: expect.any(Number) } });
    expect(one('SELECT * FROM track')).toMatchObject({ present: 1, kind: 'FLAC', bytes: row['size'], has_art: 0 });
  });

  it('without bits per sample and lossless audio says so', async () => {
    makeAudio(inMusic('a.mp3'), { seconds: 1 });
    await library.scan();
    expect(one('SELECT * FROM file')).toMatchObject({ codec: 'mp3', bits_per_sample: null, lossless: 0 });
  });

  it('that is broken has no layout', async () => {
    writeFileSync(inMusic('a.flac'), 'fLaC this is not one');
    await library.scan();
    expect(one('SELECT * FROM file')).toMatchObject({ codec: '', layout: null, error: expect.any(String) });
    expect(one('SELECT kind FROM track')).toEqual({ kind: 'FLAC' });
  });

  it('has art when it holds pictures', async () => {
    makeAudio(inMusic('a.flac'), { seconds: 1, art: true });
    await library.scan();
    expect(one('SELECT has_art FROM track')).toEqual({ has_art: 1 });
  });
});

describe('a file that changed', () => {
  it('has art as it has now, where no edit says otherwise', async () => {
    makeAudio(inMusic('a.flac'), { seconds: 1 });
    await library.scan();
    makeAudio(inMusic('a.flac'), { seconds: 1, art: true });
    await library.scan();
    expect(one('SELECT has_art FROM track')).toEqual({ has_art: 1 });
    makeAudio(inMusic('a.flac'), { seconds: 1 });
    await library.scan();
    expect(one('SELECT has_art FROM track')).toEqual({ has_art: 0 });
  });

  it('has the art of an edit, whatever the file holds', async () => {
    makeAudio(inMusic('a.flac'), { seconds: 1, art: true });
    await library.scan();
    library.connection.prepare(`UPDATE track SET overrides = '{"picture":null}'`).run();
    makeAudio(inMusic('a.flac'), { tags: { title: 'new' }, seconds: 1, art: true });
    await library.scan();
    expect(one('SELECT has_art, title FROM track')).toEqual({ has_art: 0, title: 'new' });
    library.connection.prepare(`UPDATE track SET overrides = '{"picture":["cover"]}'`).run();
    makeAudio(inMusic('a.flac'), { tags: { title: 'newer' }, seconds: 1 });
    await library.scan();
    expect(one('SELECT has_art, title FROM track')).toEqual({ has_art: 1, title: 'newer' });
  });

  it('keeps its analysis when only its tags changed', async () => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
    await library.scan();
    analyse();
    makeAudio(inMusic('a.flac'), { tags: { title: 'two' }, seconds: 1 });
    expect(await library.scan()).toMatchObject({ changed: 1 });
    expect(isAnalysed()).toBe(true);
  });

  it('keeps its analysis while it is broken: it may be in the middle of being written', async () => {
    const path = makeAudio(inMusic('a.flac'), { seconds: 1 });
    await library.scan();
    analyse();
    const whole = readFileSync(path);
    writeFileSync(path, 'fLaC this is not one');
    expect(await library.scan()).toMatchObject({ changed: 1, failed: 1 });
    expect(isAnalysed()).toBe(true);
    writeFileSync(path, whole);
    expect(await library.scan()).toMatchObject({ added: 0, changed: 1, missing: 0 });
    expect(isAnalysed()).toBe(true);
    expect(one('SELECT error FROM file')).toEqual({ error: null });
  });

  it('is another file when its sound changed, unless nothing would be lost with the old one', async () => {
    makeAudio(inMusic('a.flac'), { seconds: 1 });
    await library.scan();
    const id = only();
    makeAudio(inMusic('a.flac'), { seconds: 1, pitch: 300 });
    expect(await library.scan()).toMatchObject({ added: 0, changed: 1, missing: 0 });
    expect(only()).toBe(id);
    analyse();
    makeAudio(inMusic('a.flac'), { seconds: 1, pitch: 400 });
    expect(await library.scan()).toMatchObject({ added: 1, changed: 0, missing: 1 });
    expect(only()).not.toBe(id);
    expect(library.find('is:missing')).toEqual([id]);
  });

  it('of before there were audio keys is the same while codec, length and bytes of audio are', async () => {
    makeAudio(inMusic('a.wav'), { seconds: 1 });
    await library.scan();
    const id = only();
    analyse();
    library.connection.prepare('UPDATE file SET mtime_ns = 0, audio_key = NULL').run();
    await library.scan();
    expect(only()).toBe(id);
    expect(isAnalysed()).toBe(true);
    for (const change of [`codec = 'other'`, 'duration = 2', `layout = json_set(layout, '$.audio.length', 5)`]) {
      const before = only();
      analyse();
      library.connection
        .prepare(`UPDATE file SET mtime_ns = 0, audio_key = NULL, ${change} WHERE missing_since IS NULL`)
        .run();
      expect(await library.scan(), change).toMatchObject({ added: 1, missing: 1 });
      expect(only()).not.toBe(before);
    }
  });

  it('gets its audio key when it was stored without one, and is not read again for it', async () => {
    makeAudio(inMusic('a.flac'), { seconds: 1 });
    makeAudio(inMusic('b.wav'), { seconds: 1 });
    await library.scan();
    const keys = library.connection.prepare('SELECT hex(audio_key) FROM file ORDER BY id').pluck();
    const before = keys.all();
    library.connection.prepare('UPDATE file SET audio_key = NULL').run();
    expect(await library.scan()).toMatchObject({ done: 2, added: 0, changed: 0 });
    expect(keys.all()).toEqual(before);
    expect(new Set(before).size).toBe(2);
  });

  it('is not said any more to be a problem of the mount, and one that was not read still is', async () => {
    makeAudio(inMusic('read', 'a.flac'), { seconds: 1 });
    makeAudio(inMusic('not read', 'b.flac'), { seconds: 1 });
    await library.scan();
    library.connection
      .prepare(`INSERT INTO mount_problem (track_id, at, message) SELECT id, 1, 'broken' FROM track`)
      .run();
    utimesSync(inMusic('read', 'a.flac'), 1, 1);
    await library.scanPlaces(inMusic('read'));
    expect(
      one(
        'SELECT count(*) AS n, CAST(file.name AS TEXT) AS name FROM mount_problem JOIN track ON track.id = track_id JOIN file ON file.id = file_id',
      ),
    ).toEqual({ n: 1, name: 'b.flac' });
  });

  it('is there again, if it was missing', async () => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
    makeAudio(inMusic('b.flac'), { tags: { title: 'stays' }, seconds: 1 });
    await library.scan();
    const id = only('one');
    rmSync(inMusic('a.flac'));
    await library.scan();
    makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 2 });
    expect(await library.scan()).toMatchObject({ changed: 1, added: 0 });
    expect(only('one')).toBe(id);
    expect(one('SELECT count(*) AS n FROM file WHERE missing_since IS NOT NULL')).toEqual({ n: 0 });
  });
});

describe('a file that is met at another place', () => {
  it('has moved, with its edits, when nothing is at the old one', async () => {
    makeAudio(inMusic('old', 'a.flac'), { tags: { title: 'one' }, seconds: 1 });
    await library.scan();
    const id = only();
    library.edits.apply([id], { title: ['mine'] }, TESTER);
    mkdirSync(inMusic('new'));
    renameSync(inMusic('old', 'a.flac'), inMusic('new', 'b.flac'));
    await library.scan();
    expect(only('mine')).toBe(id);
    expect(library.reader.get(id)!.path).toBe(inMusic('new', 'b.flac'));
  });

  it('is another one while the old place still has it: a hard link', async () => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
    await library.scan();
    const id = only();
    library.edits.apply([id], { title: ['mine'] }, TESTER);
    linkSync(inMusic('a.flac'), inMusic('b.flac'));
    expect(await library.scan()).toMatchObject({ added: 1, missing: 0 });
    expect(library.find('')).toHaveLength(2);
    expect(only('mine')).toBe(id);
    expect(only('one')).not.toBe(id);
  });

  it('of before there were audio keys is another one when its size differs: inodes are used again', async () => {
    makeAudio(inMusic('a.flac'), { tags: { title: 'one' }, seconds: 1 });
    await library.scan();
    const id = only();
    library.connection.prepare('UPDATE file SET audio_key = NULL').run();
    renameSync(inMusic('a.flac'), inMusic('b.flac'));
    expect(await library.scan()).toMatchObject({ added: 0, moved: 1, missing: 0 });
    expect(only()).toBe(id);
    library.connection.prepare('UPDATE file SET audio_key = NULL, size = size + 1').run();
    renameSync(inMusic('b.flac'), inMusic('c.flac'));
    expect(await library.scan()).toMatchObject({ added: 1, moved: 0, missing: 1 });
    expect(only()).not.toBe(id);
  });
});

describe('a transaction', () => {
  it('finds a file in another folder that it has just marked as missing', async () => {
    makeAudio(inMusic('a', '1.flac'), { seconds: 1 });
    await library.scan();
    const { connection } = library;
    const [root] = roots(connection);
    const files = new FileStore(connection, new TrackWriter(connection));
    const name = Buffer.from('1.flac');
    const record = recordOf((await readFile(new FileWindow(), Buffer.from(inMusic('a', '1.flac')), name))!);
    const { id } = one('SELECT id FROM file') as { id: number };
    const [first, second] = files.transaction(() => {
      const copy = files.put(root!.id, Buffer.from(inMusic('b')), record, 1);
      files.markMissing(id, 1);
      return [copy, files.put(root!.id, Buffer.from(inMusic('c')), record, 1)];
    });
    expect(first).toMatchObject({ outcome: 'added' });
    expect(second).toMatchObject({ outcome: 'moved', fileId: id });
    expect(one('SELECT count(*) AS folders FROM folder')).toEqual({ folders: 3 });
    expect(files.put(root!.id, Buffer.from(inMusic('d')), record, 1)).toMatchObject({ outcome: 'added' });
  });

  it('tells a name that a new folder seems to have twice', async () => {
    makeAudio(inMusic('a', '1.flac'), { seconds: 1 });
    const { connection } = library;
    const [root] = roots(connection);
    const files = new FileStore(connection, new TrackWriter(connection));
    const [folder, name] = [Buffer.from(inMusic('a')), Buffer.from('1.flac')];
    const record = recordOf((await readFile(new FileWindow(), Buffer.from(inMusic('a', '1.flac')), name))!);
    const other = { ...record, name: Buffer.from('2.flac') };
    const stored = files.transaction(() => [record, other, record].map((file) => files.put(root!.id, folder, file, 1)));
    expect(stored.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'changed']);
    expect(stored[2]!.fileId).toBe(stored[0]!.fileId);
  });

  it('does not wait for the disk, and later ones do', () => {
    const { connection } = library;
    const files = new FileStore(connection, new TrackWriter(connection));
    const synchronous = (): unknown => connection.pragma('synchronous', { simple: true });
    expect(files.transaction(synchronous)).toBe(1);
    expect(synchronous()).toBe(2);
  });
});
