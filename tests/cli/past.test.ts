import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { descantHere, descantJsonHere } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');

const run = (...words: string[]) => descantHere(library, ...words);
const json = <Result>(...words: string[]): Promise<Result> => descantJsonHere<Result>(library, ...words);
/** The titles that a query finds. */
const titles = async (...words: string[]): Promise<unknown[]> =>
  (await json<{ tracks: { title: string }[] }>('tracks', ...words, '--sort', 'title')).tracks.map(({ title }) => title);
const failure = async (...words: string[]): Promise<unknown> =>
  (JSON.parse((await run(...words, '--json')).stderr) as { error: unknown }).error;

/** Lets all that the library knows of be as if it had been done at noon of this day. */
function date(day: string): void {
  const connection = new Database(join(library, 'library.db'));
  const at = new Date(`${day}T12:00:00`).getTime();
  const recent = Date.now() - 3_600_000;
  for (const [table, column] of [
    ['track', 'found_at'],
    ['track', 'added_at'],
    ['edit_batch', 'at'],
    ['playlist', 'created_at'],
    ['play', 'at'],
  ]) {
    connection.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${column} > ?`).run(at, recent);
  }
  connection.close();
}

beforeAll(async () => {
  for (const [i, name] of ['a', 'b', 'c'].entries()) {
    makeAudio(join(music, `${name}.flac`), {
      tags: { title: name.toUpperCase(), genre: 'Folk', album: 'First', artist: 'Band' },
      seconds: 1,
      pitch: 220 + 40 * i,
    });
  }
  const service = await startService(library, ['--no-mount', '--no-analysis']);
  await json('scan', music);
  await json('edit', 'title:=A', 'genre=Jazz');
  await json('rate', 'title:=A', '4');
  await json('playlists', 'create', 'Best', '--query', 'rating:4..');
  await json('playlists', 'create', 'By hand');
  await json('playlists', 'add', 'By hand', 'genre:folk');
  await service.stop();
  date('2026-01-10');
  await startService(library, ['--no-mount', '--no-analysis']);
  makeAudio(join(music, 'new.flac'), { tags: { title: 'New' }, seconds: 1, pitch: 500 });
  rmSync(join(music, 'c.flac'));
  await json('scan');
  await json('edit', 'title:=A', 'genre=Blues', 'title=Renamed');
  await json('edit', 'title:=Renamed', 'genre=Rock');
  await json('rate', 'title:=B', '5');
  await json('playlists', 'remove', 'By hand', 'title:=B');
  await json('playlists', 'rename', 'Best', 'Finest');
});

describe('the library as of a date', () => {
  it('has the tracks, values and ratings of then, and finds them by queries', async () => {
    expect(await titles()).toEqual(['B', 'New', 'Renamed']);
    expect(await titles('--as-of', '2026-02-01')).toEqual(['A', 'B', 'C']);
    expect(await titles('genre:jazz', '--as-of', '2026-02')).toEqual(['A']);
    expect(await titles('renamed', '--as-of', '2026-02-01')).toEqual([]);
    expect(await titles('a', '--as-of', '2026-02-01')).toEqual(['A']);
    expect(await titles('rating:4..', '--as-of', '2026-02-01T18:30')).toEqual(['A']);
    expect(await titles('--as-of', '2026-01-09')).toEqual([]);
    expect(await titles('--as-of', '-0d')).toEqual(await titles());
    expect(
      (await run('tracks', 'title:=A', '--fields', 'title,genre,rating,path', '--as-of', '2026-02-01')).stdout,
    ).toBe(`A  Jazz  4  ${join(music, 'a.flac')}\n`);
    expect((await run('tracks', '--as-of', 'soon')).code).toBe(64);
  });

  it('has the albums, artists and values of then', async () => {
    type Row = { title?: string; name?: string; value?: string; tracks: number };
    const rows = async (what: 'albums' | 'artists' | 'values', ...words: string[]): Promise<unknown[]> =>
      (await json<Record<typeof what, Row[]>>(...words))[what].map(({ title, name, value, tracks }) => [
        title ?? name ?? value,
        tracks,
      ]);
    const then = ['--as-of', '2026-02-01'];
    expect(await rows('albums', 'albums')).toEqual([['First', 2]]);
    expect(await rows('albums', 'albums', ...then)).toEqual([['First', 3]]);
    expect(await rows('albums', 'albums', '--as-of', '2025')).toEqual([]);
    expect(await rows('artists', 'artists', ...then)).toEqual([['Band', 3]]);
    expect(await rows('artists', 'artists', 'genre:jazz', ...then)).toEqual([['Band', 1]]);
    expect(await rows('values', 'facets', 'genre')).toEqual(expect.arrayContaining([['Rock', 1]]));
    expect(await rows('values', 'facets', 'genre', ...then)).toEqual([
      ['Folk', 2],
      ['Jazz', 1],
    ]);
    expect(await rows('values', 'facets', 'artist', 'title:c', ...then)).toEqual([['Band', 1]]);
    const { albums } = await json<{ albums: { id: number }[] }>('albums', ...then);
    const { stdout } = await run('albums', '--id', String(albums[0]!.id), ...then);
    for (const title of ['A', 'B', 'C']) expect(stdout).toMatch(new RegExp(`^ *${title} `, 'm'));
    expect((await run('artists', '--name', 'band', ...then)).stdout).toMatch(/^Band\n3 tracks\n/);
  });

  it('is copied as it was', async () => {
    const device = join(folder, 'device');
    const words = ['copy', '', device, '--template', '$title.$format', '--as-of', '2026-02-01'];
    // C was there then, and cannot be read now.
    expect(await json<{ copied: string[] }>(...words)).toMatchObject({ copied: ['A.flac', 'B.flac'] });
  });

  it('is exported with the history until then', async () => {
    const { stdout } = await run('export', '--format', 'jsonl', '--history', '--as-of', '2026-02-01');
    const tracks = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(tracks.map(({ missingSince, tags }) => [(tags as { title: string[] }).title[0], missingSince])).toEqual(
      expect.arrayContaining([
        ['A', null],
        ['B', null],
        ['C', null],
      ]),
    );
    const edited = tracks.find(({ tags }) => (tags as { title: string[] }).title[0] === 'A')!;
    expect(edited['overrides']).toEqual({ genre: ['Jazz'], rating: ['4'] });
    expect(edited['history']).toMatchObject([{ field: 'genre' }, { field: 'rating' }]);
  });

  it('has the playlists of then, smart ones with what they found', async () => {
    const shown = async (name: string) =>
      (await json<{ rows: { track: { title: string } }[] }>('playlists', 'show', name, '--as-of', '2026-02-01')).rows;
    expect((await shown('Best')).map(({ track }) => track.title)).toEqual(['A']);
    expect((await shown('By hand')).map(({ track }) => track.title).toSorted()).toEqual(['B', 'C']);
    const { playlists } = await json<{ playlists: { name: string }[] }>('playlists', 'list', '--as-of', '2026-02-01');
    expect(playlists.map(({ name }) => name)).toEqual(['Best', 'By hand']);
    expect(await json<{ playlists: unknown[] }>('playlists', '--as-of', '2025')).toEqual({ playlists: [] });
  });
});

describe('descant history compact', () => {
  it('says how much it saves, and with --dry-run changes nothing', async () => {
    expect(await json('history', 'compact', '--before', '-0d', '--dry-run')).toMatchObject({
      dryRun: true,
      edits: 6,
      compacted: 3,
      bytes: 2 * '["Jazz"]["Blues"]'.length,
    });
    expect((await run('history', 'compact', '--before', '2026-02-01')).stdout).toBe(
      'nothing to compact among the 2 edits before 2026-02-01 00:00\n',
    );
    expect(await titles('--as-of', '2026-02-01')).toEqual(['A', 'B', 'C']);
  });

  it('drops the values between the first and the last edit, and says what does not work any more', async () => {
    const { stdout } = await run('history', 'compact', '--before', '-0d');
    expect(stdout).toMatch(
      /^3 of 6 edits before .* have lost values .*: 34 B\nTheir batches cannot be undone any more/,
    );
    expect(await failure('tracks', '--as-of', '2026-02-01')).toMatchObject({
      code: 'COMPACTED',
      message: expect.stringMatching(/^the history before .* is compacted; the library is known as of that moment/),
    });
    const compacted = (await json<{ batches: { id: number; compacted?: boolean }[] }>('history')).batches.filter(
      (batch) => batch.compacted,
    );
    expect(compacted).toHaveLength(3);
    expect(await failure('undo', String(compacted[0]!.id))).toMatchObject({ code: 'COMPACTED' });
    const { tracks } = await json<{ tracks: { id: number }[] }>('tracks', 'renamed');
    expect((await run('history', String(tracks[0]!.id))).stdout).toContain('genre: Folk → (compacted)');
    expect((await run('history', '--dry-run')).code).toBe(64);
  });
});
