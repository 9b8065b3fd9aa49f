/**
 * A year in the life of a library: what a person gave to the music is there after all that happens to files in between.
 * Every step ends with the same question.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { jobDone, startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TITLES = ['Spring', 'Summer', 'Autumn', 'Winter'] as const;
type Title = (typeof TITLES)[number];

let folder: string;
let music: string;
let library: string;
let service: RunningService;
/** Title → the track that it was in January. */
let ids: Readonly<Record<Title, number>>;

beforeAll(async () => {
  folder = temporaryFolder();
  music = join(folder, 'music');
  library = join(folder, 'library');
  for (const [i, title] of TITLES.entries()) {
    makeAudio(join(music, 'Seasons', `${i + 1}.flac`), {
      tags: { title, artist: 'Quartet', album: 'Seasons', track: String(i + 1) },
      pitch: 150 * (i + 1),
      seconds: 20,
    });
  }
  service = await startService(library, ['--no-mount', '--folder', music]);
  await service.until(jobDone('scan'));
  await settled();
  ids = Object.fromEntries(await Promise.all(TITLES.map(async (title) => [title, await idOf(`title:=${title}`)])));
});

async function settled(): Promise<void> {
  await service.api.scan.start.mutate({});
  for (let done = false; !done;) {
    done = (await service.api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 })).settled;
  }
}

async function idOf(query: string): Promise<number> {
  const { rows } = await service.api.tracks.list.query({ query });
  expect(rows, query).toHaveLength(1);
  return rows[0]!.id;
}

/** What the person has given to a track, and where the track is. */
async function track(title: Title) {
  const detail = await service.api.tracks.get.query({ id: ids[title] });
  const own = (name: string): string | null => detail.fields.find(({ field }) => field === name)?.values[0] ?? null;
  return {
    path: detail.path.slice(folder.length + 1),
    missing: detail.missing,
    genre: detail.genre,
    rating: own('rating'),
    favourite: own('favourite'),
    notes: own('notes'),
    plays: detail.plays,
    skips: detail.skips,
  };
}

/** The titles of the playlists' tracks, in order. */
async function playlists(): Promise<Record<string, readonly string[]>> {
  const lists = (await service.api.playlists.list.query()).filter(({ kind }) => kind !== 'folder');
  const entries = lists.map(async ({ id, name }) => {
    const { rows } = await service.api.playlists.page.query({ id });
    return [name, rows.map((row) => row.track?.title ?? '')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const GIVEN = {
  Spring: { rating: '4.5', favourite: '1', notes: 'from the flea market', plays: 3, skips: 0, genre: 'Classical' },
  Summer: { rating: '2', favourite: null, notes: null, plays: 0, skips: 1, genre: 'Classical' },
  Autumn: { rating: null, favourite: null, notes: null, plays: 0, skips: 0, genre: 'Classical' },
  Winter: { rating: '5', favourite: null, notes: null, plays: 1, skips: 0, genre: 'Classical' },
} as const;

/** Everything is as the person left it, and each track is where it should be. */
async function expectAllThere(places: Readonly<Record<Title, string>>): Promise<void> {
  for (const title of TITLES) {
    expect(await track(title), title).toEqual({ ...GIVEN[title], path: places[title], missing: false });
  }
  expect(await playlists()).toEqual({ Evening: ['Winter', 'Spring', 'Winter'], Best: ['Winter', 'Spring'] });
  const { total } = await service.api.tracks.list.query({ query: '' });
  expect(total).toBe(TITLES.length);
  const [first] = (await service.api.history.ofTrack.query({ id: ids.Spring })).toReversed();
  expect(first).toMatchObject({ field: 'genre', after: ['Classical'] });
}

const placesIn = (root: string, extension = 'flac'): Record<Title, string> =>
  Object.fromEntries(TITLES.map((title, i) => [title, join(root, 'Seasons', `${i + 1}.${extension}`)])) as never;

const digestsOf = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      createHash('sha256')
        .update(readFileSync(join(parentPath, name)))
        .digest('hex'),
    )
    .toSorted();

describe('a year in the life of a library', () => {
  let places: Record<Title, string>;

  it('January: a person rates, plays, writes notes and makes playlists', async () => {
    const { api } = service;
    const before = digestsOf(music);
    await api.tracks.edit.mutate({ ids: Object.values(ids), changes: { genre: ['Classical'] } });
    await api.tracks.edit.mutate({
      ids: [ids.Spring],
      changes: { rating: ['4.5'], favourite: ['1'], notes: ['from the flea market'] },
    });
    await api.tracks.edit.mutate({ ids: [ids.Summer], changes: { rating: ['2'] } });
    await api.tracks.edit.mutate({ ids: [ids.Winter], changes: { rating: ['5'] } });
    for (const title of ['Spring', 'Spring', 'Spring', 'Winter'] as const) {
      await api.tracks.played.mutate({ id: ids[title], kind: 'play' });
    }
    await api.tracks.played.mutate({ id: ids.Summer, kind: 'skip' });
    await api.playlists.create.mutate({
      playlists: [
        { name: 'Evening', kind: 'manual', tracks: [ids.Winter, ids.Spring, ids.Winter] },
        { name: 'Best', kind: 'smart', rule: { query: 'rating:4..', sort: [{ field: 'rating', descending: true }] } },
      ],
    });
    places = placesIn('music');
    await expectAllThere(places);
    expect(digestsOf(music)).toEqual(before);
  });

  it('February: folders are moved and files renumbered', async () => {
    renameSync(join(music, 'Seasons'), join(music, 'Four'));
    for (const i of [4, 3, 2, 1]) renameSync(join(music, 'Four', `${i}.flac`), join(music, 'Four', `${i + 1}.flac`));
    await settled();
    places = Object.fromEntries(
      TITLES.map((title, i) => [title, join('music', 'Four', `${i + 2}.flac`)]),
    ) as typeof places;
    await expectAllThere(places);
  });

  it('March: another program changes the tags of a file', async () => {
    const path = join(folder, places.Autumn);
    const retagged = join(folder, 'retagged.flac');
    execFileSync('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-i',
      path,
      '-c',
      'copy',
      '-metadata',
      'composer=Anon',
      retagged,
    ]);
    renameSync(retagged, path);
    await settled();
    await expectAllThere(places);
    expect(await idOf('composer:Anon')).toBe(ids.Autumn);
  });

  it('April: a FLAC file becomes an MP3', async () => {
    const path = join(folder, places.Spring);
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', path, path.replace(/flac$/, 'mp3')]);
    rmSync(path);
    await settled();
    places.Spring = places.Spring.replace(/flac$/, 'mp3');
    await expectAllThere(places);
  });

  it('May: the disk is unplugged', async () => {
    renameSync(music, join(folder, 'unplugged'));
    await settled();
    expect(await playlists()).toMatchObject({ Best: ['Winter', 'Spring'] });
    await expectAllThere(places);
  });

  it('June: the disk comes back at another place', async () => {
    mkdirSync(join(folder, 'media'));
    renameSync(join(folder, 'unplugged'), join(folder, 'media', 'disk'));
    await service.api.library.addFolder.mutate({ path: join(folder, 'media') });
    await settled();
    for (const title of TITLES) places[title] = places[title].replace(/^music/, 'media/disk');
    await expectAllThere(places);
  });

  it('July: a mistake is made, and undone', async () => {
    await service.api.tracks.edit.mutate({ ids: Object.values(ids), changes: { genre: ['Pop'], rating: [] } });
    await service.api.history.undo.mutate({});
    await expectAllThere(places);
  });

  it('August: the service is killed while it scans', async () => {
    void service.api.scan.start.mutate({}).catch(() => {});
    await service.kill();
    service = await startService(library, ['--no-mount']);
    await settled();
    await expectAllThere(places);
  });

  it('September: a playlist of another program is imported', async () => {
    const list = join(folder, 'old.m3u');
    writeFileSync(list, `/home/before/${places.Summer}\n/home/before/${places.Autumn}\n`);
    await descantJson(library, 'playlists', 'import', list);
    expect(await playlists()).toMatchObject({ old: ['Summer', 'Autumn'] });
    await service.api.history.undo.mutate({});
    await expectAllThere(places);
  });

  it('October: the library is backed up, and restored on another machine', async () => {
    const backup = join(folder, 'backup.db');
    await descantJson(library, 'backup', backup);
    await service.stop();
    renameSync(join(folder, 'media'), join(folder, 'home'));
    rmSync(library, { recursive: true });
    const other = join(folder, 'other', 'library');
    expect((await descant(other, 'restore', backup)).code).toBe(0);
    library = other;
    service = await startService(library, ['--no-mount', '--folder', join(folder, 'home')]);
    await service.until(jobDone('scan'));
    await settled();
    for (const title of TITLES) places[title] = places[title].replace(/^media/, 'home');
    await expectAllThere(places);
  });

  it('November: originals are as the person left them, and the copies for a player have the tags', async () => {
    const before = digestsOf(join(folder, 'home'));
    const device = join(folder, 'device');
    const { copied } = await descantJson<{ copied: readonly string[] }>(library, 'copy', 'rating:4..', device);
    expect(copied).toHaveLength(2);
    expect(digestsOf(join(folder, 'home'))).toEqual(before);
    await expectAllThere(places);
  });
});
