import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { CompactedError } from '../library/as-of/moment.ts';
import { beginCompaction } from '../library/compact-history.ts';
import { addPicture } from '../library/picture-rows.ts';
import { PICTURE_FIELD, storedPicture } from '../library/pictures.ts';
import { PlaylistWriter } from '../library/playlists/playlist-writer.ts';
import type { MountedView } from '../library/views.ts';
import { picturePath } from '../storage/art-store.ts';
import { stampColumns, stampFromColumns } from '../storage/file-stamp.ts';
import { openTrackSource, type LibraryTrackSource } from './track-source.ts';

const HOUR = 60 * 60 * 1000;
const HASH = 'a'.repeat(64);
const view = (query = ''): MountedView => ({
  name: query,
  template: '$title',
  query,
  playlist: false,
  bestCopies: false,
});

let library: TestLibrary;
let folder: string;
let source: LibraryTrackSource;
let told: (readonly number[])[];
beforeEach(() => {
  library = testLibrary();
  folder = join(library.folder, 'library');
  source = openTrackSource(folder, [view()]);
  told = [];
  source.onChange((ids) => told.push(ids));
});
afterEach(() => {
  vi.useRealTimers();
  source.close();
});

async function addTrack(name: string, more: Parameters<typeof makeAudio>[1] = {}): Promise<number> {
  makeAudio(join(library.music, name), { seconds: 1, ...more });
  await library.scan();
  return library.connection
    .prepare<[Buffer], number>('SELECT track.id FROM track JOIN file ON file.id = file_id WHERE name = ?')
    .pluck()
    .get(Buffer.from(name))!;
}

/** Adds copies of the only track to the database, where a scan would take long. */
function copyTrack(count: number): void {
  const { connection } = library;
  const copy = (table: 'file' | 'track', own: string) => {
    const columns = connection
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE name NOT IN ('id', '${own}')`)
      .pluck()
      .all()
      .join(', ');
    return connection.prepare(`INSERT INTO ${table} (${own}, ${columns}) SELECT ?, ${columns} FROM ${table} LIMIT 1`);
  };
  const [file, track] = [copy('file', 'name'), copy('track', 'file_id')];
  connection.transaction(() => {
    for (let index = 0; index < count; index += 1) track.run(file.run(Buffer.from(`${index}.flac`)).lastInsertRowid);
  })();
}

/** Ids of all entries. */
async function entries(from = source): Promise<number[]> {
  const ids: number[] = [];
  for await (const page of from.entries()) ids.push(...page.map(({ id }) => id));
  return ids;
}

describe('the source as of a moment', () => {
  const NOON = Date.UTC(2026, 4, 1, 12);
  let past: LibraryTrackSource;
  beforeEach(() => {
    vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
  });
  afterEach(() => past.close());

  it('has the tracks, tags, pictures and paths of then, whatever is edited later', async () => {
    const id = await addTrack('a.flac', { tags: { title: 'one', genre: 'Jazz' } });
    library.edits.apply([id], { title: ['then'], picture: [storedPicture(3, HASH)] }, TESTER);
    addPicture(library.connection, { hash: HASH, mime: 'image/png', width: 1, height: 1, length: 9 });
    vi.setSystemTime(NOON + HOUR);
    library.edits.apply([id], { title: ['later'], picture: null }, TESTER);
    const later = await addTrack('b.flac', { tags: { title: 'found later' } });
    past = openTrackSource(folder, [view('title:then')], NOON);
    const shown = async (): Promise<unknown> => {
      const track = (await past.track(id))!;
      expect(await entries(past)).toEqual([id]);
      expect(await past.entriesOf([id, later])).toMatchObject([{ id, tags: track.tags, views: [0] }]);
      return { title: track.tags['title'], genre: track.tags['genre'], pictures: track.pictures.length };
    };
    expect(await shown()).toEqual({ title: ['then'], genre: ['Jazz'], pictures: 1 });
    library.edits.apply([id], { title: ['later still'], genre: ['Polka'] }, TESTER);
    expect(await shown()).toEqual({ title: ['then'], genre: ['Jazz'], pictures: 1 });
    library.edits.undo(null, TESTER);
    expect(await shown()).toEqual({ title: ['then'], genre: ['Jazz'], pictures: 1 });
    expect((await source.track(id))!.tags['title']).toEqual(['later']);
  });

  it('has no track whose file is missing now, and has it again when the file is back', async () => {
    const [a, b, c] = [
      await addTrack('a.flac'),
      await addTrack('b.flac', { pitch: 300 }),
      await addTrack('c.flac', { pitch: 400 }),
    ];
    const path = join(library.music, 'a.flac');
    const bytes = readFileSync(path);
    vi.setSystemTime(NOON + HOUR);
    past = openTrackSource(folder, [view()], NOON);
    expect(await entries(past)).toEqual([a, b, c]);
    rmSync(path);
    rmSync(join(library.music, 'b.flac'));
    await library.scan();
    expect(await entries(past)).toEqual([c]);
    writeFileSync(path, bytes);
    await library.scan();
    expect(await entries(past)).toEqual([a, c]);
  });

  it('has the playlists of then', async () => {
    const [a, b] = [await addTrack('a.flac'), await addTrack('b.flac', { pitch: 300 })];
    const writer = new PlaylistWriter(library.connection, () => {});
    const { playlists } = writer.create({
      playlists: [{ name: 'Evening', kind: 'manual', tracks: [a] }],
      author: TESTER,
    });
    const [evening = 0] = playlists;
    vi.setSystemTime(NOON + HOUR);
    writer.add({ id: evening, tracks: [b], before: null, author: TESTER });
    past = openTrackSource(folder, [view()], NOON);
    const tracksOf = async (from: LibraryTrackSource): Promise<readonly number[] | undefined> =>
      (await from.savedPlaylists.playlist(evening))?.tracks.map((track) => track.id);
    expect([await tracksOf(past), await tracksOf(source)]).toEqual([[a], [a, b]]);
  });

  it('is refused for a moment whose history is compacted', async () => {
    const id = await addTrack('a.flac');
    library.edits.apply([id], { title: ['one'] }, TESTER);
    vi.setSystemTime(NOON + HOUR);
    beginCompaction(library.connection, NOON + HOUR, TESTER);
    past = openTrackSource(folder, [view()], NOON + HOUR);
    expect(() => openTrackSource(folder, [view()], NOON - HOUR)).toThrow(CompactedError);
  });
});

describe('a track of the source', () => {
  it('has the file with its stamp, the tags in force and the layout with the tags of the file', async () => {
    const id = await addTrack('a.flac', { tags: { title: 'one', genre: 'Jazz' } });
    library.edits.apply([id], { title: ['mine'] }, TESTER);
    const path = join(library.music, 'a.flac');
    const track = await source.track(id);
    expect(track).toMatchObject({
      id,
      tags: { title: ['mine'], genre: ['Jazz'] },
      extension: 'flac',
      path: Buffer.from(path),
      stamp: stampFromColumns(stampColumns(statSync(path, { bigint: true }))),
      pictures: [],
      layout: {
        container: 'flac',
        tags: { title: ['one'] },
        properties: {
          codec: 'flac',
          sampleRate: 22050,
          channels: 1,
          bitsPerSample: 24,
          lossless: true,
          bitrate: expect.any(Number),
        },
      },
    });
    expect(track?.layout?.properties.duration).toBeCloseTo(1, 1);
    expect(track?.editedAt).toBeGreaterThan(0);
    const { generation } = track!;
    library.edits.apply([id], { title: ['other'] }, TESTER);
    expect((await source.track(id))?.generation).toBe(generation + 1);
  });

  it('of a lossy file has no depth', async () => {
    const { layout } = (await source.track(await addTrack('a.mp3')))!;
    expect(layout?.properties.lossless).toBe(false);
    expect(layout?.properties).not.toHaveProperty('bitsPerSample');
  });

  it('of a file that no reader understands has no layout and no pictures', async () => {
    const id = await addTrack('a.flac', { art: true });
    library.connection.prepare('UPDATE file SET layout = NULL').run();
    expect(await source.track(id)).toMatchObject({ layout: null, pictures: [] });
  });

  it('that is missing, broken or unknown is none', async () => {
    await addTrack('b.flac');
    const id = await addTrack('a.flac');
    expect(await source.track(id + 1)).toBeNull();
    library.connection.prepare("UPDATE file SET error = 'broken'").run();
    expect(await source.track(id)).toBeNull();
    library.connection.prepare('UPDATE file SET error = NULL').run();
    expect(await source.track(id)).not.toBeNull();
    rmSync(join(library.music, 'a.flac'));
    await library.scan();
    expect(await source.track(id)).toBeNull();
  });
});

it('a file with broken tags that plays is served as it is', async () => {
  const path = join(library.music, 'a.flac');
  makeAudio(path, { tags: { title: 'one' }, seconds: 1 });
  const bytes = readFileSync(path);
  bytes.writeUInt32LE(0x7fff_ffff, bytes.indexOf('title') - 4);
  writeFileSync(path, bytes);
  await library.scan();
  const [id] = library.find('path:a.flac');
  expect(await source.track(id!)).toMatchObject({ layout: null, pictures: [], tags: {}, extension: 'flac' });
  const listed: number[] = [];
  for await (const page of source.entries()) listed.push(...page.map((entry) => entry.id));
  expect(listed).toContain(id);
});

describe('the pictures of a track', () => {
  it('of the file are ranges of the original', async () => {
    const id = await addTrack('a.flac', { art: true });
    const { pictures } = (await source.track(id))!;
    // ffmpeg writes "other" for the type.
    expect(pictures).toMatchObject([{ type: 0, mime: 'image/jpeg', width: 64, height: 64, body: { kind: 'source' } }]);
  });

  it('of an edit are files of the art store; those that are not there are left out', async () => {
    const id = await addTrack('a.flac', { art: true });
    addPicture(library.connection, { hash: HASH, mime: 'image/png', width: 3, height: 2, length: 99 });
    const values = [storedPicture(4, HASH, 'the back'), storedPicture(3, 'b'.repeat(64)), 'file:0', 'file:1'];
    library.edits.apply([id], { [PICTURE_FIELD]: values }, TESTER);
    const { pictures } = (await source.track(id))!;
    expect(pictures).toEqual([
      {
        type: 4,
        description: 'the back',
        depth: 24,
        mime: 'image/png',
        width: 3,
        height: 2,
        length: 99,
        body: { kind: 'blob', path: picturePath(folder, HASH), offset: 0, length: 99 },
      },
      expect.objectContaining({ type: 0, body: expect.objectContaining({ kind: 'source' }) }),
    ]);
    library.edits.apply([id], { [PICTURE_FIELD]: null }, TESTER);
    expect((await source.track(id))?.pictures).toEqual([]);
  });

  it('whose bytes are encoded in the original are copied into the art store', async () => {
    const id = await addTrack('a.flac', { art: true });
    const layout = library.connection.prepare<[], string>('SELECT layout FROM file').pluck().get()!;
    const stored = JSON.parse(layout) as { pictures: { location: { offset: number; length: number } }[] };
    const [picture] = stored.pictures;
    const { location, ...rest } = picture!;
    // In two parts, as in a file whose tags were written anew in pieces.
    const half = Math.floor(location.length / 2);
    const parts = [
      { offset: location.offset, length: half },
      { offset: location.offset + half, length: location.length - half },
    ];
    stored.pictures = [{ ...rest, location, parts, description: 'front' } as never];
    library.connection.prepare('UPDATE file SET layout = ?').run(JSON.stringify(stored));
    const { pictures } = (await source.track(id))!;
    expect(pictures).toEqual([
      expect.objectContaining({
        type: 0,
        description: 'front',
        mime: 'image/jpeg',
        length: location.length,
        body: expect.objectContaining({ kind: 'blob', length: location.length }),
      }),
    ]);
    writeFileSync(join(library.music, 'a.flac'), '');
    expect((await source.track(id))?.pictures).toEqual([]);
  });
});

describe('the entries', () => {
  it('are those of all tracks, in pages of two thousand', async () => {
    const id = await addTrack('a.flac', { tags: { title: 'one' } });
    copyTrack(2000);
    const pages: number[] = [];
    for await (const page of source.entries()) pages.push(page.length);
    expect(pages).toEqual([2000, 1]);
    expect(await source.entriesOf([id, 9999])).toMatchObject([{ id, tags: { title: ['one'] } }]);
  });

  it('say which views show a track; other views replace them', async () => {
    const id = await addTrack('a.flac', { tags: { genre: 'Jazz' } });
    source.setViews([view('genre:blues'), view('genre:jazz')]);
    expect(await source.entriesOf([id])).toMatchObject([{ views: [1] }]);
    expect((await source.playlist?.(0))?.map((track) => track.id)).toEqual([]);
    expect((await source.playlist?.(1))?.map((track) => track.id)).toEqual([id]);
  });

  it('have the sidecars of their folders', async () => {
    writeFileSync(join(library.music, 'a.cue'), 'cue');
    const id = await addTrack('a.flac');
    const [entry] = await source.entriesOf([id]);
    const [sidecar] = (await source.sidecarsIn?.([entry!.folder!])) ?? [];
    expect(sidecar).toMatchObject({ name: 'a.cue', track: id });
    expect(await source.sidecar?.(sidecar!.id)).toMatchObject({ path: Buffer.from(join(library.music, 'a.cue')) });
    expect(await source.sidecar?.(99)).toBeNull();
  });
});

describe('changes', () => {
  it('are told to all listeners, until they end their subscription', () => {
    const heard: (readonly number[])[] = [];
    const end = source.onChange((ids) => heard.push(ids));
    source.changed([1, 2]);
    end();
    source.changed([]);
    expect([heard, told]).toEqual([[[1, 2]], [[1, 2], []]]);
  });

  it('of views whose queries depend on the time come every hour', async () => {
    const id = await addTrack('a.flac');
    vi.useFakeTimers({ now: Date.now() });
    source.setViews([view('added:-1d..')]);
    expect(await source.entriesOf([id])).toMatchObject([{ views: [0] }]);
    vi.advanceTimersByTime(HOUR - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([[]]);
    vi.advanceTimersByTime(24 * HOUR);
    expect(told).toHaveLength(25);
    expect(await source.entriesOf([id])).toMatchObject([{ views: [] }]);
  });

  it('of other views do not come by themselves, nor after the end', () => {
    vi.useFakeTimers();
    source.setViews([view('added:-1d..')]);
    source.setViews([view('genre:jazz')]);
    expect(vi.getTimerCount()).toBe(0);
    const other = openTrackSource(folder, [view('added:-1d..')]);
    expect(vi.getTimerCount()).toBe(1);
    other.close();
    expect(vi.getTimerCount()).toBe(0);
    expect(() => other.setViews([view()])).toThrow('not open');
  });

  it('of the database are seen at once', async () => {
    expect(await entries()).toEqual([]);
    const id = await addTrack('a.flac');
    expect(await entries()).toEqual([id]);
  });
});

describe('a view of a playlist', () => {
  it('tells of the tracks that the playlist takes in or out, and of those that others have displaced', async () => {
    const [a, b] = [
      await addTrack('a.flac', { tags: { title: 'A' } }),
      await addTrack('b.flac', { tags: { title: 'B' } }),
    ];
    const playlists = new PlaylistWriter(library.connection);
    const rule = { query: 'title+', sort: [], limit: { count: 1, unit: 'tracks' }, seed: null } as const;
    const created = playlists.create({
      playlists: [
        { name: 'Road', kind: 'manual' },
        { name: 'First', kind: 'smart', rule },
      ],
      author: TESTER,
    });
    const road = created.playlists[0]!;
    source.setViews([view('playlist:Road'), view('playlist:First')]);
    const shown = async () => (await source.entriesOf([a, b])).map(({ views }) => views);
    expect(await shown()).toEqual([[1], []]);

    playlists.add({ id: road, tracks: [b], before: null, author: TESTER });
    source.playlistsChanged([road]);
    expect([told.splice(0), await shown()]).toEqual([[[b]], [[1], [0]]]);

    library.edits.apply([a], { title: ['Z'] }, TESTER);
    source.changed([a]);
    expect([told.splice(0), await shown()]).toEqual([[[a, b]], [[], [0, 1]]]);

    playlists.delete({ ids: [road], author: TESTER });
    source.playlistsChanged([road]);
    expect([told, await shown()]).toEqual([[[b]], [[], [1]]]);
  });
});
